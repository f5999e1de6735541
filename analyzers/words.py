"""The loop of all analyzers: turns words into tokens and remembers each raw word.

A text repeats its words, so what a raw word gives (its exact form, stems and positions) is looked up instead
of computed again. That makes it fast.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import ClassVar, cast

from analyzers.base import Token
from analyzers.columns import Entry, Special, Tokens
from analyzers.fold import FOLD_VERSION, KEPT_LETTERS, fold_word, script_of
from analyzers.lexicon import digest
from analyzers.shapes import Shape, shape_of
from analyzers.spellings import SPELLINGS_VERSION, respelled, spelled
from analyzers.tokenize import TOKENIZER_VERSION, WORD, split_words

MEMORY = 65_536
"""Number of raw words that an analyzer remembers before it forgets some: 20 to 40 MB for two generations."""
QUERY_MEMORY = 8_192
"""Number of folded words from queries, without context, whose stems are remembered."""
LONGEST_REMEMBERED = 64


class WordAnalyzer:
    """An analyzer without stems. Languages subclass it and implement ``_stems_of``."""

    language: str = "und"
    script: ClassVar[str] = ""

    def __init__(self) -> None:
        self.function_words = read_function_words(self.language) if self.script else frozenset[str]()
        self._entries: dict[str, Entry] = {}
        self._older_entries: dict[str, Entry] = {}
        self._parts: dict[tuple[str, tuple[str, ...]], Entry] = {}
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
        return list(self.tokens(text))

    def tokens(self, text: str) -> Tokens:
        """The same in columns, for indexing."""
        pieces = split_words(text)
        bounds = list(accumulate(map(len, pieces)))
        starts, ends = bounds[:-1:2], bounds[1::2]
        entries = self._entries_of(text, pieces[1::2], starts)
        tokens = Tokens(text, self._entry_of)
        done = position = 0
        for at in [at for at, entry in enumerate(entries) if entry.special is not None]:
            if self._stays_alone(entries[at - 1] if at > done else tokens.last, entries[at]):
                continue
            if at > done:
                position = tokens.extend(entries[done:at], position, starts[done:at], ends[done:at])
            position = self._add_special(tokens, entries[at], starts[at], ends[at], position)
            done = at + 1
        tokens.extend(entries[done:], position, starts[done:], ends[done:])
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

    def _may_join(self, before: str, exact: str) -> bool:  # noqa: ARG002 - a hook
        """Whether ``_join`` may join a word to the token before it, as far as the exact forms of both say."""
        return True

    def _join(self, text: str, tokens: Tokens, entry: Entry, start: int, end: int) -> bool:  # noqa: ARG002
        """Join the word at ``text[start:end]`` to the tokens before it, if any. Returns False if it remains a
        separate word.
        """
        return False

    def _entries_of(self, text: str, raws: list[str], starts: list[int]) -> list[Entry]:
        found = list(map(self._entries.get, raws))
        if None in found:
            for at, entry in enumerate(found):
                if entry is None:
                    found[at] = self._entries.get(raws[at]) or self._learn(text, raws[at], starts[at])
        return cast(list[Entry], found)

    def _stays_alone(self, before: Entry | None, entry: Entry) -> bool:
        """Whether a special word is a token of its own, like other words."""
        if before is None or entry.special is None or entry.special.shape is not None:
            return False
        return not self._may_join(before.exact, entry.exact)

    def _add_special(self, tokens: Tokens, entry: Entry, start: int, end: int, position: int) -> int:
        special = entry.special
        if special is None or special.shape is None:
            if self._join(tokens.text, tokens, entry, start, end):
                return tokens.positions[-1] + 1
            tokens.add(entry, position, start, end)
            return position + 1
        for piece, found in zip(special.shape.pieces, special.entries, strict=True):
            tokens.add(found, position + piece.offset, start + piece.start, start + piece.end)
        return position + special.shape.width

    def _learn(self, text: str, raw: str, start: int) -> Entry:
        """Remember in two generations: what was used since the last change survives the next one."""
        entry = self._older_entries.get(raw) or self._new_entry(text, raw, start)
        if len(raw) <= LONGEST_REMEMBERED:
            if len(self._entries) >= MEMORY:
                self._older_entries, self._entries = self._entries, {}
            self._entries[raw] = entry
        return entry

    def _new_entry(self, text: str, raw: str, start: int) -> Entry:
        match = WORD.match(text, start)
        shape = self._shape(raw, match.lastgroup if match else None)
        pieces = shape.pieces
        if len(pieces) == 1 and pieces[0].start == 0 and pieces[0].end == len(raw):
            exact = spelled(raw, pieces[0].exact)
            exact = raw if exact == raw else exact
            special = Special(None, ()) if self._joins(exact) else None
            return Entry(exact, self._stems_of_raw(raw, exact), special)
        entries = (
            self._entry_of(exact, self._stems_of_raw(raw[piece.start : piece.end], exact))
            for piece in pieces
            for exact in (respelled(piece.exact),)
        )
        return Entry("", (), Special(shape, tuple(entries)))

    def _entry_of(self, exact: str, stems: tuple[str, ...]) -> Entry:
        """The entry of a token that is not a raw word."""
        found = self._parts.get((exact, stems))
        if found is None:
            if len(self._parts) >= MEMORY:
                self._parts.clear()
            found = self._parts[exact, stems] = Entry(exact, stems)
        return found


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
