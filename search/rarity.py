"""How rare the terms of an archive are."""

import math
from collections.abc import Iterable, Mapping

from engines.port.engine import SearchEngine

_MOST = 100_000
"""Maximum number of remembered terms."""


class Rarity:
    """The weights of terms: log((1 + n) / (1 + df)), n being the number of documents. Thread-safe.

    They are remembered until the index changes, because comparing documents asks for thousands of terms and
    an engine in a cluster answers slowly.
    """

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self._known: tuple[int, int, dict[str, float]] = (-1, 0, {})

    def weights(self, terms: Iterable[str]) -> Mapping[str, float]:
        """The weights of these terms of the field ``text``, and of others that are known."""
        total, known = self._current()
        # A set minus the keys would go through all known terms.
        if missing := {term for term in terms if term not in known}:
            found = self.engine.document_frequencies("text", missing)
            known.update((term, _weight(total, count)) for term, count in found.items())
        return known

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
        if revision != self.engine.revision or len(known) > _MOST:
            revision, total, known = self.engine.revision, self.engine.count(), {}
            self._known = revision, total, known
        return total, known


def _weight(total: int, count: float) -> float:
    return max(0.0, math.log((1 + total) / (1 + count)))
