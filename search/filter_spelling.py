"""Facet values as they are in the index: ``category=سياسة`` typed with other letters or in other case.

Only for a filter that found nothing. The values of a facet are counted and folded once and kept, because
anyone can ask for values that do not exist.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from analyzers import fold
from search.model import SearchRequest, SearchResult

MOST_VALUES = 20_000
"""Maximum number of values of a facet that are known in other spellings, most frequent first."""
_KEPT_SECONDS = 60.0
"""Seconds for which the values are not counted again, however often the index changes."""
_CODES = frozenset({"language", "year"})
"""Facets whose values are codes that nobody spells otherwise."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Folded value -> values of the index, at one revision of it."""

    revision: int
    made: float
    values: Mapping[str, tuple[str, ...]]


class FilterSpelling:
    """Finds the values of an index that are folded to the same text as a filter's. Thread-safe.

    Args:
        search: answers a request.
        revision: returns the revision of the index.
        now: returns the time in seconds.
    """

    def __init__(
        self,
        search: Callable[[SearchRequest], SearchResult],
        revision: Callable[[], int],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._search = search
        self._revision = revision
        self._now = now
        self._known: dict[str, _Known] = {}
        self._lock = Lock()

    def respelled(self, request: SearchRequest) -> SearchRequest:
        """The request with each facet value replaced by those of the index. What is unknown stays."""
        for name, values in request.filters:
            if name in _CODES:
                continue
            known = self._values(name)
            found = (one for value in values for one in known.get(fold(value), (value,)))
            request = request.with_filter(name, tuple(dict.fromkeys(found)))
        return request

    def _values(self, name: str) -> Mapping[str, tuple[str, ...]]:
        with self._lock:
            known, now = self._known.get(name), self._now()
            if known is None or (now - known.made > _KEPT_SECONDS and known.revision != self._revision()):
                known = self._known[name] = _Known(self._revision(), now, self._counted(name))
            return known.values

    def _counted(self, name: str) -> Mapping[str, tuple[str, ...]]:
        every = SearchRequest("", facets=(name,), facet_size=MOST_VALUES, size=0, collapse=False)
        folded: defaultdict[str, list[str]] = defaultdict(list)
        for bucket in self._search(every).facets[name]:
            folded[fold(bucket.value)].append(bucket.value)
        return {text: tuple(values) for text, values in folded.items()}
