"""The words of an index, most common first, for expanding patterns and fuzzy words.

The same for every engine: the vocabulary is read once for a state of the index, and after that engines only
get terms. So the cost of a pattern is known before it runs, and all engines agree.
"""

import fnmatch
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from zlib import crc32

from engines.port.engine import SearchEngine
from search.dictionaries.sections import Sections, SectionWriter, in_memory
from search.edit_distance import within

MAX_LOOKED_AT = 5_000
"""Maximum number of words that are compared with a pattern. They contain its longest literal part, most
common first.
"""
MAX_COMPARED = 100_000
"""Maximum number of words that are compared with a fuzzy word, most common first."""
_REMEMBERED = 256
_LETTERS = 64


@dataclass(frozen=True, slots=True)
class Found:
    """Words by falling document frequency. ``whole`` is False if there may be more."""

    terms: tuple[str, ...]
    frequencies: tuple[int, ...]
    whole: bool


class TermDictionary:
    """Exact forms and their document frequencies. Thread-safe.

    The words are one text, so that ``find`` skips to those with a literal part. ``mapped`` reads them from
    a file.

    Args:
        frequencies: words and their document frequencies, each word once, in any order.
        max_looked_at: maximum number of words that are compared with a pattern.
        max_compared: maximum number of words that are compared with a fuzzy word.
    """

    def __init__(
        self,
        frequencies: Iterable[tuple[str, int]],
        max_looked_at: int = MAX_LOOKED_AT,
        max_compared: int = MAX_COMPARED,
    ) -> None:
        words = sorted((pair for pair in frequencies if is_kept(pair[0])), key=lambda p: (-p[1], p[0]))
        self._read(in_memory(partial(write_terms, words=words)), max_looked_at, max_compared)

    @classmethod
    def mapped(cls, sections: Sections) -> "TermDictionary":
        """The words of a file that ``write_terms`` wrote."""
        made = cls.__new__(cls)
        made._read(sections, MAX_LOOKED_AT, MAX_COMPARED)
        return made

    def _read(self, sections: Sections, max_looked_at: int, max_compared: int) -> None:
        self._max_looked_at, self._max_compared = max_looked_at, max_compared
        self._buffer, self._start = sections.buffer, sections.start("terms")
        self._ends = sections.array("terms ends")
        self._end = self._start + (self._ends[-1] if self._ends else 0)
        self._counts, self._slots = sections.array("term counts"), sections.array("term slots")
        self._signatures = sections.array("term signatures")[:max_compared]
        self.matching = lru_cache(_REMEMBERED)(self._matching)
        self.near = lru_cache(_REMEMBERED)(self._near)

    def __len__(self) -> int:
        """The number of words."""
        return len(self._counts)

    def items(self) -> Iterator[tuple[str, int]]:
        """Words with their counts, the most frequent first."""
        return ((self.word(rank), self.count(rank)) for rank in range(len(self)))

    def word(self, rank: int) -> str:
        """The word with this number, counted from 0; the most frequent comes first."""
        return self._bytes(rank).decode()

    def count(self, rank: int) -> int:
        """The number of documents that have the word with this number."""
        return int(self._counts[rank])

    def frequency(self, word: str) -> int:
        """The number of documents that have a word, 0 if none has it."""
        wanted = word.encode("utf-8", "replace")
        slots, mask = self._slots, len(self._slots) - 1
        slot = crc32(wanted) & mask
        while slots[slot]:
            rank = slots[slot] - 1
            if self._bytes(rank) == wanted:
                return self.count(rank)
            slot = slot + 1 & mask
        return 0

    def _matching(self, pattern: str, most: int) -> Found:
        """Up to ``most`` words that match a pattern of letters, ``*`` and ``?``."""
        fits = re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).fullmatch
        found: list[int] = []
        for looked_at, rank in enumerate(self._holding(_anchor(pattern))):
            if looked_at == self._max_looked_at or len(found) > most:
                return self._found(found[:most], whole=False)
            if fits(self.word(rank)):
                found.append(rank)
        return self._found(found[:most], whole=len(found) <= most)

    def _near(self, term: str, distance: int, most: int) -> Found:
        """Up to ``most`` words that are at most ``distance`` insertions, deletions or substitutions away."""
        wanted, least, longest = signature(term), len(term) - distance, len(term) + distance
        # Each edit changes at most two letters of the set of letters.
        apart = 2 * distance
        near = [rank for rank, s in enumerate(self._signatures) if (s ^ wanted).bit_count() <= apart]
        found: list[int] = []
        for rank in near:
            word = self.word(rank)
            if least <= len(word) <= longest and within(term, word, distance):
                found.append(rank)
        whole = len(found) <= most and len(self) <= self._max_compared
        return self._found(found[:most], whole=whole)

    def _holding(self, anchor: str) -> Iterator[int]:
        """The ranks of the words that contain a literal part, rising."""
        piece = anchor.encode("utf-8", "replace")
        at = self._buffer.find(piece, self._start, self._end)
        while at >= 0:
            # The word ends at the first line break behind the piece's own beginning.
            rank = bisect_right(self._ends, at - self._start + anchor.startswith("\n")) - 1
            yield rank
            at = self._buffer.find(piece, self._start + self._ends[rank + 1] - 1, self._end)

    def _bytes(self, rank: int) -> bytes:
        return self._buffer[self._start + self._ends[rank] : self._start + self._ends[rank + 1] - 1]

    def _found(self, ranks: list[int], *, whole: bool) -> Found:
        terms = tuple(map(self.word, ranks))
        return Found(terms, tuple(self._counts[rank] for rank in ranks), whole)


def read_terms(engine: SearchEngine) -> TermDictionary:
    """The words of the current index."""
    return TermDictionary(engine.vocabulary())


def write_terms(writer: SectionWriter, words: Iterable[tuple[str, int]]) -> None:
    """Write the sections of a dictionary. ``words`` are sorted by falling count, then by themselves."""
    counts, signatures, hashes = array("I"), array("Q"), array("I")

    def texts() -> Iterator[str]:
        # One line break more, before the first word: each word is between two.
        yield "\n"
        for word, count in words:
            counts.append(count)
            hashes.append(crc32(word.encode("utf-8", "replace")))
            if len(signatures) < MAX_COMPARED:
                signatures.append(signature(word))
            yield f"{word}\n"

    writer.strings("terms", texts())
    writer.array("term counts", "I", counts)
    writer.array("term signatures", "Q", signatures)
    writer.array("term slots", "I", _slots(hashes))


def _slots(hashes: "array[int]") -> "array[int]":
    """A hash table with open addressing: the number of a word plus one, 0 for an empty slot.

    At most half of it is full, and its size is a power of two.
    """
    slots = array("I", bytes(4 << (2 * len(hashes) + 1).bit_length()))
    mask = len(slots) - 1
    for number, hashed in enumerate(hashes, 1):
        slot = hashed & mask
        while slots[slot]:
            slot = slot + 1 & mask
        slots[slot] = number
    return slots


def is_kept(word: str) -> bool:
    """Whether a form can be in a dictionary: a line break separates its words."""
    return "\n" not in word


def _anchor(pattern: str) -> str:
    """The longest literal part of a pattern, with a line break if it begins or ends the word."""
    pieces = re.split(r"[*?]+", pattern)
    pieces[0] = f"\n{pieces[0]}"
    pieces[-1] = f"{pieces[-1]}\n"
    return max(pieces, key=lambda piece: len(piece.strip("\n")))


def signature(word: str) -> int:
    """The set of a word's letters as 64 bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % _LETTERS)
    return bits
