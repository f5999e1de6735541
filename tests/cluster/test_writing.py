"""Everything is written exactly once, whatever the cluster answers; what it refuses is named."""

import json
from dataclasses import replace

import pytest

from engines.opensearch.generations import ClusterStore
from engines.opensearch.limits import Limits
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import SearchEngine
from engines.port.errors import EngineError, EngineReadOnlyError, EngineUnavailableError
from engines.port.model import Document
from tests.cluster.asking import ask as ask_node
from tests.cluster.proxy import Answered, Asked, Proxy
from tests.contract.library import DOCUMENTS, fill, found, indexed

SOON = Limits(first_pause=0.01)
MANY = tuple(Document(f"d{n:04d}", f"note {n}", "ferry", "en") for n in range(1_200))


@pytest.fixture
def limits() -> Limits:
    return SOON


@pytest.fixture
def engine(node: Proxy, limits: Limits):
    engine = ClusterStore(ClusterSettings.load(), limits).create()
    yield engine
    engine.close()


def times(number: int, answer: Answered, path: str = "_bulk"):
    """A rule that answers a number of requests of a kind itself, and lets later ones through."""
    left = [number]

    def rule(asked: Asked) -> Answered | None:
        if path not in asked.path or not left[0]:
            return None
        left[0] -= 1
        return answer

    return rule


def all_there(engine: SearchEngine) -> bool:
    return engine.count() == len(MANY) and len(engine.get([d.id for d in MANY])) == len(MANY)


@pytest.mark.parametrize(
    "answer",
    [
        Answered(429, {"error": {"type": "circuit_breaking_exception", "reason": "Data too large"}}),
        Answered(503, {"error": {"type": "cluster_block_exception", "reason": "no cluster manager"}}),
        Answered(None),
    ],
    ids=["busy", "no manager", "hung up"],
)
def test_a_refused_request_is_sent_again(engine: SearchEngine, node: Proxy, answer: Answered) -> None:
    node.rule = times(7, answer)
    fill(engine, MANY)
    assert all_there(engine)


def test_hanging_up_after_it_was_taken_doubles_nothing(engine: SearchEngine, node: Proxy) -> None:
    cut = [2]

    def change(asked: Asked, answer: bytes) -> bytes:
        if "_bulk" in asked.path and cut[0]:
            cut[0] -= 1
            raise ConnectionError
        return answer

    node.change = change
    fill(engine, MANY)
    assert cut == [0]
    assert all_there(engine)


def test_only_the_refused_documents_are_sent_again(engine: SearchEngine, node: Proxy) -> None:
    refused: list[int] = []

    def change(asked: Asked, answer: bytes) -> bytes:
        told = json.loads(answer)
        if "_bulk" in asked.path and len(refused) < 3:
            items = told["items"]
            for item in items[::2]:
                item["index"] = {"_id": item["index"]["_id"], "status": 429, "error": {"type": "busy"}}
            refused.append(len(items[::2]))
            told["errors"] = True
        return json.dumps(told).encode()

    node.change = change
    fill(engine, MANY)
    assert all_there(engine)
    sent = sum(asked.body.count(b'{"index"') for asked in node.asked if "_bulk" in asked.path)
    assert sent == len(MANY) + sum(refused)


def test_documents_that_are_refused_for_good_are_named(engine: SearchEngine, node: Proxy) -> None:
    bad = [replace(indexed(DOCUMENTS[n]), day=10**12) for n in (0, 2)]
    engine.add([*bad, *map(indexed, MANY[:50])])
    with pytest.raises(EngineError, match=r"refused 2 articles: bridge-en: .*\[day\].*; harvest-en: "):
        engine.commit(1)
    assert engine.revision == 0
    engine.add(map(indexed, DOCUMENTS))
    engine.commit(1)
    assert found(engine, "bridge") == {"bridge-en", "library-en"}


@pytest.mark.parametrize("limits", [replace(SOON, patience=0.2)])
def test_patience_ends(engine: SearchEngine, node: Proxy) -> None:
    node.rule = times(10_000, Answered(429, {"error": {"type": "busy", "reason": "queue is full"}}))
    with pytest.raises(EngineUnavailableError, match="queue is full"):
        fill(engine, MANY[:10])


@pytest.mark.parametrize("limits", [replace(SOON, bulk_size=500)])
def test_the_later_of_two_versions_stays(engine: SearchEngine, node: Proxy) -> None:
    for number in range(30):
        engine.add([indexed(Document("same", f"version {number}", "ferry", "en"))])
    engine.commit(1)
    assert [stored.document.title for stored in engine.get(["same"])] == ["version 29"]
    assert sum("_bulk" in asked.path for asked in node.asked) > 1


@pytest.mark.parametrize("limits", [replace(SOON, bulk_size=20_000)])
def test_no_more_than_a_few_requests_are_under_way(engine: SearchEngine, node: Proxy) -> None:
    now, most = [0], [0]

    def rule(asked: Asked) -> None:
        if "_bulk" in asked.path:
            now[0] += 1
            most[0] = max(most[0], now[0])

    def change(asked: Asked, answer: bytes) -> bytes:
        if "_bulk" in asked.path:
            now[0] -= 1
        return answer

    node.rule, node.change = rule, change
    fill(engine, MANY)
    assert 1 <= most[0] <= 2
    assert sum("_bulk" in asked.path for asked in node.asked) > 20
    assert all_there(engine)


def test_an_index_that_takes_no_writes_says_so_and_is_searched(engine: SearchEngine, node: Proxy) -> None:
    fill(engine)
    index = engine.index  # type: ignore[attr-defined]
    block = {"index.blocks.read_only_allow_delete": True}
    ask_node(f"{node.url}/{index}/_settings", block, method="PUT")
    with pytest.raises(EngineReadOnlyError, match=r"is read-only.*nothing is lost"):
        fill(engine, MANY[:10], 2)
    assert engine.revision == 1
    assert found(engine, "bridge") == {"bridge-en", "library-en"}
    ask_node(f"{node.url}/{index}/_settings", {"index.blocks.read_only_allow_delete": None}, method="PUT")
    fill(engine, MANY[:10], 2)
    assert engine.count() == 16


def test_the_commit_waits_for_a_cluster_manager(engine: SearchEngine, node: Proxy) -> None:
    engine.add(map(indexed, DOCUMENTS))
    away = Answered(503, {"error": {"type": "cluster_manager_not_discovered_exception", "reason": ""}})
    node.rule = times(3, away, path="_mapping")
    engine.commit(9)
    assert engine.revision == 9
