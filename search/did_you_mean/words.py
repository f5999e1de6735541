"""The words of a query with their positions, and texts in which one of them is replaced."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, zip_longest

from analyzers import LANGUAGES, Token, get_analyzer
from analyzers.fold import fold_word
from analyzers.tokenize import ZWNJ
from search.alternatives import token_graph
from search.model import SearchResult
from search.query import And, Days, InField, Language, Node, Or, Phrase, Value, Words, parse

_VOWEL_SIGNS = dict.fromkeys((*range(0x64B, 0x656), 0x670))
_SPELLINGS = {code: str.maketrans({**language.spelling}) for code, language in LANGUAGES.items()}
"""By language: the correct letters for those typed on systems without them."""
ARTICLES = frozenset({"al", "el"})
"""The Arabic article in Latin letters, which Arabic writes together with the noun."""
MAX_WORDS = 12
"""Number of words of a query that are checked. A longer query is a pasted text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query as typed, its exact form, and the exact form of the next word ("" if there is
    none).
    """

    text: str
    exact: str
    following: str = ""
    with_following: str = ""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """A part of a query that is searched for as a unit, with its words."""

    text: str
    words: tuple[Word, ...]
    function_word: bool


def typed_words(text: str) -> list[TypedWords]:
    """The parts of a query that are plain words or in quotes, without excluded ones."""
    return list(_typed_words(text))


@lru_cache(16)
def _typed_words(text: str) -> tuple[TypedWords, ...]:
    # Each way of correcting one query asks for them.
    return tuple(islice((part for run in _runs(parse(text)) for part in _parts(run)), MAX_WORDS))


def _runs(node: Node) -> Iterator[str]:
    if isinstance(node, Words | Phrase):
        yield node.text
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _runs(child)
    elif isinstance(node, InField):
        yield from _runs(node.child)


def _parts(run: str) -> Iterator[TypedWords]:
    tokens = _finest(get_analyzer("und").analyze(run))
    words = [
        (token.start, token.end, _word(run, token, then)) for token, then in zip_longest(tokens, tokens[1:])
    ]
    for alternatives in token_graph(run):
        inside = tuple(
            word for start, end, word in words if alternatives.start <= start and end <= alternatives.end
        )
        text = run[alternatives.start : alternatives.end]
        if ZWNJ in text and not any(map(str.isspace, text)):
            inside = (Word(text, fold_word(text)),)
        yield TypedWords(text, inside, alternatives.is_function_word())


def _word(run: str, token: Token, then: Token | None) -> Word:
    gap = run[token.end : then.start].strip() if then else ""
    if then is None or (gap and not (gap == "-" and token.exact in ARTICLES)):
        return Word(token.text, token.exact)
    return Word(token.text, token.exact, then.exact, run[token.start : then.end])


def _finest(tokens: list[Token]) -> list[Token]:
    """The tokens without those that cover others: ``well-known`` is two words here."""
    return [t for t in tokens if not any(o != t and t.start <= o.start and o.end <= t.end for o in tokens)]


def without_limits(text: str) -> str:
    """A query without its conditions on languages and dates."""
    pieces = [piece for piece in text.split() if not isinstance(parse(piece), Language | Value | Days)]
    return " ".join(pieces) if len(pieces) < len(text.split()) else text


def exchanged(text: str, old: str, new: str) -> str:
    """A text with a word replaced wherever it occurs as a whole word."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text)


def as_written(exact: str, result: SearchResult, *, small: bool) -> str:
    """A word as the hits spell it: exact forms lack accents, half-spaces and capitals. Vowel marks are left
    out.

    Args:
        small: keep it in lower case, because the reader typed lower case.
    """
    found: Counter[str] = Counter()
    for hit in result.hits:
        for snippet in (hit.title, *hit.snippets):
            for start, end in snippet.marks:
                written = snippet.text[start:end].translate(_VOWEL_SIGNS)
                if fold_word(written) == exact:
                    written = written.lower() if small else written
                    found[written.translate(_SPELLINGS.get(hit.document.language, {}))] += 1
    return max(found, key=lambda text: (found[text], text), default=exact)
