import pytest

from search.query.lexer import MAX_LENGTH, MAX_LEXEMES, Kind, Lexeme, lex


def kinds(text):
    return [(lexeme.kind.name, lexeme.text) for lexeme in lex(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n ", []),
        ("old bridge", [("WORD", "old"), ("WORD", "bridge")]),
        ('"old bridge"', [("PHRASE", "old bridge")]),
        ("“old bridge”", [("PHRASE", "old bridge")]),
        ("„urë e vjetër“", [("PHRASE", "urë e vjetër")]),
        ("„urë e vjetër”", [("PHRASE", "urë e vjetër")]),
        ("«پل قدیمی»", [("PHRASE", "پل قدیمی")]),
        ('"old', [("WORD", "old")]),
        ("«old", [("WORD", "old")]),
        ('old"', [("WORD", "old")]),
        ('a "" b', [("WORD", "a"), ("PHRASE", ""), ("WORD", "b")]),
        ('"a"b', [("PHRASE", "a"), ("WORD", "b")]),
        ("(a|b)", [("OPEN", ""), ("WORD", "a"), ("OR", ""), ("WORD", "b"), ("CLOSE", "")]),
        ("a OR b AND NOT c", [("WORD", "a"), ("OR", "OR"), ("WORD", "b"), ("AND", "AND"), ("NOT", "NOT"),
                              ("WORD", "c")]),
        ("or and not", [("WORD", "or"), ("WORD", "and"), ("WORD", "not")]),
        ("-a", [("NOT", ""), ("WORD", "a")]),
        ("\u2212a", [("NOT", ""), ("WORD", "a")]),
        ("+a", [("EXACT", ""), ("WORD", "a")]),
        ('-"a b"', [("NOT", ""), ("PHRASE", "a b")]),
        ("(-a)", [("OPEN", ""), ("NOT", ""), ("WORD", "a"), ("CLOSE", "")]),
        ("a-b", [("WORD", "a-b")]),
        ("- a", [("WORD", "-"), ("WORD", "a")]),
        ("--", [("WORD", "--")]),
        ("--a", [("WORD", "--a")]),
        ("title:a", [("FIELD", "title"), ("WORD", "a")]),
        ("title:-a", [("FIELD", "title"), ("NOT", ""), ("WORD", "a")]),
        ('title:"a b"', [("FIELD", "title"), ("PHRASE", "a b")]),
        ("title: a", [("WORD", "title:"), ("WORD", "a")]),
        ("https://example.org/a", [("WORD", "https://example.org/a")]),
        ("12:30", [("WORD", "12:30")]),
        ("عنوان:پل", [("FIELD", "عنوان"), ("WORD", "پل")]),
        ("می\u200cروم", [("WORD", "می\u200cروم")]),
    ],
)  # fmt: skip
def test_lexemes(text, expected):
    assert kinds(text) == expected


def test_only_the_first_characters_are_read():
    assert lex("a" * 100_000) == [Lexeme(Kind.WORD, "a" * MAX_LENGTH)]


def test_only_the_first_lexemes_are_read():
    assert lex("a " * 400) == [Lexeme(Kind.WORD, "a")] * MAX_LEXEMES
