"""The loop that every analyzer shares: words to tokens, each raw word learnt once.

A text repeats its words, so what a raw word gives (its exact form, stems and place) is looked up and
not computed again. That is where the speed comes from.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, NamedTuple

from analyzers.base import Token
from analyzers.fold import FOLD_VERSION, fold_word, script_of
from analyzers.lexicon import digest
from analyzers.tokenize import TOKENIZER_VERSION, WORD, Shape, shape_of

MEMORY = 65_536
"""Raw words that one analyzer remembers: about 20 MB when full."""
LONGEST_REMEMBERED = 64


class Entry(NamedTuple):
    """What one raw word gives. ``shape`` and ``stems_of_pieces`` only where it is more than one token."""

    exact: str
    stems: tuple[str, ...]
    special: int
    shape: Shape | None = None
    stems_of_pieces: tuple[tuple[str, ...], ...] = ()


MANY = 1
"""The word gives none or several tokens."""
JOINS = 2
"""The word may join the one before it; ``WordAnalyzer._join`` decides."""


def _new_token(values: tuple[str, str, tuple[str, ...], int, int, int]) -> Token:
    return tuple.__new__(Token, values)


class WordAnalyzer:
    """An analyzer without stems. Languages subclass it and give ``_stems_of``."""

    language: str = "und"
    script: ClassVar[str] = ""
    function_words: frozenset[str] = frozenset()
    """Filled from the language's word list; the plain analyzer has none."""

    def __init__(self) -> None:
        if self.script:
            self.function_words = read_function_words(self.language)
        self._entries: dict[str, Entry] = {}
        self._stems: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=MEMORY)(self._stems_in_script)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the rules, the lexicon, a word list or Python's Unicode tables change."""
        shared = (FOLD_VERSION, TOKENIZER_VERSION, unicodedata.unidata_version)
        return digest(self.language, *shared, self._rules_key(), *sorted(self.function_words))

    def _rules_key(self) -> str:
        """Changes with what is this language's own: rules and lexicon."""
        return ""

    def analyze(self, text: str) -> list[Token]:
        """Tokens ordered by position, then by start. Total: no text raises."""
        tokens: list[Token] = []
        append, known, new = tokens.append, self._entries.get, tuple.__new__
        position = 0
        for match in WORD.finditer(text):
            raw = match[0]
            exact, stems, special, shape, more = known(raw) or self._learn(raw, match.lastgroup)
            if not special:
                start, end = match.span()
                append(new(Token, (raw, exact, stems, position, start, end)))
                position += 1
                continue
            if special & JOINS:
                ahead = self._join(text, tokens, match.start(), match.end(), position)
                if ahead is not None:
                    position = ahead
                    continue
            if shape is None:
                append(new(Token, (raw, exact, stems, position, *match.span())))
                position += 1
            else:
                position = _append_pieces(text, tokens, match.start(), position, shape, more)
        return tokens

    def stems(self, exact: str) -> tuple[str, ...]:
        """The stems of one folded word, without context; empty for numbers and other scripts."""
        return self._stems(exact)

    def is_function_word(self, exact: str) -> bool:
        """Whether the folded word only serves grammar."""
        return exact in self.function_words

    def _stems_of(self, exact: str) -> tuple[str, ...]:
        """Every reading of a folded word of this language's script."""
        return ()

    def _stems_in_script(self, exact: str) -> tuple[str, ...]:
        return self._stems_of(exact) if exact and script_of(exact) == self.script else ()

    def _shape(self, raw: str, kind: str | None) -> Shape:
        """The tokens of one raw word; languages with compounds or name particles refine it."""
        return shape_of(raw, kind)

    def _stems_of_raw(self, raw: str, exact: str) -> tuple[str, ...]:
        """The stems of a raw word, which may tell more than its exact form does."""
        return self._stems(exact)

    def _flags(self, exact: str) -> int:
        """``JOINS`` where a word may join the one before it."""
        return 0

    def _join(self, text: str, tokens: list[Token], start: int, end: int, position: int) -> int | None:
        """Join the word at ``text[start:end]`` to the tokens before it; the new position, or None."""
        return None

    def _learn(self, raw: str, kind: str | None) -> Entry:
        entry = self._entry(raw, self._shape(raw, kind))
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self._entries) >= MEMORY:
                self._entries.clear()
            self._entries[raw] = entry
        return entry

    def _entry(self, raw: str, shape: Shape) -> Entry:
        pieces = shape.pieces
        if len(pieces) == 1 and pieces[0].start == 0 and pieces[0].end == len(raw):
            exact = pieces[0].exact
            return Entry(exact, self._stems_of_raw(raw, exact), self._flags(exact))
        stems = tuple(self._stems_of_raw(raw[piece.start : piece.end], piece.exact) for piece in pieces)
        return Entry("", (), MANY, shape, stems)


def _append_pieces(
    text: str,
    tokens: list[Token],
    origin: int,
    position: int,
    shape: Shape,
    stems: tuple[tuple[str, ...], ...],
) -> int:
    for piece, readings in zip(shape.pieces, stems, strict=True):
        start, end = origin + piece.start, origin + piece.end
        tokens.append(Token(text[start:end], piece.exact, readings, position + piece.offset, start, end))
    return position + shape.width


def read_function_words(language: str) -> frozenset[str]:
    """The folded function words of a language: several a line, ``#`` starts a comment."""
    path = Path(__file__).parent / "lang" / language / "function_words.txt"
    lines = (line.partition("#")[0] for line in path.read_text("utf-8").splitlines())
    return frozenset(fold_word(word) for line in lines for word in line.split())
