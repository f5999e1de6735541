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
from functools import lru_cache

from engines.port.engine import SearchEngine
from search.edit_distance import within

MAX_LOOKED_AT = 10_000
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

    The words are one string, so that ``str.find`` skips to those with a literal part.

    Args:
        frequencies: words and their document frequencies, in any order.
        max_looked_at: maximum number of words that are compared with a pattern.
        max_compared: maximum number of words that are compared with a fuzzy word.
    """

    def __init__(
        self,
        frequencies: Iterable[tuple[str, int]],
        max_looked_at: int = MAX_LOOKED_AT,
        max_compared: int = MAX_COMPARED,
    ) -> None:
        self._max_looked_at, self._max_compared = max_looked_at, max_compared
        words = sorted((pair for pair in frequencies if "\n" not in pair[0]), key=lambda p: (-p[1], p[0]))
        self._text = "\n" + "".join(f"{word}\n" for word, _ in words)
        self._counts = array("I", (count for _, count in words))
        self._starts = array("I")
        at = 1
        for word, _ in words:
            self._starts.append(at)
            at += len(word) + 1
        self._signatures = array("Q", (_signature(word) for word, _ in words[:max_compared]))
        self.matching = lru_cache(_REMEMBERED)(self._matching)
        self.near = lru_cache(_REMEMBERED)(self._near)

    def __len__(self) -> int:
        """The number of words."""
        return len(self._starts)

    def _matching(self, pattern: str, most: int) -> Found:
        """Up to ``most`` words that match a pattern of letters, ``*`` and ``?``."""
        fits = re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).fullmatch
        found: list[int] = []
        for looked_at, rank in enumerate(self._holding(_anchor(pattern))):
            if looked_at == self._max_looked_at or len(found) > most:
                return self._found(found[:most], whole=False)
            if fits(self._word(rank)):
                found.append(rank)
        return self._found(found[:most], whole=len(found) <= most)

    def _near(self, term: str, distance: int, most: int) -> Found:
        """Up to ``most`` words that are at most ``distance`` insertions, deletions or substitutions away."""
        wanted, least, longest = _signature(term), len(term) - distance, len(term) + distance
        # One edit changes at most two letters of the set.
        apart = 2 * distance
        near = [rank for rank, s in enumerate(self._signatures) if (s ^ wanted).bit_count() <= apart]
        found: list[int] = []
        for rank in near:
            word = self._word(rank)
            if least <= len(word) <= longest and within(term, word, distance):
                found.append(rank)
        whole = len(found) <= most and len(self) <= self._max_compared
        return self._found(found[:most], whole=whole)

    def _holding(self, anchor: str) -> Iterator[int]:
        """The ranks of the words that contain a literal part, rising."""
        at = self._text.find(anchor)
        while at >= 0:
            rank = bisect_right(self._starts, at + anchor.startswith("\n")) - 1
            yield rank
            at = self._text.find(anchor, self._starts[rank] + len(self._word(rank)))

    def _word(self, rank: int) -> str:
        end = self._starts[rank + 1] - 1 if rank + 1 < len(self._starts) else len(self._text) - 1
        return self._text[self._starts[rank] : end]

    def _found(self, ranks: list[int], *, whole: bool) -> Found:
        terms = tuple(map(self._word, ranks))
        return Found(terms, tuple(self._counts[rank] for rank in ranks), whole)


def read_terms(engine: SearchEngine) -> TermDictionary:
    """The words of the current index."""
    return TermDictionary(engine.vocabulary())


def _anchor(pattern: str) -> str:
    """The longest literal part of a pattern, with a line break if it begins or ends the word."""
    pieces = re.split(r"[*?]+", pattern)
    pieces[0] = f"\n{pieces[0]}"
    pieces[-1] = f"{pieces[-1]}\n"
    return max(pieces, key=lambda piece: len(piece.strip("\n")))


def _signature(word: str) -> int:
    """The set of a word's letters as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % _LETTERS)
    return bits
