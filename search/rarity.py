"""How rare the terms of an archive are."""

import math
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from statistics import median

from engines.port.engine import SearchEngine

MOST = 150_000
"""Maximum number of remembered terms, about 150 bytes each."""


class Rarity:
    """The weights of terms: log((1 + n) / (1 + df)), n being the number of documents. Thread-safe.

    They are remembered until the index changes, because comparing documents asks for thousands of terms and
    an engine in a cluster answers slowly.

    Args:
        most: number of remembered terms from which on the rarer half of them is forgotten.
    """

    def __init__(self, engine: SearchEngine, most: int = MOST) -> None:
        self.engine, self._most = engine, most
        self._known: tuple[int, int, dict[str, float]] = (-1, 0, {})
        self._follows = True

    def for_request(self) -> "Rarity":
        """The weights as they are now, even if the index changes meanwhile.

        Asking whether it changed reads the time of a file, and a request needs weights several times.
        """
        self._current()
        fixed = copy(self)
        fixed._follows = False
        return fixed

    def weights(self, terms: Iterable[str]) -> Mapping[str, float]:
        """The weights of these terms of the field ``text``, and of others that are known."""
        total, known = self._current()
        # Not ``set(terms) - known.keys()``, which would go through all known terms.
        if missing := set(terms).difference(known):
            found = self.engine.document_frequencies("text", missing)
            known.update((term, _weight(total, count)) for term, count in found.items())
        return known

    def of_each(self, documents: Sequence[Iterable[str]]) -> list[list[float]]:
        """The weights of the terms of several documents, in their order."""
        known = self.weights(set[str]().union(*documents))
        return [list(map(known.__getitem__, terms)) for terms in documents]

    def of_share(self, share: float, least: int) -> float:
        """The weight of a term in this share of the documents, or in ``least`` of them if that is more."""
        total, _ = self._current()
        return _weight(total, max(least, share * total))

    @property
    def articles(self) -> int:
        """The number of documents."""
        return self._current()[0]

    @property
    def highest(self) -> float:
        """The weight of a term that no document has. No other term has it."""
        return _weight(self._current()[0], 0)

    def _current(self) -> tuple[int, dict[str, float]]:
        revision, total, known = self._known
        if not self._follows:
            return total, known
        if revision != self.engine.revision:
            revision, total, known = self.engine.revision, self.engine.count(), {}
            self._known = revision, total, known
        elif len(known) > self._most:
            middle = median(known.values())
            # Frequent terms are asked for again and again.
            known = {term: weight for term, weight in list(known.items()) if weight < middle}
            self._known = revision, total, known
        return total, known


def _weight(total: int, count: float) -> float:
    return max(0.0, math.log((1 + total) / (1 + count)))
