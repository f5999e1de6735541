import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import And, Days, Fuzzy, InField, Language, Not, Or, Pattern, Phrase, Words, parse
from search.query.fields import field_names

NOTHING = And(())

TREES = [
    # words and joins
    ("library", Words("library")),
    ("new  library", Words("new library")),
    ("a AND b", Words("a b")),
    ("می روم", Words("می روم")),
    ("a-b", Words("a-b")),
    ("don't", Words("don't")),
    ("C++", Words("C++")),
    ("nora@example.org", Words("nora@example.org")),
    ("😀 bridge", Words("bridge")),
    ("12:30", Words("12:30")),
    # nothing to search for
    ("", NOTHING),
    ("   ", NOTHING),
    ("--", NOTHING),
    ("😀", NOTHING),
    ("_", NOTHING),
    ("…؟!", NOTHING),
    ('""', NOTHING),
    ("()", NOTHING),
    ("OR", NOTHING),
    ("-", NOTHING),
    ("*", NOTHING),
    ("~", NOTHING),
    ('title:""', NOTHING),
    ("title:*", NOTHING),
    ("-_", NOTHING),
    # phrases
    ('"new library"', Phrase("new library")),
    ("«کتابخانه تازه»", Phrase("کتابخانه تازه")),
    ("“new library”", Phrase("new library")),
    ("„bibliotekë e re“", Phrase("bibliotekë e re")),
    ('x "a b" y', And((Words("x"), Phrase("a b"), Words("y")))),
    ('"half a phrase', Words("half a phrase")),
    ('10" pipe', Words("10 pipe")),
    ("+bridge", Phrase("bridge")),
    ('+"a b"', Phrase("a b")),
    ("+(a b)", Words("a b")),
    ("a + b", Words("a b")),
    # boolean
    ("a OR b", Or((Words("a"), Words("b")))),
    ("a|b", Words("a b")),
    ("a | b", Words("a b")),
    ("(a|b)", Or((Words("a"), Words("b")))),
    ("a b OR c", Or((Words("a b"), Words("c")))),
    ("a (b OR c)", And((Words("a"), Or((Words("b"), Words("c")))))),
    ("(a OR b) OR c", Or((Words("a"), Words("b"), Words("c")))),
    ("OR a", Words("a")),
    ("a OR", Words("a")),
    ("a or b", Words("a or b")),
    ("-a", Not(Words("a"))),
    ("NOT a", Not(Words("a"))),
    ("x -a", And((Words("x"), Not(Words("a"))))),
    ("x -(a b)", And((Words("x"), Not(Words("a b"))))),
    ('-"a b"', Not(Phrase("a b"))),
    ("a - b", Words("a b")),
    ("a --b", Words("a --b")),
    ("a NOT", Words("a")),
    # unbalanced brackets
    ("(a OR b", Or((Words("a"), Words("b")))),
    ("a) b", Words("a b")),
    (")(", NOTHING),
    ("((((a))))", Words("a")),
    # fields in four languages
    ("title:bridge", InField("title", Words("bridge"))),
    ("TITLE:bridge", InField("title", Words("bridge"))),
    ("عنوان:پل", InField("title", Words("پل"))),
    ("العنوان:جسر", InField("title", Words("جسر"))),
    ("titulli:ura", InField("title", Words("ura"))),
    ('author:"Nora Whitlock"', InField("author", Phrase("Nora Whitlock"))),
    ("نویسنده:نورا", InField("author", Words("نورا"))),
    ("الكاتب:نورا", InField("author", Words("نورا"))),
    ("autori:Nora", InField("author", Words("Nora"))),
    ("etiketë:ura", InField("tag", Words("ura"))),
    ("منبع:روزنامه", InField("source", Words("روزنامه"))),
    ("دسته:فرهنگ", InField("category", Words("فرهنگ"))),
    ("title:(a OR b)", InField("title", Or((Words("a"), Words("b"))))),
    ("title:bri*", InField("title", Pattern("bri*"))),
    ("-title:a", Not(InField("title", Words("a")))),
    ("author:nora whitlock", And((InField("author", Words("nora")), Words("whitlock")))),
    # an unknown field is text
    ("foo:bar", Words("foo bar")),
    ("title:", Words("title:")),
    ("a:b:c", Words("a b c")),
    ("https://example.org/a", Words("https://example.org/a")),
    ("https://example.org/a?b=c", Words("https://example.org/a?b=c")),
    ("http://example.org:8000/", Words("http://example.org:8000/")),
    # languages
    ("lang:fa", Language("fa")),
    ("زبان:فارسی", Language("fa")),
    ("gjuha:shqip", Language("sq")),
    ('lang:"AR"', Language("ar")),
    ("lang:xx", Words("lang xx")),
    ("bridge lang:en", And((Words("bridge"), Language("en")))),
    # dates
    ("date:2021", Days(date(2021, 1, 1), date(2021, 12, 31))),
    ("سال:۲۰۲۱", Days(date(2021, 1, 1), date(2021, 12, 31))),
    ("date:2020-05..2021", Days(date(2020, 5, 1), date(2021, 12, 31))),
    ("after:2019", Days(date(2019, 1, 1), None)),
    ("before:2020-06", Days(None, date(2020, 6, 30))),
    ("deri:2020", Days(None, date(2020, 12, 31))),
    ("date:soon", Words("date soon")),
    ("date:2021-13", Words("date 2021-13")),
    ("after:..2020", Words("after ..2020")),
    ("before:2020..", Words("before 2020..")),
    # patterns and fuzzy words
    ("bri*", Pattern("bri*")),
    ("br?dge", Pattern("br?dge")),
    ("کتاب*", Pattern("کتاب*")),
    ("really?", Words("really?")),
    ("چرا؟", Words("چرا؟")),
    ("wo?d?!", Pattern("wo?d")),
    ("a*b*c*d*e*", Words("a*b*c*d*e*")),
    ("bridge~", Fuzzy("bridge", None)),
    ("bridge~2", Fuzzy("bridge", 2)),
    ("bridge~9", Words("bridge~9")),
    ("-bri*", Not(Pattern("bri*"))),
    ("+bri*", Pattern("bri*")),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_trees(text, tree):
    assert parse(text) == tree


def test_every_field_name_is_known_in_any_case():
    for name, meaning in field_names().items():
        tree = parse(f"{name.upper()}:2021")
        if meaning in ("language", "kind"):
            assert tree == Words(f"{name.upper()} 2021")
        elif meaning in ("date", "after", "before"):
            assert isinstance(tree, Days)
        else:
            assert tree == InField(meaning, Words("2021"))


def depth_of(node):
    children = getattr(node, "children", None) or ((node.child,) if hasattr(node, "child") else ())
    return 1 + max(map(depth_of, children), default=0)


HUGE = [
    "a",
    "(",
    ")",
    '"',
    "-",
    "+",
    "*",
    "a*",
    "title:",
    "-(",
    "a|",
    "«",
    "a:",
    "NOT ",
    "(a OR ",
    "title:(-",
    "\u200c",
]


@pytest.mark.parametrize("piece", HUGE)
def test_a_hundred_thousand_characters_parse_at_once(piece):
    began = time.process_time()
    tree = parse(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 60
    assert depth_of(tree) < 60


SYNTAX = st.lists(
    st.sampled_from(
        ["a", "b c", "پل", "OR", "AND", "NOT", "|", "(", ")", "-", "+", '"', "«", "»", "“", "”", "title:",
         "x:", "lang:fa", "date:2021..", "after:", "w*", "?", "~", "~2", " ", "..", "\u200c", "😀", "\x00"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
NODES = (And, Days, Fuzzy, InField, Language, Not, Or, Pattern, Phrase, Words)


def assert_simple(node):
    """The promises about a tree: no empty group inside, no group within one of its kind, words joined."""
    assert isinstance(node, NODES)
    if isinstance(node, And | Or):
        assert len(node.children) > 1
        assert not any(isinstance(child, type(node)) for child in node.children)
        if isinstance(node, And):
            assert not any(isinstance(a, Words) and isinstance(b, Words) for a, b in pairwise(node.children))
    for child in getattr(node, "children", ()) or ((node.child,) if hasattr(node, "child") else ()):
        assert_simple(child)


@settings(max_examples=300, deadline=60_000)
@given(st.text() | SYNTAX)
def test_any_text_gives_a_simple_tree(text):
    tree = parse(text)
    if tree != NOTHING:
        assert_simple(tree)


@settings(max_examples=200, deadline=60_000)
@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=8))
def test_plain_words_stay_as_they_are(words):
    assert parse(" ".join(words)) == Words(" ".join(words))
