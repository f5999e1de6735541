"""All engines find the same articles with the same counts, on real articles."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from engines.port.calendars import Calendar
from engines.port.engine import SearchEngine
from engines.port.model import Interval, Sort
from engines.registry import open_store
from search.model import SearchRequest
from search.searcher import Searcher
from search.term_dictionary import read_terms
from tests.contract.library import indexed
from tests.contract.likeness import alike, figures
from tests.every_engine import EVERY_ENGINE, ready
from tests.real_data import articles, queries

ARTICLES = 1_000
QUERIES = 70


@pytest.fixture(scope="module")
def engines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[SearchEngine]]:
    # Some articles form a story with one or two others, whatever their texts are.
    story = random.Random(4)
    documents = [
        indexed(replace(document, story=story.choice((None, None, story.randint(1, ARTICLES // 4)))))
        for document in articles(ARTICLES)
    ]
    made = []
    for name in EVERY_ENGINE:
        engine = open_store(ready(request, name), Path(tmp_path_factory.mktemp(name))).create()
        engine.add(documents)
        engine.commit(1)
        made.append(engine)
    yield made
    for engine in made:
        engine.close()


@cache
def searcher(engine: SearchEngine) -> Searcher:
    """One for each engine: patterns of all queries share its words, which take long to read."""
    return Searcher(engine, terms=cache(partial(read_terms, engine)))


def answer(engine: SearchEngine, request: SearchRequest) -> tuple[object, ...]:
    return figures(searcher(engine).search(request))


def test_the_same_totals_and_counts(engines: list[SearchEngine]) -> None:
    matched = 0
    for text in queries(articles(ARTICLES), QUERIES):
        request = SearchRequest(text, timeline=Interval.MONTH, facet_size=1000)
        first, *others = (answer(engine, request) for engine in engines)
        assert all(other == first for other in others), text
        matched += bool(first[0])
    assert matched > 0.9 * QUERIES


@pytest.mark.parametrize("calendar", Calendar)
def test_the_same_years_and_months_in_every_calendar(engines: list[SearchEngine], calendar: Calendar) -> None:
    for text in ("", *queries(articles(ARTICLES), 20)):
        request = SearchRequest(text, timeline=Interval.MONTH, facet_size=1000, calendar=calendar)
        first, *others = (answer(engine, request) for engine in engines)
        assert all(other == first for other in others), text


def test_the_same_with_filters(engines: list[SearchEngine]) -> None:
    filters = (("language", ("fa", "en")), ("source", ("ISNA", "Reuters-21578", "BBC")))
    for text in queries(articles(ARTICLES), 40):
        request = SearchRequest(text, filters=filters, facet_size=1000)
        first, *others = (answer(engine, request) for engine in engines)
        assert all(other == first for other in others), text


def test_the_same_articles(engines: list[SearchEngine]) -> None:
    for text in queries(articles(ARTICLES), 40):
        request = SearchRequest(text, size=100, sort=Sort.NEWEST, facets=(), timeline=None)
        total = searcher(engines[0]).search(request).total
        found = []
        for engine in engines:
            pages = range(1, total // 100 + 2)
            hits = [hit for page in pages for hit in searcher(engine).search(_page(request, page)).hits]
            found.append({(hit.document.id, hit.others) for hit in hits})
        assert all(other == found[0] for other in found), text
        assert len(found[0]) == total


def test_the_same_hits_come_first_on_a_cluster(engines: list[SearchEngine]) -> None:
    plain, _, cluster = engines
    same = []
    for text in queries(articles(ARTICLES), QUERIES):
        request = SearchRequest(text, facets=(), timeline=None, collapse=False)
        one, two = searcher(plain).search(request), searcher(cluster).search(request)
        same.append(alike(plain, request, one, two))
    assert sum(same) >= 0.97 * len(same)


def _page(request: SearchRequest, page: int) -> SearchRequest:
    return replace(request, page=page)
