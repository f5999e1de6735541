import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.expansion import Expansion
from search.model import SearchRequest
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS
from search.searcher import Searcher
from search.term_dictionary import TermDictionary
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

TYPED = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["bridge", "the", "پل", "می روم", "ura", "OR", "NOT", "(", ")", "-", "+", '"', "«", "»", "title:",
         "tag:", "lang:fa", "date:2021..", "br*", "b?idge", "bridge~2", "پ*", "ـ*", "_*", "€*", "،*", "[*",
         "\\*", "a&&b*", "ß~",
         "½*", "~1", " ", " ", "\u200c", "ـ", "😀", "\x00", "\ud800", "x" * 300]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def searcher(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("any"), engine=ready(request, request.param)) as engine:
        yield Searcher(engine)


@settings(max_examples=250, deadline=60_000)
@given(text=TYPED, exact=st.booleans())
def test_whatever_is_typed_is_answered(searcher, text, exact):
    result = searcher.search(SearchRequest(text, exact=exact))
    assert 0 <= result.total <= 5
    for hit in result.hits:
        for snippet in (hit.title, *hit.snippets):
            at = 0
            for start, end in snippet.marks:
                assert at <= start < end <= len(snippet.text)
                at = end


@settings(max_examples=200, deadline=60_000)
@given(TYPED)
def test_whatever_is_typed_has_a_plan(text):
    plan(parse(text), DEFAULT_WEIGHTS, Expansion(lambda: TermDictionary(()))).node()


@pytest.mark.parametrize(
    "text", ["bridge -_", "bridge -ـ", "bridge -(ـ)", 'bridge -"ـ"', "bridge ـ", "bridge title:ـ"]
)
def test_what_holds_no_word_neither_asks_nor_excludes(searcher, text):
    assert [hit.document.id for hit in searcher.search(SearchRequest(text)).hits] == ["bridge"]


@pytest.mark.parametrize(
    "text", ["bridge OR ـ", "bridge OR title:ـ", "bridge ـ*", "bridge ـ~", "bridge -ـ~1"]
)
def test_an_alternative_without_a_word_is_none(searcher, text):
    assert [hit.document.id for hit in searcher.search(SearchRequest(text)).hits] == ["bridge"]


@pytest.mark.parametrize(
    "text",
    [
        "w" * 100_000,
        "bridge " * 20_000,
        "a.b." * 25_000,
        "a* " * 30_000,
        '"a b" ' * 20_000,
        "پل‌ها " * 20_000,
        "پ" * 900 + "*",
        "*" + "پ?" * 3 + "پ" * 900,
    ],
)
def test_long_queries_are_answered_soon(searcher, text):
    began = time.process_time()
    searcher.search(SearchRequest(text))
    assert time.process_time() - began < 60
