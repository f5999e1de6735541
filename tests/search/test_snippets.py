import time
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.port.model import Document
from engines.port.payload import unpack
from engines.port.terms import Bool, Lookup
from search.documents import analyze, index_document
from search.edit_distance import within
from search.expansion import Expansion
from search.marks import Marker
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS
from search.snippets import LENGTH, snippets
from search.term_dictionary import TermDictionary
from tests.engines.engine_support import BRIDGE, DOCUMENTS, JISR, LIBRARY, POL, URA


def stored(document):
    return unpack(index_document(document, UTC).payload)


def words_of(document):
    found = analyze(f"{document.title}\n{document.body}", document.language)
    return Expansion(lambda: TermDictionary({token.exact: 1 for token, _ in found}.items()))


def passages(text, document, **how):
    marker = Marker.of(plan(parse(text), DEFAULT_WEIGHTS, words_of(document)).node())
    return snippets(stored(document), marker, **how)


def words(snippet):
    return [snippet.text[start:end] for start, end in snippet.marks]


def marked(text, document):
    title, found = passages(text, document)
    return words(title), [word for snippet in found for word in words(snippet)]


@pytest.mark.parametrize(
    ("text", "document", "title", "body"),
    [
        ("stone", BRIDGE, ["stones"], ["stones"]),
        ("bridges", BRIDGE, ["bridge"], ["bridge"]),
        ("mason library", BRIDGE, [], ["Masons", "library"]),
        ("masons", BRIDGE, [], ["Masons"]),
        ("near it", BRIDGE, ["its"], ["near it"]),
        ("سنگ", POL, ["سنگ‌های"], []),
        ("می‌روم", POL, [], ["می روم"]),
        ("کتاب", POL, [], ["کتاب‌های"]),
        ("كتابخانه", POL, [], ["کتابخانه"]),
        ("الجسر", JISR, ["الجسر"], ["الجسر"]),
        ("مدينة", JISR, [], ["المدينة"]),
        ("gur", URA, ["gurët"], ["Gurët", "gurët"]),
        ("femijet", URA, [], ["Fëmijët"]),
        ('"old bridge"', BRIDGE, ["old bridge"], ["old bridge"]),
        ('"ten thousand books"', LIBRARY, [], ["ten thousand books"]),
        ('"books thousand"', LIBRARY, [], []),
        ('"ura e vjetër"', URA, ["Ura e vjetër"], ["ura e vjetër"]),
        ('"پل کهنه"', POL, ["پل کهنه"], []),
        ("+bridges", BRIDGE, [], []),
        ("mas*", BRIDGE, [], ["Masons"]),
        ("s?rna", BRIDGE, [], ["Sarna"]),
        ("کتاب*", POL, [], ["کتابخانه", "کتاب‌های"]),
        ("mason~1", BRIDGE, [], ["Masons"]),
        ("libary~", LIBRARY, ["library"], ["library"]),
        ("bridge -stones", BRIDGE, ["bridge"], ["bridge"]),
        ("zeppelin", BRIDGE, [], []),
        ("", BRIDGE, [], []),
    ],
)  # fmt: skip
def test_the_right_words_are_marked(text, document, title, body):
    assert marked(text, document) == (title, body)


def test_a_pattern_marks_words_with_an_apostrophe():
    document = Document("a", "", "The goose didn't move.", "en")
    assert marked("didn*", document) == ([], ["didn't"])


def test_words_at_the_very_beginning_and_end():
    document = Document("a", "Plum", "plum and pear and plum", "en")
    assert marked("plum", document) == (["Plum"], ["plum", "plum"])


def test_a_phrase_is_marked_only_where_its_words_stand_together():
    body = "New roof. The library is new. A new, library-like room; the new library. New\n\nlibrary."
    [snippet] = passages('"new library"', Document("a", "", body, "en"))[1]
    assert words(snippet) == ["new, library", "new library", "New  library"]


def test_a_phrase_does_not_reach_from_the_title_into_the_body():
    document = Document("a", "All is new", "library of the new library", "en")
    assert marked('"new library"', document) == ([], ["new library"])


def test_without_a_mark_the_passage_is_the_beginning():
    document = Document("a", "T", "First comes the goose. " * 40, "en")
    _, [snippet] = passages("zeppelin", document)
    assert snippet.text.startswith("First comes")
    assert (snippet.marks, snippet.leading, snippet.trailing) == ((), False, True)


@pytest.mark.parametrize(("title", "body", "count"), [("", "", 0), ("Plum", "", 0), ("", "plum", 1)])
def test_empty_texts(title, body, count):
    assert len(passages("plum", Document("a", title, body, "en"))[1]) == count


def test_passages_are_sentences_where_they_can_be():
    body = "One quiet sentence stands here. " * 20 + "The heron came back. " + "Another one follows it. " * 20
    _, [snippet] = passages("heron", Document("a", "", body, "en"))
    assert snippet.text.startswith(("One quiet", "The heron"))
    assert snippet.text.endswith(".")
    assert (snippet.leading, snippet.trailing) == (True, True)


def test_words_far_apart_give_two_passages_in_their_order():
    body = "The heron came. " + "Quiet days went by. " * 60 + "A goose left."
    _, found = passages("goose heron", Document("a", "", body, "en"))
    assert [words(snippet) for snippet in found] == [["heron"], ["goose"]]


def test_a_body_without_any_space_still_has_a_passage():
    _, [snippet] = passages("zeppelin", Document("a", "", "x" * 3000, "en"))
    assert 0 < len(snippet.text) <= LENGTH + 60


def check(document, text, length=LENGTH, count=2):
    title, found = passages(text, document, length=length, count=count)
    assert title.text == document.title
    assert len(found) <= count
    at = -1
    flat = document.body.replace("\n", " ")
    for snippet in found:
        here = flat.find(snippet.text, at + 1)
        assert here > at, "passages come in the body's order, each out of the body"
        at = here
        assert snippet.leading or flat.startswith(snippet.text) or not document.body[:here].strip()
    for snippet in (title, *found):
        last = 0
        for start, end in snippet.marks:
            assert last <= start < end <= len(snippet.text)
            last = end
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.id)
def test_bounds_hold_in_every_language(document):
    text = " ".join(document.body.split()[::2])
    for length in (20, 60, 220):
        check(document, text, length)


WORDS = st.sampled_from(
    ["heron", "goose", "plum", "the", "boats", "پل", "می روم", "جسر", "ura", "x" * 90, "U.S."]
)
ENDS = st.sampled_from([" ", " ", " ", ". ", "\n\n", ", ", "؟ ", "» "])
BODIES = st.lists(st.tuples(WORDS, ENDS), max_size=150).map(lambda ps: "".join(w + e for w, e in ps).strip())
QUERIES = st.sampled_from(
    ["heron goose", '"goose plum"', "bo*", "پل ura", "plun~1", '"the boats" می‌روم', "us"]
)


@settings(max_examples=200, deadline=60_000)
@given(body=BODIES, text=QUERIES, language=st.sampled_from(["en", "fa", "und"]), length=st.integers(1, 300))
def test_bounds_hold_in_any_body(body, text, language, length):
    found = check(Document("a", "A goose", body, language), text, length)
    assert bool(found) == bool(body)
    longest = max((len(word) for word in body.split()), default=0)
    for snippet in found:
        assert len(snippet.text) <= length + 2 * longest + 160


def test_a_huge_body_takes_no_time():
    body = "the goose of the harbour and the heron of the bay. " * 8_000
    document = stored(Document("a", "Goose", body, "en"))
    for text in ('"of the"', '"goose heron"', "goose heron", "goo* her*", "goode~1", "the"):
        marker = Marker.of(plan(parse(text), DEFAULT_WEIGHTS, words_of(document.document)).node())
        began = time.process_time()
        snippets(document, marker)
        assert time.process_time() - began < 60, text


def test_marks_of_a_phrase_do_not_hide_those_of_its_words():
    document = replace(LIBRARY, title="", body="A library. The new library. New books.")
    _, [snippet] = passages('"new library" books library', document)
    assert words(snippet) == ["library", "new library", "books"]


def distance(one, other):
    """The textbook recursion, computed as a complete table."""
    table = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
    return table[-1][-1]


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8), st.integers(0, 4))
def test_within_agrees_with_the_whole_table(one, other, most):
    assert within(one, other, most) == (distance(one, other) <= most)


def test_a_part_of_a_compound_is_marked_with_the_others_only():
    compound = Bool(must=(Lookup("text", "stone"), Lookup("text", "bridge")))
    marker = Marker.of(Bool(should=(compound, Lookup("text", "mill")), at_least=1))

    def shown(body):
        _, found = snippets(stored(Document("1", "Old", body, "en")), marker)
        return [word for snippet in found for word in words(snippet)]

    assert shown("A stone and a mill.") == ["mill"]
    assert shown("A stone lay there. The stone bridge stood at the mill.") == ["stone", "bridge", "mill"]
    assert shown("A stone lay at the end of the long old road to that bridge.") == ["stone", "bridge"]
