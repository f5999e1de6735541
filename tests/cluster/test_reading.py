"""Searches of a cluster at any depth and of any length, in one request, and a clear error for each
problem.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from engines.opensearch.generations import ClusterStore
from engines.opensearch.limits import Limits
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import EngineQuery, SearchEngine
from engines.port.errors import EngineError, EngineUnavailableError, NoIndexError
from engines.port.fields import FIELDS
from engines.port.model import Document, Interval, Sort
from engines.port.terms import Everything, Lookup
from engines.registry import open_store
from search.model import SearchRequest
from search.searcher import Searcher
from tests.cluster.asking import ask, free_ports
from tests.cluster.proxy import Answered, Asked, Proxy
from tests.contract.library import DOCUMENTS, fill, found, indexed
from tests.contract.stories import several

TITLES = ("bridge", "ferry", "orchard", "stone bridge", "mill")
DEEP = tuple(
    Document(f"d{n:05d}", TITLES[n % 5], "river", "en", story=n // 3 + 1 if n % 7 else None)
    for n in range(12_500)
)


@pytest.fixture
def engine(node: Proxy, tmp_path: Path) -> Iterator[SearchEngine]:
    engine = open_store("opensearch", tmp_path).create()
    yield engine
    engine.close()


def limited(documents: tuple[Document, ...], limits: Limits) -> SearchEngine:
    """A new index of these documents with small limits per response."""
    engine = ClusterStore(ClusterSettings.load(), limits).create()
    fill(engine, documents)
    engine.close()
    return engine


def searches(node: Proxy) -> list[dict]:
    return [json.loads(asked.body) for asked in node.asked if "_search" in asked.path and asked.body]


def refusal(status: int, kind: str, reason: str) -> Answered:
    causes = [{"type": kind, "reason": reason}]
    return Answered(status, {"error": {"type": "search_phase_execution_exception", "root_cause": causes}})


def test_pages_beyond_ten_thousand(engine: SearchEngine, node: Proxy, tmp_path: Path) -> None:
    """The same documents in the same order as on the default engine, collapsed and not."""
    fill(engine, DEEP)
    beside = open_store("tantivy", tmp_path).create()
    fill(beside, DEEP)
    for collapse in (False, True):
        for sort in (Sort.RELEVANCE, Sort.NEWEST):
            query = EngineQuery(Lookup("text", "river"), sort=sort, limit=100, collapse=collapse)
            last = engine.search(replace(query, limit=0)).total
            assert last == beside.search(replace(query, limit=0)).total
            seen: list[str] = []
            for offset in (9_900, 9_990, 10_000, last - 50, last):
                page = engine.search(replace(query, offset=offset))
                assert page.total == last
                assert len(page.hits) == max(0, min(100, last - offset))
                seen += [hit.stored.document.id for hit in page.hits]
                assert all(hit.stored.document.body == "river" for hit in page.hits)
            if not collapse:
                # With equal scores and dates, they are ordered by id.
                ranked = [d.id for d in DEEP]
                if sort is Sort.NEWEST:
                    assert seen[:100] == ranked[9_900:10_000]
                    assert seen[-50:] == ranked[-50:]
    beside.close()
    points = [asked for asked in node.asked if "point_in_time" in asked.path]
    methods = [asked.method for asked in points]
    assert methods.count("POST") == methods.count("DELETE") > 0


def test_deep_pages_follow_on_shallow_ones(engine: SearchEngine) -> None:
    fill(engine, DEEP)
    query = EngineQuery(Lookup("text", "bridge"), collapse=True, limit=100)
    total = engine.search(query).total
    ids: list[str] = []
    for offset in range(0, total, 100):
        ids += [hit.stored.document.id for hit in engine.search(replace(query, offset=offset)).hits]
    deep = engine.search(replace(query, offset=total - 150)).hits
    assert len(ids) == len(set(ids)) == total
    assert [hit.stored.document.id for hit in deep] == ids[total - 150 : total - 50]


def test_documents_from_any_number_on(engine: SearchEngine) -> None:
    fill(engine, DEEP)
    everything = [document.id for document in engine.documents()]
    assert sorted(everything) == [document.id for document in DEEP]
    for start in (0, 1, 9_999, 10_000, 10_001, 12_499):
        assert [d.id for d in engine.documents(start, 3)] == everything[start : start + 3]
    assert list(engine.documents(12_500, 3)) == list(engine.documents(30_000)) == []


def test_one_request_answers_all(engine: SearchEngine, node: Proxy) -> None:
    fill(engine, tuple(replace(document, story=None) for document in several(60, seed=5)))
    node.asked.clear()
    filters = (("language", ("en", "fa")), ("author", ("Ada",)), ("tag", ("tag 1", "tag 2", "tag 3")))
    request = SearchRequest("mill OR river", filters=filters, timeline=Interval.MONTH)
    result = Searcher(engine).search(request)
    assert result.total > 0
    assert set(result.facets) == set(FIELDS.facets)
    assert len(node.asked) == 1


def test_the_pages_of_one_search_come_from_the_same_copies(engine: SearchEngine, node: Proxy) -> None:
    fill(engine)
    node.asked.clear()
    for text, page in (("stone", 1), ("stone", 2), ("river", 1)):
        Searcher(engine).search(SearchRequest(text, page=page, size=1))
    first, second, other = (re.findall(r"preference=\w+", asked.path) for asked in node.asked)
    assert first == second != other
    assert len(first) == len(other) == 1


def test_stories_on_the_page_take_a_second_request(engine: SearchEngine, node: Proxy) -> None:
    fill(engine, tuple(several(60, seed=5)))
    node.asked.clear()
    result = Searcher(engine).search(SearchRequest("mill OR river"))
    assert any(hit.others for hit in result.hits)
    assert len(node.asked) == 2


def test_more_stories_than_fit_into_one_answer(engine: SearchEngine, node: Proxy) -> None:
    documents = tuple(several(300, seed=9))
    fill(engine, documents)
    request = SearchRequest("", facet_size=100, timeline=Interval.MONTH)
    whole = Searcher(engine).search(request)
    few = limited(documents, Limits(stories=7))
    parts = Searcher(few).search(request)
    assert (parts.total, parts.facets, parts.timeline) == (whole.total, whole.facets, whole.timeline)

    refused: list[str] = []

    def rule(asked: Asked) -> Answered | None:
        if b'"aggs"' in asked.body and not refused:
            refused.append(asked.path)
            reason = {
                "type": "too_many_buckets_exception",
                "reason": "Must be less than or equal to: [65535]",
            }
            return Answered(
                503, {"error": {"type": "search_phase_execution_exception", "root_cause": [reason]}}
            )
        return None

    node.rule = rule
    apart = Searcher(few).search(request)
    assert refused
    assert (apart.total, apart.facets, apart.timeline) == (whole.total, whole.facets, whole.timeline)


def test_a_query_of_too_many_words_is_asked_without_what_only_ranks(
    engine: SearchEngine, node: Proxy
) -> None:
    fill(engine)

    def rule(asked: Asked) -> Answered | None:
        if asked.body.count(b'"term"') <= 30:
            return None
        return refusal(400, "too_many_clauses", "maxClauseCount is set to 1024")

    node.rule = rule
    assert found(engine, "stone bridge river") == {"bridge-en", "library-en"}
    with pytest.raises(EngineError, match="Shorten it"):
        found(engine, "stone bridge river library masons photographs")


@pytest.mark.parametrize("words", [3, 40])
def test_the_vocabulary_comes_in_parts(engine: SearchEngine, words: int) -> None:
    fill(engine)
    whole = dict(engine.vocabulary())
    parts = list(limited(DOCUMENTS, Limits(words=words)).vocabulary())
    assert len(parts) == len(dict(parts))
    assert dict(parts) == whole


def test_many_terms_at_once(engine: SearchEngine) -> None:
    fill(engine)
    asked = [*(f"none{n}" for n in range(1_700)), "stone"]
    assert {t: n for t, n in engine.document_frequencies("text", asked).items() if n} == {"stone": 2}


def test_an_id_of_any_length_and_kind(engine: SearchEngine) -> None:
    ids = ["x" * 600, "ü" * 300, "a/b?c#d", "_odd", " ", "کتاب", "half \ud800"]
    fill(engine, tuple(Document(id_, "note", "", "en") for id_ in ids))
    assert [stored.document.id for stored in engine.get(ids)] == ids
    engine.delete(ids[:3])
    engine.commit(2)
    assert engine.count() == len(ids) - 3


# Errors


def test_no_node_answers(engine: SearchEngine, monkeypatch, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    monkeypatch.setenv("FEHREST_OPENSEARCH_URL", f"http://somebody:secret@127.0.0.1:{port}")
    with pytest.raises(EngineUnavailableError) as raised:
        open_store("opensearch", tmp_path).exists()
    assert f"No node of the search cluster answers at http://127.0.0.1:{port}" in raised.value.message
    assert "FEHREST_OPENSEARCH_URL" in raised.value.message
    assert "secret" not in raised.value.message


class _Shop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<html>Bread and cakes</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_what_answers_is_something_else(monkeypatch, tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), _Shop) as shop:
        Thread(target=shop.serve_forever, daemon=True).start()
        monkeypatch.setenv("FEHREST_OPENSEARCH_URL", f"http://127.0.0.1:{shop.server_port}")
        store = open_store("opensearch", tmp_path)
        with pytest.raises(EngineError, match=r"is not OpenSearch.*FEHREST_OPENSEARCH_URL"):
            store.exists()
        with pytest.raises(EngineError, match=r"is not OpenSearch.*FEHREST_OPENSEARCH_URL"):
            store.create()
        shop.shutdown()


def test_an_index_that_was_removed_is_told_and_not_made_anew(
    engine: SearchEngine, node: Proxy, tmp_path: Path
) -> None:
    fill(engine)
    store = open_store("opensearch", tmp_path)
    store.publish(engine)
    engine.close()
    another, name = store.open(), store.version()
    ask(f"{node.url}/{name}", method="DELETE")
    with pytest.raises(EngineError, match="fehrest reindex"):
        another.search(EngineQuery(Everything()))
    with pytest.raises(NoIndexError, match="fehrest reindex"):
        another.add([indexed(DOCUMENTS[0])])
    assert ask(f"{node.url}/{name}")["status"] == 404
    assert not store.exists()
