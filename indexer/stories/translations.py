"""Finds translations: articles that share rare names and figures more than any others.

Names and figures are weighted by how rare they are in each language (idf), and two articles are compared by
the cosine of their weights. A pair is accepted if each is the other's best match, clearly better than the
second best, and if enough is shared. This misses many translations and makes hardly any mistakes.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.stories.model import Sketch
from indexer.stories.rarity import Rarity

WINDOW_DAYS = 2
"""Maximum number of days between translations."""
MOST_CANDIDATES = 3_000
"""Maximum number of articles of one language in those days. Among more of them a name means nothing."""
_LEAST_SCORE = 0.22
_ABOVE_SECOND = 1.3
_LEAST_SHARED = 6
_LEAST_LENGTH = 0.5
"""Minimum ratio of the shorter text's words to the longer one's."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate in one language: its number and score, and the score of the second best."""

    number: int
    score: float
    second: float
    shared: int

    @property
    def is_clear(self) -> bool:
        """Whether it is clearly the best."""
        return self.score >= max(_LEAST_SCORE, _ABOVE_SECOND * self.second) and self.shared >= _LEAST_SHARED


class Day:
    """The articles of one day and their names and figures, with weights, by language."""

    def __init__(self, sketches: Iterable[tuple[int, Sketch]], rarity: Rarity) -> None:
        self.weighed: dict[int, tuple[dict[int, float], float, int]] = {}
        self.sizes: Counter[str] = Counter()
        self.postings: dict[str, dict[int, list[tuple[int, float]]]] = {}
        for number, sketch in sketches:
            weights = rarity.weights(sketch)
            self.weighed[number] = weights, math.hypot(*weights.values()) or 1.0, sketch.length
            self.sizes[sketch.language] += 1
            having = self.postings.setdefault(sketch.language, {})
            for key, weight in weights.items():
                having.setdefault(key, []).append((number, weight))


def best(own: tuple[dict[int, float], float, int], days: Iterable[Day], language: str) -> Best | None:
    """The best candidate in a language among the articles of some days; None if none shares anything."""
    weights, norm, length = own
    found: list[tuple[float, int, int]] = []
    for day in days:
        having = day.postings.get(language, {})
        products: dict[int, float] = {}
        shared: Counter[int] = Counter()
        for key in weights.keys() & having.keys():
            for number, weight in having[key]:
                products[number] = products.get(number, 0.0) + weight * weights[key]
                shared[number] += 1
        for number, product in products.items():
            _, its_norm, its_length = day.weighed[number]
            if min(length, its_length) >= _LEAST_LENGTH * max(length, its_length):
                found.append((product / (norm * its_norm), -number, shared[number]))
    if not found:
        return None
    first, *others = heapq.nlargest(2, found)
    return Best(-first[1], first[0], others[0][0] if others else 0.0, first[2])


def packed(numbers: Iterable[int]) -> bytes:
    """Signed 64-bit integers as bytes."""
    return array("q", numbers).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """The integers from ``packed``."""
    return tuple(array("q", data))
