"""Counts facets and timeline over Whoosh's segments in one pass over the stored values."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from engines.port.calendars import month_field
from engines.port.engine import EngineQuery
from engines.port.fields import check_facet
from engines.port.joined import first_values, groups_of
from engines.port.model import Interval

_BAR_LENGTH = {Interval.YEAR: 4, Interval.MONTH: 7, Interval.DAY: 10}


class Tally:
    """Counts facets and timeline in one pass: a document counts for a facet if it passes the other filters.

    If the query collapses stories, a story counts once for each value.
    """

    def __init__(self, query: EngineQuery) -> None:
        self._query = query
        self._chosen = {check_facet(facet): frozenset(values) for facet, values in query.filters}
        self._facets: dict[str, Counter[str]] = {check_facet(facet): Counter() for facet in query.facets}
        self._first = {facet: first_values(groups_of(query.joined, facet)) for facet in query.facets}
        self._bars: Counter[str] = Counter()
        self._seen: set[tuple[str, str, int]] = set()

    def count(self, segment: Any, docs: set[int]) -> dict[int, int | None]:
        """Count the documents of a segment. Returns those that pass all filters, with their stories."""
        if not docs:
            return {}
        reader = segment.reader().column_reader("facets")
        passing: dict[int, int | None] = {}
        for doc in sorted(docs):
            values = json.loads(reader[doc])
            missed = [f for f, chosen in self._chosen.items() if not chosen.intersection(values.get(f, ()))]
            story = values.get("story")
            if not missed:
                passing[doc] = story
                self._bars.update(self._fresh("day", self._bar(values), story))
            for facet, counter in self._facets.items():
                if not missed or missed == [facet]:
                    counter.update(self._fresh(facet, self._firsts(facet, values.get(facet, ())), story))
        return passing

    def _firsts(self, facet: str, values: Iterable[str]) -> Iterable[str]:
        """The values under which some values count, each once."""
        first = self._first[facet]
        return dict.fromkeys(first.get(value, value) for value in values) if first else values

    def _bar(self, values: dict[str, Any]) -> list[str]:
        """The bar of a document; [] if it has no date or the query no timeline."""
        interval = self._query.timeline
        if interval is None:
            return []
        name = "day" if interval is Interval.DAY else month_field(self._query.calendar)
        return [values[name][: _BAR_LENGTH[interval]]] if name in values else []

    def _fresh(self, name: str, values: Iterable[str], story: int | None) -> list[str]:
        """The values for which this story has not been counted yet."""
        if story is None or not self._query.collapse:
            return list(values)
        fresh = [value for value in values if (name, value, story) not in self._seen]
        self._seen.update((name, value, story) for value in fresh)
        return fresh

    def facets(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """The buckets of each facet. Chosen values are always included."""
        found = {}
        for facet, counter in self._facets.items():
            ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[: self._query.facet_size]
            chosen = self._firsts(facet, dict(self._query.filters).get(facet, ()))
            missing = [value for value in chosen if value not in dict(ordered)]
            found[facet] = (*ordered, *((value, counter[value]) for value in missing))
        return found

    def timeline(self) -> tuple[tuple[str, int], ...]:
        """The bars in order of time."""
        return tuple(sorted(self._bars.items()))
