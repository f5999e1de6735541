"""Facets and timeline over Whoosh's segments, counted in one pass over the stored values."""

import json
from collections import Counter
from typing import Any

from engines.base import EngineQuery
from engines.fields import check_facet
from engines.model import Interval

_BAR_LENGTH = {Interval.YEAR: 4, Interval.MONTH: 7, Interval.DAY: 10}


class Tally:
    """Counts facets and timeline in one pass: a document counts for a facet when it passes the others."""

    def __init__(self, query: EngineQuery) -> None:
        self._query = query
        self._chosen = {check_facet(facet): frozenset(values) for facet, values in query.filters}
        self._facets: dict[str, Counter[str]] = {check_facet(facet): Counter() for facet in query.facets}
        self._bars: Counter[str] = Counter()

    def count(self, segment: Any, docs: set[int]) -> list[int]:
        """Count the documents of a segment; those that pass every filter."""
        if not docs:
            return []
        reader = segment.reader().column_reader("facets")
        passing = []
        for doc in sorted(docs):
            values = json.loads(reader[doc])
            missed = [f for f, chosen in self._chosen.items() if not chosen.intersection(values.get(f, ()))]
            if not missed:
                passing.append(doc)
                if self._query.timeline and "day" in values:
                    self._bars[values["day"][: _BAR_LENGTH[self._query.timeline]]] += 1
            for facet, counter in self._facets.items():
                if not missed or missed == [facet]:
                    counter.update(values.get(facet, ()))
        return passing

    def facets(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """The buckets of each facet, with the chosen values in any case."""
        found = {}
        for facet, counter in self._facets.items():
            ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[: self._query.facet_size]
            chosen = dict(self._query.filters).get(facet, ())
            missing = [value for value in chosen if value not in dict(ordered)]
            found[facet] = (*ordered, *((value, counter[value]) for value in missing))
        return found

    def timeline(self) -> tuple[tuple[str, int], ...]:
        """The bars in time's order."""
        return tuple(sorted(self._bars.items()))
