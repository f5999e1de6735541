import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.offsets import MAX_WORDS, TermVector, encode

TERM = st.text(min_size=1, max_size=6)
OCCURRENCES = st.lists(
    st.tuples(
        st.lists(TERM, min_size=1, max_size=4).map(tuple), st.integers(0, 1 << 31), st.integers(1, 300)
    ),
    max_size=40,
).map(lambda rows: [(terms, start, start + length) for terms, start, length in rows])


@given(OCCURRENCES, TERM)
def test_spans_are_where_a_term_stands(occurrences, other):
    vector = TermVector(encode(occurrences))
    for term in {other, *(term for terms, _, _ in occurrences for term in terms)}:
        naive = sorted((start, end) for terms, start, end in occurrences if term in terms)
        assert sorted(vector.spans(term)) == naive


@given(OCCURRENCES)
def test_words_are_every_analysis_once(occurrences):
    found = list(TermVector(encode(occurrences)).words())
    assert len(found) == len({terms for terms, _, _ in occurrences})
    assert sorted(span for spans in found for span in spans) == sorted((s, e) for _, s, e in occurrences)


def test_a_stem_shares_the_places_of_its_forms():
    vector = TermVector(encode([(("bridge", "EN:bridge"), 0, 6), (("bridges", "EN:bridge"), 10, 17)]))
    assert vector.spans("EN:bridge") == [(0, 6), (10, 17)]
    assert vector.spans("bridges") == [(10, 17)]
    assert vector.spans("library") == []


def test_an_empty_text():
    vector = TermVector(encode([]))
    assert (vector.spans("a"), list(vector.words())) == ([], [])


def test_more_words_than_are_kept_lose_only_the_later_ones():
    vector = TermVector(encode(((str(n),), n, n + 1) for n in range(MAX_WORDS + 10)))
    assert vector.spans(str(MAX_WORDS - 1)) == [(MAX_WORDS - 1, MAX_WORDS)]
    assert vector.spans(str(MAX_WORDS)) == []


def test_an_endless_token_is_marked_as_far_as_it_is_kept():
    assert TermVector(encode([(("x",), 5, 200_000)])).spans("x") == [(5, 5 + 0xFFFF)]


def test_what_was_not_packed_is_refused():
    with pytest.raises(Exception, match="buffer"):
        TermVector(b"")
