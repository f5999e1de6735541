"""Splits a query into lexemes. Accepts any text."""

import re
from dataclasses import dataclass
from enum import Enum, auto

MAX_LENGTH = 1_000
"""Maximum number of characters of a query. The rest is ignored."""
MAX_LEXEMES = 100
"""Maximum number of lexemes of a query. The rest is ignored."""


class Kind(Enum):
    """Kinds of lexemes."""

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
    """``text`` is the word, the phrase without its quotes, or the field's name as typed."""

    kind: Kind
    text: str = ""


# A quote only opens if its partner follows, so that an inch sign or half a phrase remains text. Lengths are
# bounded and each alternative begins with another character, so the time is linear.
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
    """The lexemes of a query, at most ``MAX_LEXEMES`` from its first ``MAX_LENGTH`` characters."""
    lexemes: list[Lexeme] = []
    text = text[:MAX_LENGTH]
    after_space, at, depth = True, 0, 0
    while at < len(text) and len(lexemes) < MAX_LEXEMES:
        match = _LEXEME.match(text, at)
        if match is None:  # cannot happen: junk matches any character
            break
        kind, value = str(match.lastgroup), str(match[str(match.lastgroup)])
        at = match.end()
        depth += (kind == "open") - (kind == "close" and depth > 0)
        if (kind == "sign" and not after_space) or (kind == "bar" and not depth):
            # A bar is OR in a group only: outside, it separates the parts of a page's title.
            kind = "junk"
        lexeme = _lexeme(kind, value)
        if lexeme is not None:
            lexemes.append(lexeme)
        after_space = kind in ("space", "open", "sign", "bar", "field") or value == "|"
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
