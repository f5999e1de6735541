"""The tokens of a text in columns, so that indexing needs no object per token.

A text repeats its words, so a column of words holds the same few objects, which are compared by identity.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from analyzers.base import Token
from analyzers.shapes import Shape


class Special(NamedTuple):
    """What is special about a raw word: its tokens or, without a shape, that it may join another word."""

    shape: Shape | None
    entries: tuple["Entry", ...]


class Entry:
    """What one raw word gives. ``special`` is None for most.

    ``note`` is for the caller of the analyzer, who may keep there what follows from exact form and stems.
    """

    __slots__ = ("exact", "note", "special", "stems")

    def __init__(self, exact: str, stems: tuple[str, ...], special: Special | None = None) -> None:
        self.exact, self.stems, self.special = exact, stems, special
        self.note: object = None


class Tokens(Sequence[Token]):
    """A sequence of tokens. Each column has one item per token: entry, position, start and end.

    Args:
        text: the text that the offsets refer to, in code points.
        entry_of: the entry of an exact form and its stems, for tokens that are added.
    """

    __slots__ = ("_entry_of", "ends", "entries", "positions", "starts", "text")

    def __init__(self, text: str, entry_of: Callable[[str, tuple[str, ...]], Entry]) -> None:
        self.text, self._entry_of = text, entry_of
        self.entries: list[Entry] = []
        self.positions: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        entry, start, end = self.entries[at], self.starts[at], self.ends[at]
        return Token(self.text[start:end], entry.exact, entry.stems, self.positions[at], start, end)

    def __iter__(self) -> Iterator[Token]:
        text, new = self.text, tuple.__new__
        for entry, position, start, end in zip(
            self.entries, self.positions, self.starts, self.ends, strict=True
        ):
            yield new(Token, (text[start:end], entry.exact, entry.stems, position, start, end))

    def __setitem__(self, at: int, token: Token) -> None:
        self.entries[at] = self._entry_of(token.exact, token.stems)
        self.positions[at], self.starts[at], self.ends[at] = token[3:]

    @property
    def last(self) -> Entry | None:
        """The entry of the last token; None if there are no tokens."""
        return self.entries[-1] if self.entries else None

    def append(self, token: Token) -> None:
        """Add a token at the end."""
        self.add(self._entry_of(token.exact, token.stems), token.position, token.start, token.end)

    def insert(self, at: int, token: Token) -> None:
        """Add a token before the one at ``at``."""
        self.entries.insert(at, self._entry_of(token.exact, token.stems))
        self.positions.insert(at, token.position)
        self.starts.insert(at, token.start)
        self.ends.insert(at, token.end)

    def add(self, entry: Entry, position: int, start: int, end: int) -> None:
        """Add one token at the end."""
        self.entries.append(entry)
        self.positions.append(position)
        self.starts.append(start)
        self.ends.append(end)

    def extend(self, entries: list[Entry], position: int, starts: list[int], ends: list[int]) -> int:
        """Add tokens at consecutive positions. Returns the position after them."""
        after = position + len(entries)
        self.entries += entries
        self.positions += range(position, after)
        self.starts += starts
        self.ends += ends
        return after
