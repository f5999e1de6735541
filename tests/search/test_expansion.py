import fnmatch
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.engine import EngineQuery
from engines.port.terms import AnyTerm, Everything, Sequence, leaves
from search import expansion
from search.did_you_mean import did_you_mean, read_vocabulary
from search.edit_distance import within
from search.expansion import MAX_PATTERNS, MAX_PHRASE_DOCUMENTS, MAX_POSTINGS, MAX_TERMS, MAX_WORDS, Expansion
from search.model import Cut, CutKind, SearchRequest
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS
from search.searcher import Searcher
from search.term_dictionary import TermDictionary, read_terms
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

WORDS = st.dictionaries(st.text("abcپی1", min_size=1, max_size=7), st.integers(1, 9), max_size=60)


def by_count(frequencies):
    return [word for word, _ in sorted(frequencies.items(), key=lambda pair: (-pair[1], pair[0]))]


@given(WORDS, st.text("abپ*?", min_size=1, max_size=5).filter(lambda text: text.strip("*?")))
def test_patterns_find_what_fnmatch_finds(words, pattern):
    found = TermDictionary(words.items()).matching(pattern, 100)
    assert list(found.terms) == [word for word in by_count(words) if fnmatch.fnmatchcase(word, pattern)]
    assert found.frequencies == tuple(words[word] for word in found.terms)
    assert found.whole


@given(WORDS, st.text("abcپی", min_size=1, max_size=6), st.integers(1, 2))
def test_near_words_are_those_within_the_distance(words, term, distance):
    found = TermDictionary(words.items()).near(term, distance, 100)
    assert list(found.terms) == [word for word in by_count(words) if within(term, word, distance)]


def test_the_most_common_words_are_kept_and_the_cut_is_named():
    words = TermDictionary((f"word{number}", number + 1) for number in range(MAX_TERMS + 50))
    asked = Expansion(lambda: words)
    node = asked.pattern("word*", "text")
    assert len(node.terms) == MAX_TERMS
    assert node.terms[0] == f"word{MAX_TERMS + 49}"
    assert asked.cuts == [Cut(CutKind.TERMS, "word*", MAX_TERMS)]


def test_words_that_stand_nearly_everywhere_are_few():
    words = TermDictionary((f"word{number}", MAX_POSTINGS // 10) for number in range(100))
    asked = Expansion(lambda: words)
    assert len(asked.pattern("w*", "text").terms) == expansion.LEAST_TERMS
    assert asked.cuts == [Cut(CutKind.TERMS, "w*", expansion.LEAST_TERMS)]


def test_a_query_has_so_many_patterns_and_each_is_expanded_once():
    words = TermDictionary([("bridge", 1)])
    asked = Expansion(lambda: words)
    typed = " ".join([*(f"b{number}*" for number in range(MAX_PATTERNS)), "b0*", "title:b1*", "near~", "b*"])
    planned = plan(parse(typed), DEFAULT_WEIGHTS, asked)
    expanded = [leaf for node in planned.wanted for leaf in leaves(node) if isinstance(leaf, AnyTerm)]
    assert len(expanded) == MAX_PATTERNS + 2
    assert asked.cuts == [
        Cut(CutKind.PATTERNS, "near~", MAX_PATTERNS),
        Cut(CutKind.PATTERNS, "b*", MAX_PATTERNS),
    ]


def test_a_pattern_too_many_excludes_nothing():
    asked = Expansion(lambda: TermDictionary([("bridge", 1)]))
    typed = " ".join(f"-x{number}*" for number in range(MAX_PATTERNS)) + " -bridge*"
    assert len(plan(parse(typed), DEFAULT_WEIGHTS, asked).unwanted) == MAX_PATTERNS
    assert isinstance(asked.pattern("more*", "text"), Everything)


def test_so_many_words_are_compared_and_no_more():
    frequencies = [("bat", 9), ("bet", 8), ("bit", 7), ("but", 6), ("bot", 5)]
    words = TermDictionary(frequencies, max_looked_at=3, max_compared=3)
    assert words.matching("b*t", 10).terms == ("bat", "bet", "bit")
    assert not words.matching("b*t", 10).whole
    assert words.matching("bo*", 10).whole
    assert words.near("bxt", 1, 10).terms == ("bat", "bet", "bit")
    assert not words.near("bxt", 1, 10).whole


@pytest.mark.parametrize("engine_name", EVERY_ENGINE)
def test_every_engine_runs_the_same_terms_once_a_search(tmp_path, monkeypatch, request, engine_name):
    ready(request, engine_name)
    monkeypatch.setattr(expansion, "MAX_TERMS", 4)
    with filled(tmp_path, engine=engine_name) as engine:
        reads = []

        def terms():
            reads.append(1)
            return read_terms(engine)

        result = Searcher(engine, terms=terms).search(SearchRequest("*e* *r*", explain=True))
        assert len(reads) == 2
        assert [(cut.typed, cut.number) for cut in result.cuts] == [("*e*", 4), ("*r*", 4)]
        kept = read_terms(engine).matching("*e*", 4).terms
        alone = {term: Searcher(engine).search(SearchRequest(f'"{term}"', size=100)) for term in kept}
        either = {hit.document.id for found in alone.values() for hit in found.hits}
        assert {h.document.id for h in Searcher(engine).search(SearchRequest("*e*", size=100)).hits} == either


def test_a_query_has_so_many_words_and_says_so(tmp_path):
    with filled(tmp_path) as engine:
        result = Searcher(engine).search(SearchRequest(" ".join(["bridge"] * MAX_WORDS + ["zeppelin"])))
        assert result.total
        assert not result.partial
        assert result.cuts == (Cut(CutKind.WORDS, "", MAX_WORDS),)
        assert not Searcher(engine).search(SearchRequest(" ".join(["bridge"] * MAX_WORDS))).cuts


def test_words_between_or_count_twice(tmp_path):
    with filled(tmp_path) as engine:
        result = Searcher(engine).search(
            SearchRequest(" OR ".join(["nowhere"] * (MAX_WORDS // 2) + ["bridge"]))
        )
        assert not result.total
        assert result.cuts == (Cut(CutKind.WORDS, "", MAX_WORDS // 2),)


def test_all_words_that_are_searched_for_are_explained(tmp_path):
    with filled(tmp_path) as engine:
        text = " ".join(["bridge"] * (MAX_WORDS - 1) + ["stone"])
        result = Searcher(engine).search(SearchRequest(text, explain=True))
        assert result.cuts == ()
        assert {part.typed for part in result.hits[0].why} == {"bridge", "stone"}


class Recording:
    """Counts the searches of an engine."""

    def __init__(self, engine):
        self.engine, self.asked = engine, 0

    def search(self, query):
        self.asked += 1
        return self.engine.search(query)

    def __getattr__(self, name):
        return getattr(self.engine, name)


def test_a_partial_answer_takes_three_searches_however_many_words_it_has(tmp_path):
    with filled(tmp_path) as engine:
        recording = Recording(engine)
        text = "bridge " + " ".join(f"nowhere{chr(97 + n)}" for n in range(12))
        result = Searcher(recording).search(SearchRequest(text))
        assert (result.partial, result.matched_words, recording.asked) == (True, 1, 3)
        again = Searcher(recording).search(replace(result.request, at_least=result.matched_words))
        assert (again.partial, again.total, recording.asked) == (True, result.total, 4)
        whole = Searcher(recording).search(replace(result.request, complete=True))
        assert (whole.partial, whole.total, recording.asked) == (False, 0, 5)


def test_looking_for_other_languages_takes_no_partial_answer(tmp_path):
    with filled(tmp_path) as engine:
        chosen = (("language", ("sq",)),)
        result = Searcher(engine).search(SearchRequest("bridge nowherea nowhereb", chosen))
        vocabulary, recording = read_vocabulary(engine), Recording(engine)
        assert did_you_mean(Searcher(recording), vocabulary, result) == ()
        # One search without the language; the words alone are looked up in the dictionary or searched for.
        assert recording.asked == 1 + len({"bridge", "nowherea", "nowhereb"})


class Counting(Searcher):
    asked = 0

    def search(self, request):
        self.asked += 1
        return super().search(request)


def test_offers_take_so_many_searches_and_no_more(tmp_path):
    with filled(tmp_path) as engine:
        searcher = Counting(engine)
        result = Searcher(engine).search(SearchRequest("brigde libary rievr"))
        did_you_mean(searcher, read_vocabulary(engine), result, searches=3)
        assert searcher.asked == 3


def phrases(text, documents, **frequencies):
    """The phrases and the cuts of a query, in an index where each word is in so many documents."""

    def asked_of(field, terms):
        return {term: frequencies.get(term, documents) for term in terms}

    asked = Expansion(lambda: TermDictionary(()), asked_of)
    planned = plan(parse(text), DEFAULT_WEIGHTS, asked)
    sequences = [leaf for leaf in leaves(planned.node()) if isinstance(leaf, Sequence)]
    return {tuple(term for _, term in leaf.terms) for leaf in sequences}, asked.cuts


def test_one_phrase_is_always_a_phrase_however_common_its_words_are():
    found, cuts = phrases('"of the of"', 10_000_000)
    assert (found, cuts) == ({("of", "the", "of")}, [])


def test_further_phrases_of_common_words_are_searched_for_in_any_order():
    found, cuts = phrases('"of the" OR "the of" OR "in the" OR "on of on"', MAX_PHRASE_DOCUMENTS // 2)
    assert found == {("of", "the"), ("the", "of"), ("in", "the")}
    assert cuts == [Cut(CutKind.PHRASES, "on of on", 2)]


def test_a_rare_word_makes_a_phrase_cheap():
    found, cuts = phrases('"of the" "the mill" "the ferry of"', MAX_PHRASE_DOCUMENTS, mill=3, ferry=5)
    assert found == {("of", "the"), ("the", "mill"), ("the", "ferry", "of")}
    assert cuts == []


def test_a_single_word_in_quotes_is_no_phrase():
    _, cuts = phrases('"of the" "the of" "in" "on"', MAX_PHRASE_DOCUMENTS * 2)
    assert cuts == [Cut(CutKind.PHRASES, "the of", 2)]


@pytest.mark.parametrize("name", EVERY_ENGINE)
def test_phrases_in_any_order_are_answered_and_named(name, request, tmp_path):
    with filled(tmp_path, engine=ready(request, name)) as engine:
        asked = Expansion(lambda: TermDictionary(()), lambda _, terms: dict.fromkeys(terms, 10**9))
        node = plan(parse('"old bridge" "bridge the over"'), DEFAULT_WEIGHTS, asked).node()
        assert [hit.stored.document.id for hit in engine.search(EngineQuery(node)).hits] == ["bridge"]
        assert asked.cuts == [Cut(CutKind.PHRASES, "bridge the over", 3)]
