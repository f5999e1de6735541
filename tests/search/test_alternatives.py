import pytest

from engines.port.fields import FIELDS
from engines.port.terms import Best, Bool, Lookup, Sequence, leaves
from search.alternatives import alternatives_node, bigram_nodes, phrase_node, token_graph
from search.ranking import DEFAULT_WEIGHTS


def covered(text):
    return [text[alternatives.start : alternatives.end] for alternatives in token_graph(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("😀 !", []),
        ("old bridge", ["old", "bridge"]),
        ("می روم", ["می روم"]),
        ("می\u200cروم", ["می\u200cروم"]),
        ("نمی روم خانه", ["نمی روم", "خانه"]),
        ("bridge پل", ["bridge", "پل"]),
        ("پل bridge جسر", ["پل", "bridge", "جسر"]),
        ("nora@example.org", ["nora@example.org"]),
        ("2021", ["2021"]),
        ("don't", ["don't"]),
    ],
)
def test_alternatives_cover_what_belongs_together(text, expected):
    assert covered(text) == expected


def test_alternatives_are_read_in_every_language_of_its_script_and_in_no_other():
    [latin, arabic] = token_graph("bridge پل")
    assert [reading.language for reading in latin.readings] == ["en", "sq"]
    assert [reading.language for reading in arabic.readings] == ["fa", "ar"]


def test_a_word_of_no_language_is_looked_up_as_it_is():
    [alternatives] = token_graph("мост")
    assert list(leaves(alternatives_node(alternatives, "text", DEFAULT_WEIGHTS, exact=False))) == [
        Lookup("text", "мост")
    ]


def terms(text, field="text", *, exact=False):
    [alternatives] = token_graph(text)
    return {
        leaf.term: leaf.boost
        for leaf in leaves(alternatives_node(alternatives, field, DEFAULT_WEIGHTS, exact=exact))
        if leaf.field == field
    }


def test_the_exact_form_and_the_stems_of_each_language():
    found = terms("bridges")
    assert found["bridges"] == DEFAULT_WEIGHTS.exact
    assert found["EN:bridge"] == 1.0
    assert any(term.startswith("SQ:") for term in found)


def test_stems_are_looked_up_in_light_fields_with_their_weight():
    [alternatives] = token_graph("bridges")
    found = leaves(alternatives_node(alternatives, "text", DEFAULT_WEIGHTS, exact=False))
    assert {leaf.boost for leaf in found if leaf.field == "caption"} == {FIELDS["caption"].weight}
    title = leaves(alternatives_node(alternatives, "title", DEFAULT_WEIGHTS, exact=False))
    assert {leaf.field for leaf in title} == {"title"}


def test_exact_mode_looks_up_the_exact_form_alone():
    assert terms("bridges", exact=True) == {"bridges": 1.0}
    assert set(terms("می روم", exact=True)) == {"میروم", "می", "روم"}


def test_a_joined_word_is_found_as_one_or_as_its_parts():
    [alternatives] = token_graph("می روم")
    node = alternatives_node(alternatives, "text", DEFAULT_WEIGHTS, exact=True)
    both = Bool(must=(Lookup("text", "می"), Lookup("text", "روم")))
    assert node == Best((Lookup("text", "میروم"), both))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the", True), ("The", True), ("dhe", True), ("و", True), ("من", True), ("bridge", False),
        ("پل", False), ("2021", False), ("bridge-the", False),
    ],
)  # fmt: skip
def test_function_words(text, expected):
    assert all(alternatives.is_function_word() for alternatives in token_graph(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("old bridge", Sequence("text", ((0, "old"), (1, "bridge")))),
        ("Old Bridges!", Sequence("text", ((0, "old"), (1, "bridges")))),
        ("bridges", Lookup("text", "bridges")),
        ("پل کهنه", Sequence("text", ((0, "پل"), (1, "کهنه")))),
        ("", None),
        ("ـ", None),
    ],
)
def test_phrases_are_exact_forms_in_order(text, expected):
    assert phrase_node(text, "text") == expected


def test_a_phrase_is_read_in_each_language():
    node = phrase_node("می روم", "title")
    assert set(node.should) == {Lookup("title", "میروم"), Sequence("title", ((0, "می"), (1, "روم")))}


def test_neighbours_as_typed():
    found = bigram_nodes("old bridges", "text", 0.2)
    assert Sequence("text", ((0, "EN:old"), (1, "EN:bridge")), boost=0.2) in found
    assert bigram_nodes("bridges", "text", 0.2) == []


def test_a_function_word_of_one_language_is_a_word_of_another():
    [alternatives, _] = token_graph("ولی عهد")
    boosts = {
        leaf.term: leaf.boost
        for leaf in leaves(alternatives_node(alternatives, "text", DEFAULT_WEIGHTS, exact=False, weak=True))
    }
    persian = {boost for term, boost in boosts.items() if term.startswith("FA:")}
    arabic = {boost for term, boost in boosts.items() if term.startswith("AR:")}
    assert (persian, arabic) == ({DEFAULT_WEIGHTS.function_word}, {1.0})
