"""A reader's text to lexemes. Total: every text gives lexemes."""

import re
from dataclasses import dataclass
from enum import Enum, auto

MAX_LENGTH = 1_000
"""Characters of a query that are read; the rest is left out."""
MAX_LEXEMES = 100
"""Lexemes of a query that are read; the rest is left out."""


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    EXACT = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """``text`` is the word, the phrase without its quotes or the field's name as typed."""

    kind: Kind
    text: str = ""


# A quote opens only where its partner follows, so that an inch sign or half a phrase stays text. The
# lengths are bounded, and each alternative begins with another letter: the time is linear.
_LEXEME = re.compile(
    r"""(?P<space>\s+)
    |"(?P<straight>[^"]*)"|“(?P<curly>[^”“]*)”|„(?P<low>[^“”„]*)[“”]|«(?P<guillemets>[^»«]*)»
    |(?P<open>\()|(?P<close>\))|(?P<bar>\|)
    |(?P<sign>[-+−](?=[^\s\-+−]))
    |(?P<field>[^\W\d_]{1,20}):(?=[^\s:/])
    |(?P<word>[^\s()|"“”„«»]+)
    |(?P<junk>.)""",
    re.VERBOSE | re.DOTALL,
)
_KEYWORDS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_PHRASES = frozenset({"straight", "curly", "low", "guillemets"})
_PUNCTUATION = {"open": Kind.OPEN, "close": Kind.CLOSE, "bar": Kind.OR}


def lex(text: str) -> list[Lexeme]:
    """The lexemes of a query, at most ``MAX_LEXEMES`` of its first ``MAX_LENGTH`` characters."""
    lexemes: list[Lexeme] = []
    text = text[:MAX_LENGTH]
    after_space, at = True, 0
    while at < len(text) and len(lexemes) < MAX_LEXEMES:
        match = _LEXEME.match(text, at)
        if match is None:  # cannot be: junk takes any character
            break
        kind, value = str(match.lastgroup), str(match[str(match.lastgroup)])
        at = match.end()
        if kind == "sign" and not after_space:
            kind = "junk"
        lexeme = _lexeme(kind, value)
        if lexeme is not None:
            lexemes.append(lexeme)
        after_space = kind in ("space", "open", "sign", "bar", "field")
    return lexemes


def _lexeme(kind: str, value: str) -> Lexeme | None:
    if kind in _PHRASES:
        return Lexeme(Kind.PHRASE, value)
    if kind in _PUNCTUATION:
        return Lexeme(_PUNCTUATION[kind])
    if kind == "sign":
        return Lexeme(Kind.EXACT if value == "+" else Kind.NOT)
    if kind == "field":
        return Lexeme(Kind.FIELD, value)
    if kind == "word":
        return Lexeme(_KEYWORDS.get(value, Kind.WORD), value)
    return None
