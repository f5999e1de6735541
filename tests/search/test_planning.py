from dataclasses import fields
from datetime import date

import pytest

from engines.port.calendars import day_number
from engines.port.terms import AnyTerm, AnyValue, Bool, DayRange, Everything, Lookup, leaves
from search.expansion import Expansion
from search.model import Match, SearchRequest
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS, Weights
from search.searcher import Searcher
from search.term_dictionary import TermDictionary
from tests.engines.engine_support import filled
from tests.every_engine import EVERY_ENGINE, ready

WORDS = TermDictionary(
    dict.fromkeys(("bridge", "brim", "كتاب", "کتاب", "abcd", "abed", "abcdef", "abcxyf"), 1).items()
)


def planned(text, **how):
    return plan(parse(text), DEFAULT_WEIGHTS, Expansion(lambda: WORDS), **how)


def exact_terms(nodes):
    return {
        leaf.term for node in nodes for leaf in leaves(node) if hasattr(leaf, "term") and leaf.term.islower()
    }


def test_each_word_is_wanted():
    assert [exact_terms([node]) for node in planned("old bridges").wanted] == [{"old"}, {"bridges"}]


def test_a_function_word_beside_others_only_lifts():
    found = planned("the bridge")
    assert exact_terms(found.wanted) == {"bridge"}
    assert "the" in exact_terms(found.bonus)


@pytest.mark.parametrize("text", ["the", "the and", "-bridge the", "lang:fa که"])
def test_function_words_alone_are_wanted(text):
    assert planned(text).wanted


def test_a_function_word_beside_a_phrase_only_lifts():
    assert exact_terms(planned('the "old bridge"').wanted) == set()
    assert "the" not in exact_terms(planned('the "old bridge"').wanted)


def test_limits_and_exclusions_are_kept_apart():
    found = planned("bridge lang:fa date:2021 -old")
    assert found.limits == (AnyValue("language", ("fa",)), DayRange(20210101, 20211231))
    assert exact_terms(found.unwanted) == {"old"}
    assert exact_terms(found.wanted) == {"bridge"}


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("bri*", AnyTerm("text", ("bridge", "brim"))),
        ("Brí*", AnyTerm("text", ("bridge", "brim"))),
        ("title:كتا*", AnyTerm("title", ("کتاب",))),
        ("abcd~", AnyTerm("text", ("abcd", "abed"))),
        ("abcdef~", AnyTerm("text", ("abcd", "abcdef", "abcxyf"))),
        ("ab~", Lookup("text", "ab")),
        ("abcdef~1", AnyTerm("text", ("abcdef",))),
        ("abcdef~0", Lookup("text", "abcdef")),
        ("x" * 41 + "*", Lookup("text", "x" * 41 + "*")),
        ("x" * 41 + "~", Lookup("text", "x" * 41)),
        ("lang:fa", AnyValue("language", ("fa",))),
        ("after:2021-05-09", DayRange(20210509, None)),
        ("", Everything()),
    ],
)
def test_nodes(text, node):
    assert planned(text).node() == node


def test_what_is_only_excluded_excludes_from_everything():
    node = planned("-bri*").node()
    assert node == Bool(must=(Everything(),), must_not=(AnyTerm("text", ("bridge", "brim")),))


def test_fewer_words_than_all_keep_limits_and_exclusions():
    found = planned("old bridge stones lang:en -plum")
    node = found.node(2)
    assert node.must == (Bool(should=found.wanted, at_least=2), *found.limits)
    assert node.must_not == found.unwanted
    assert found.node(3) == found.node()


def test_weights_of_nothing_add_nothing():
    nothing = Weights(**{field.name: 0.0 for field in fields(Weights)})
    assert plan(parse("old bridge"), nothing, Expansion(lambda: WORDS)).bonus == ()


def test_exact_mode_wants_exact_forms():
    assert {leaf.term for leaf in leaves(planned("bridges", exact=True).node())} == {"bridges"}


def test_words_of_a_phrase_count_only_where_it_may_be_missing():
    found = planned('"old bridge" ferry')
    assert "EN:bridge" not in {
        leaf.term for leaf in leaves(found.node()) if isinstance(leaf, Lookup) and leaf.field == "text"
    }
    assert "EN:bridge" in {leaf.term for leaf in leaves(found.node(1)) if isinstance(leaf, Lookup)}
    assert planned("+bridges ferry").loose == ()


def test_days():
    assert (day_number(date(2021, 5, 9)), day_number(None)) == (20210509, None)


@pytest.fixture(scope="module", params=EVERY_ENGINE)
def search(request, tmp_path_factory):
    with filled(tmp_path_factory.mktemp("planning"), engine=ready(request, request.param)) as engine:
        searcher = Searcher(engine)
        yield lambda text, **how: searcher.search(SearchRequest(text, **how))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("bridges", "bridge"), ("the bridges of stone", "bridge"), ("stones -masons", ""),
        ("library -books", "bridge"), ("می روم", "pol"), ("می‌روم", "pol"), ("رفتن", "pol"),
        ("پل جسر", ""), ("پل OR جسر", "pol jisr"), ("bridge OR ura", "bridge ura"), ("lang:sq", "ura"),
        ("gurë", "ura"), ("gure", "ura"), ("الحجاره", "jisr"), ("حجر*", ""), ("bri*", "bridge"),
        ("brigde~2", "bridge"), ("bridg~", "bridge"), ("title:library", "library"), ("author:nora", "bridge"),
        ("date:2019..2020", "library pol"), ("before:2019", "pol"), ('"new library"', "library"),
        ('"library new"', ""), ("+bridges", ""), ("+bridge", "bridge"), ("-library lang:en", ""),
        ("library (books OR stones)", "bridge library"), ("tag:(stone masons)", "bridge"),
    ],
)  # fmt: skip
def test_what_is_found(search, text, ids):
    result = search(text)
    found = set() if result.partial else {hit.document.id for hit in result.hits}
    assert found == set(ids.split())


def test_exact_finds_no_other_forms(search):
    assert [hit.document.id for hit in search("book").hits] == ["library"]
    assert search("book", exact=True).total == 0


def test_partial_matches_say_so(search):
    result = search("stones masons submarine")
    assert (result.partial, result.matched_words, result.wanted_words) == (True, 2, 3)
    assert [hit.document.id for hit in result.hits] == ["bridge"]
    assert not search("stones masons").partial
    assert search("submarine zeppelin").total == 0


def test_any_word_is_enough_when_asked_for(search):
    result = search("stones books submarine", match=Match.ANY)
    assert {hit.document.id for hit in result.hits} == {"bridge", "library"}
    assert not result.partial


def test_a_partial_match_of_many_words_has_as_many_as_there_are(search):
    result = search("library books readers early " + " ".join(f"zzz{n}" for n in range(30)))
    assert (result.matched_words, result.wanted_words) == (4, 34)
    assert [hit.document.id for hit in result.hits] == ["library"]


def test_a_partial_match_keeps_filters_and_pages(search):
    result = search("stones submarine", filters=(("language", ("fa",)),))
    assert result.total == 0
    assert search("library submarine", size=1, page=2).hits[0].document.id in ("bridge", "library")


@pytest.mark.parametrize(
    ("text", "marked"),
    [("the bridge", {"bridge"}), ("the", {"The", "the"}), ('"old bridge" stones', {"old bridge", "stones"})],
)
def test_small_words_are_marked_only_where_no_others_were_typed(search, text, marked):
    passages = [passage for hit in search(text).hits for passage in (hit.title, *hit.snippets)]
    assert {p.text[start:end] for p in passages for start, end in p.marks} == marked
