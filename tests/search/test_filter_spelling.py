"""A facet value in an address is found however it is spelled: other letters of the script, other case."""

from datetime import UTC
from types import SimpleNamespace

import pytest

from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.filter_spelling import FilterSpelling
from search.model import Bucket, SearchRequest
from search.searcher import Searcher
from search_app.state import read


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    engine = open_store("tantivy", tmp_path_factory.mktemp("spelled")).create()
    rows = [("garden", "باغ و بازی"), ("town", "شهر"), ("sport", "Sport News")]
    engine.add(
        index_document(Document(id=i, title="x", body="y", language="fa", categories=((c,),)), UTC)
        for i, c in rows
    )
    engine.commit(1)
    yield Searcher(engine)
    engine.close()


@pytest.mark.parametrize(
    ("value", "found"),
    [("باغ و بازی", 1), ("باغ و بازي", 1), ("sport news", 1), ("SPORT NEWS", 1), ("sport", 0)],
)
def test_a_value_is_folded(searcher, value, found):
    assert searcher.search(SearchRequest("", filters=(("category", (value,)),))).total == found


def test_the_answer_has_the_value_of_the_index(searcher):
    result = searcher.search(SearchRequest("", filters=(("category", ("sport news",)),)))
    assert result.request.selected("category") == ("Sport News",)


@pytest.mark.parametrize("typed", ["en,fa", "en, fa", "fa،en"])
def test_languages_with_commas(typed):
    assert read([("language", typed)]).request.selected("language") == ("en", "fa")


def test_values_that_do_not_exist_are_counted_once(searcher):
    asked = []
    spelling = FilterSpelling(lambda request: asked.append(request) or searcher.search(request), lambda: 1)
    for number in range(20):
        request = SearchRequest("", filters=(("category", (f"none {number}",)),))
        assert spelling.respelled(request) == request
    assert len(asked) == 1


def test_new_values_are_known_a_minute_later():
    values, revision, now = ["One"], [1], [0.0]

    def search(_request):
        return SimpleNamespace(facets={"tag": tuple(Bucket(value, 1) for value in values)})

    spelling = FilterSpelling(search, lambda: revision[0], lambda: now[0])
    asked = SearchRequest("", filters=(("tag", ("two",)),))
    assert spelling.respelled(asked).selected("tag") == ("two",)
    values.append("Two")
    revision[0] = 2
    assert spelling.respelled(asked).selected("tag") == ("two",)
    now[0] = 61.0
    assert spelling.respelled(asked).selected("tag") == ("Two",)
