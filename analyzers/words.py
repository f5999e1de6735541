"""The loop of all analyzers: turns words into tokens and remembers each raw word.

A text repeats its words, so what a raw word gives (its exact form, stems and positions) is looked up instead
of computed again. That makes it fast.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, NamedTuple

from analyzers.base import Token
from analyzers.fold import FOLD_VERSION, KEPT_LETTERS, fold_word, script_of
from analyzers.lexicon import digest
from analyzers.shapes import Shape, shape_of
from analyzers.spellings import SPELLINGS_VERSION, respelled, spelled
from analyzers.tokenize import TOKENIZER_VERSION, WORD

MEMORY = 65_536
"""Number of raw words that an analyzer remembers before it forgets some: 20 to 40 MB for two generations."""
QUERY_MEMORY = 8_192
"""Number of folded words from queries, without context, whose stems are remembered."""
LONGEST_REMEMBERED = 64


class Special(NamedTuple):
    """What is special about a raw word: its tokens or, without a shape, that it may join another word."""

    shape: Shape | None
    stems: tuple[tuple[str, ...], ...]


class Entry(NamedTuple):
    """What one raw word gives. ``special`` is None for most."""

    exact: str
    stems: tuple[str, ...]
    special: Special | None


class WordAnalyzer:
    """An analyzer without stems. Languages subclass it and implement ``_stems_of``."""

    language: str = "und"
    script: ClassVar[str] = ""

    def __init__(self) -> None:
        self.function_words = read_function_words(self.language) if self.script else frozenset[str]()
        self._entries: dict[str, Entry] = {}
        self._older_entries: dict[str, Entry] = {}
        self._stems: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=QUERY_MEMORY)(self._stems_in_script)

    @property
    def fingerprint(self) -> str:
        """A text that changes whenever the rules, the lexicon, a word list or Python's Unicode tables
        change.
        """
        shared = (
            FOLD_VERSION + KEPT_LETTERS,
            TOKENIZER_VERSION + SPELLINGS_VERSION,
            unicodedata.unidata_version,
        )
        return digest(self.language, *shared, self._rules_key(), *sorted(self.function_words))

    def analyze(self, text: str) -> list[Token]:
        """The tokens of a text, by position and then by start. No text raises an error."""
        tokens: list[Token] = []
        append, known, new = tokens.append, self._entries.get, tuple.__new__
        position = 0
        for match in WORD.finditer(text):
            raw = match[0]
            entry = known(raw) or self._learn(raw, match.lastgroup)
            exact, stems, special = entry
            start, end = match.span()
            if special is None:
                append(new(Token, (raw, exact, stems, position, start, end)))
                position += 1
            else:
                position = self._add_special(text, tokens, entry, start, end, position)
        return tokens

    def stems(self, exact: str) -> tuple[str, ...]:
        """The stems of one folded word, without context; () for numbers and other scripts."""
        return self._stems(exact)

    def asked_stems(self, exact: str, stems: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002 - a hook
        """Those stems of a query's word that a hit must share: all, unless a language has weak ones."""
        return stems

    def phrase_forms(self, exact: str) -> tuple[str, ...]:
        """The forms with which a phrase may begin that was typed with this word: itself first."""
        return (exact,)

    def root(self, exact: str) -> str:  # noqa: ARG002 - a hook
        """A coarser stem, used for ranking only; "" unless the language has one."""
        return ""

    def is_common(self, exact: str) -> bool:  # noqa: ARG002 - a hook
        """Whether the folded word is known as a common word, so that it is hardly a name."""
        return False

    def is_function_word(self, exact: str) -> bool:
        """Whether the folded word is a function word."""
        return exact in self.function_words

    def _rules_key(self) -> str:
        """Changes with this language's own rules and lexicon."""
        return ""

    def _stems_of(self, exact: str) -> tuple[str, ...]:  # noqa: ARG002 - a hook
        """Every reading of a folded word in this language's script."""
        return ()

    def _stems_in_script(self, exact: str) -> tuple[str, ...]:
        return self._stems_of(exact) if exact and script_of(exact) == self.script else ()

    def _shape(self, raw: str, kind: str | None) -> Shape:
        """The tokens of one raw word. Languages with compounds or name particles override it."""
        return shape_of(raw, kind)

    def _stems_of_raw(self, raw: str, exact: str) -> tuple[str, ...]:  # noqa: ARG002 - a hook
        """The stems of a raw word, which may contain more information than its exact form."""
        return self._stems_in_script(exact)

    def _joins(self, exact: str) -> bool:  # noqa: ARG002 - a hook
        """Whether a word may join the one before it, so that ``_join`` must be called."""
        return False

    def _join(self, text: str, tokens: list[Token], entry: Entry, start: int, end: int) -> bool:  # noqa: ARG002
        """Join the word at ``text[start:end]`` to the tokens before it, if any. Returns False if it remains a
        separate word.
        """
        return False

    def _add_special(
        self, text: str, tokens: list[Token], entry: Entry, start: int, end: int, position: int
    ) -> int:
        special = entry.special
        if special is None or special.shape is None:
            if self._join(text, tokens, entry, start, end):
                return tokens[-1].position + 1
            tokens.append(Token(text[start:end], entry.exact, entry.stems, position, start, end))
            return position + 1
        for piece, stems in zip(special.shape.pieces, special.stems, strict=True):
            first, last = start + piece.start, start + piece.end
            tokens.append(Token(text[first:last], piece.exact, stems, position + piece.offset, first, last))
        return position + special.shape.width

    def _learn(self, raw: str, kind: str | None) -> Entry:
        """Remember in two generations: what was used since the last change survives the next one."""
        entry = self._older_entries.get(raw) or self._entry(raw, self._shape(raw, kind))
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self._entries) >= MEMORY:
                self._older_entries, self._entries = self._entries, {}
            self._entries[raw] = entry
        return entry

    def _entry(self, raw: str, shape: Shape) -> Entry:
        pieces = shape.pieces
        if len(pieces) == 1 and pieces[0].start == 0 and pieces[0].end == len(raw):
            exact = spelled(raw, pieces[0].exact)
            exact = raw if exact == raw else exact
            special = Special(None, ()) if self._joins(exact) else None
            return Entry(exact, self._stems_of_raw(raw, exact), special)
        pieces = tuple(piece._replace(exact=respelled(piece.exact)) for piece in pieces)
        shape = Shape(pieces, shape.width)
        stems = tuple(self._stems_of_raw(raw[piece.start : piece.end], piece.exact) for piece in pieces)
        return Entry("", (), Special(shape, stems))


def language_file(language: str, name: str) -> Path:
    """Path of a file in the folder of a language."""
    return Path(__file__).parent / "lang" / language / name


def read_function_words(language: str) -> frozenset[str]:
    """The folded function words of a language: several a line, ``#`` starts a comment."""
    return frozenset(map(fold_word, words_of(language, "function_words.txt")))


def words_of(language: str, name: str) -> list[str]:
    """The words of a file in the folder of a language: several a line, ``#`` starts a comment."""
    lines = (line.partition("#")[0] for line in language_file(language, name).read_text("utf-8").splitlines())
    return [word for line in lines for word in line.split()]
