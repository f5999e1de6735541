"""Finds translations: articles that share rare names and figures more than any others.

Names and figures are weighted by how rare they are in each language (idf), and two articles are compared by
the cosine of their weights. A pair is accepted if each is the other's best match, clearly better than the
second best, and if enough is shared. This misses many translations and makes hardly any mistakes.

If articles have vectors, the cosine of their meaning is added to that of their names: together both find most
translations. A pair that is clear by names alone is accepted as before.
"""

import heapq
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.stories.model import Sketch
from indexer.stories.nearness import NO_VECTORS, DayVectors
from indexer.stories.rarity import Rarity

if TYPE_CHECKING:
    from meaning.port import Vectors

WINDOW_DAYS = 2
"""Maximum number of days between translations."""
MOST_CANDIDATES = 3_000
"""Maximum number of articles of one language in those days. Among more of them a name means nothing."""
_LEAST_SCORE = 0.22
_ABOVE_SECOND = 1.3
_LEAST_SHARED = 6
_LEAST_OF_BOTH = 0.6
_MORE_THAN_SECOND = 0.2
_LEAST_LENGTH = 0.5
"""Minimum ratio of the shorter text's words to the longer one's."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate in one language: its number and score, and the score of the second best.

    ``meant`` says whether the scores contain the meaning.
    """

    number: int
    score: float
    second: float
    shared: int
    meant: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it is clearly the best."""
        if self.meant:
            return self.score >= max(_LEAST_OF_BOTH, self.second + _MORE_THAN_SECOND)
        return self.score >= max(_LEAST_SCORE, _ABOVE_SECOND * self.second) and self.shared >= _LEAST_SHARED


class Day:
    """The articles of one day and their names and figures, with weights, by language."""

    def __init__(
        self, sketches: Iterable[tuple[int, Sketch]], rarity: Rarity, vectors: DayVectors = NO_VECTORS
    ) -> None:
        self.weighed: dict[int, Weighed] = {}
        self.sizes: Counter[str] = Counter()
        self.postings: dict[str, dict[int, list[tuple[int, float]]]] = {}
        self.vectors = vectors
        for number, sketch in sketches:
            weights = rarity.weights(sketch)
            norm = math.hypot(*weights.values()) or 1.0
            self.weighed[number] = Weighed(weights, norm, sketch.length, vectors.of.get(number))
            self.sizes[sketch.language] += 1
            having = self.postings.setdefault(sketch.language, {})
            for key, weight in weights.items():
                having.setdefault(key, []).append((number, weight))


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's names and figures with weights, the length of these, its words, and its vector."""

    weights: dict[int, float]
    norm: float
    length: int
    vector: "Vectors | None" = None

    def is_as_long_as(self, other: "Weighed") -> bool:
        """Whether the two have a similar number of words."""
        return min(self.length, other.length) >= _LEAST_LENGTH * max(self.length, other.length)


def best(own: Weighed, days: Iterable[Day], language: str) -> Best | None:
    """The best candidate in a language among the articles of some days; None if none shares anything."""
    by_names: list[_Found] = []
    by_both: list[_Found] = []
    for day in days:
        found = _by_names(own, day, language)
        by_names += found.values()
        if own.vector is not None:
            by_both += _by_both(own, own.vector, day, language, found)
    both = _first(by_both, meant=True)
    return both if both and both.is_clear else _first(by_names) or both


_Found = tuple[float, int, int]
"""A score, an article's number with a minus sign, and how many names are shared."""


def _by_names(own: Weighed, day: Day, language: str) -> dict[int, _Found]:
    having = day.postings.get(language, {})
    products: dict[int, float] = {}
    shared: Counter[int] = Counter()
    for key in own.weights.keys() & having.keys():
        for number, weight in having[key]:
            products[number] = products.get(number, 0.0) + weight * own.weights[key]
            shared[number] += 1
    return {
        number: (product / (own.norm * its.norm), -number, shared[number])
        for number, product in products.items()
        if own.is_as_long_as(its := day.weighed[number])
    }


def _by_both(
    own: Weighed, vector: "Vectors", day: Day, language: str, by_names: Mapping[int, _Found]
) -> Iterator[_Found]:
    for number, near in day.vectors.cosines(vector, language):
        if own.is_as_long_as(day.weighed[number]):
            score, _, shared = by_names.get(number, (0.0, 0, 0))
            yield score + near, -number, shared


def _first(found: Iterable[_Found], *, meant: bool = False) -> Best | None:
    top = heapq.nlargest(2, found)
    if not top:
        return None
    score, number, shared = top[0]
    return Best(-number, score, top[1][0] if len(top) > 1 else 0.0, shared, meant)


def packed(numbers: Iterable[int]) -> bytes:
    """Signed 64-bit integers as bytes."""
    return array("q", numbers).tobytes()


def unpacked(data: bytes) -> tuple[int, ...]:
    """The integers from ``packed``."""
    return tuple(array("q", data))
