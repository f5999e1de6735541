"""Which article of another language tells the same? One that shares its rare names and figures as no other.

Names and figures weigh by how rare they are in each language (idf), and two articles are compared by the
cosine of their weights. A pair is taken where each is the other's best, well above its second best, and where
enough is shared: this misses many translations and joins next to nothing else.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer.stories.model import Sketch

WINDOW_DAYS = 2
"""Translations come out within so many days."""
MOST_CANDIDATES = 3_000
"""Articles of one language in those days, at most: among more of them a name tells nothing."""
_LEAST_SCORE = 0.22
_ABOVE_SECOND = 1.3
_LEAST_SHARED = 4
_LEAST_LENGTH = 0.5
"""The shorter one's words as a share of the longer one's."""
_TOO_COMMON = 0.1
_FEW = 3


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate of one language: its number and score, and the score of the second best."""

    number: int
    score: float
    second: float
    shared: int

    @property
    def is_clear(self) -> bool:
        """Whether it stands out."""
        return self.score >= max(_LEAST_SCORE, _ABOVE_SECOND * self.second) and self.shared >= _LEAST_SHARED


class Rarity:
    """How rare each name and figure is in each language of an archive."""

    def __init__(self, names: Iterable[tuple[str, Iterable[int]]]) -> None:
        self._totals: Counter[str] = Counter()
        self._counts: dict[str, Counter[int]] = {}
        for language, keys in names:
            self._totals[language] += 1
            self._counts.setdefault(language, Counter()).update(keys)

    def weights(self, sketch: Sketch) -> dict[int, float]:
        """The weight of each of an article's names that is not common in its language."""
        total = self._totals[sketch.language]
        counts = self._counts.get(sketch.language, Counter())
        common = max(_FEW, _TOO_COMMON * total)
        return {
            key: math.log((total + 1) / (counts[key] + 0.5)) for key in sketch.names if counts[key] <= common
        }


class Comparison:
    """Scores of articles against others, with what is weighed once kept."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._weighed: dict[int, tuple[dict[int, float], float]] = {}

    def best(self, number: int, sketch: Sketch, candidates: Mapping[int, Sketch]) -> Best | None:
        """The best of some candidates; None where none shares anything."""
        found = []
        for other, its in candidates.items():
            score, shared = self._score(number, sketch, other, its)
            if shared:
                found.append((score, -other, shared))
        if not found:
            return None
        found.sort(reverse=True)
        score, other, shared = found[0]
        return Best(-other, score, found[1][0] if len(found) > 1 else 0.0, shared)

    def _score(self, one: int, sketch: Sketch, other: int, its: Sketch) -> tuple[float, int]:
        shorter, longer = sorted((sketch.length, its.length))
        (first, first_norm), (second, second_norm) = self._weigh(one, sketch), self._weigh(other, its)
        shared = first.keys() & second.keys()
        if not shared or shorter < _LEAST_LENGTH * longer:
            return 0.0, 0
        return sum(first[key] * second[key] for key in shared) / (first_norm * second_norm), len(shared)

    def _weigh(self, number: int, sketch: Sketch) -> tuple[dict[int, float], float]:
        if number not in self._weighed:
            weights = self._rarity.weights(sketch)
            self._weighed[number] = weights, math.hypot(*weights.values()) or 1.0
        return self._weighed[number]


def packed(numbers: Iterable[int]) -> bytes:
    """Signed 64-bit integers as bytes."""
    return array("q", numbers).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """The integers of ``packed``."""
    return tuple(array("q", data))
