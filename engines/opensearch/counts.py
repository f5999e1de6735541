"""Facets, timeline and stories in one aggregation request: exact, and each facet ignores its own filter.

If stories are collapsed, a value counts each story once: matches of stories with several are counted by story
and value, and the surplus is subtracted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from engines.opensearch.limits import LIMITS
from engines.opensearch.mapping import STORY
from engines.opensearch.query import every
from engines.opensearch.refusals import TooManyBucketsError
from engines.opensearch.surplus import Surplus
from engines.port.calendars import month_field, year_facet
from engines.port.engine import EngineQuery
from engines.port.errors import EngineError
from engines.port.fields import facet_field
from engines.port.joined import first_values, groups_of
from engines.port.model import Interval
from engines.port.terms import AnyValue

ALL_BUCKETS = 60_000
"""A cluster returns at most 65,535 buckets per response."""
_PARTITIONS = (4, 16, 64, 256, 1_024)
_TIMELINE, _CHOSEN, _JOINED, _SHARED, _OWN = "timeline", "chosen", "joined", "shared", "own "
_LENGTH = {Interval.YEAR: 4, Interval.MONTH: 6, Interval.DAY: 8}

Buckets = tuple[tuple[str, int], ...]
Request = dict[str, Any]
Answer = dict[str, Any]
Aggregate = Callable[[Request], Answer]
"""Runs aggregations over the matches of a query, before the filters of its own facets."""


@dataclass(frozen=True, slots=True)
class Counts:
    """``surplus`` is the number of matches that are hidden under another match of their story."""

    facets: dict[str, Buckets]
    timeline: Buckets
    surplus: int


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Facets that are counted under the same filters, and the timeline if it is one of them."""

    name: str
    facets: tuple[str, ...]
    filters: tuple[AnyValue, ...]
    timeline: bool = False


def post_filters(query: EngineQuery) -> tuple[AnyValue, ...]:
    """The filters of counted facets: they must not apply to their own counts."""
    return tuple(AnyValue(facet, values) for facet, values in query.filters if facet in query.facets)


def facet_groups(query: EngineQuery) -> tuple[FacetGroup, ...]:
    """The groups of a query: all facets without a choice, and each facet that has one."""
    filters = post_filters(query)
    chosen = [one.facet for one in filters]
    shared = tuple(facet for facet in query.facets if facet not in chosen)
    own = (
        FacetGroup(f"{_OWN}{facet}", (facet,), tuple(one for one in filters if one.facet != facet))
        for facet in dict.fromkeys(chosen)
    )
    return (FacetGroup(_SHARED, shared, filters, query.timeline is not None), *own)


class Counting:
    """The counts of one query.

    Args:
        shards: number of the index's shards. A single one allows simpler requests.
        apart: request stories separately, because one response would have too many buckets.
        stories: up to this many stories with several matches are counted in the same request, more in further
        ones.
    """

    def __init__(
        self, query: EngineQuery, shards: int, *, apart: bool = False, stories: int = LIMITS.stories
    ) -> None:
        self._query, self._shards, self._apart, self._most = query, shards, apart, stories
        self._groups = facet_groups(query)
        self._values = dict(query.filters)

    def request(self) -> Request:
        """The aggregations of the query."""
        made = {group.name: self._request(group) for group in self._groups}
        return {name: request for name, request in made.items() if request}

    def read(self, answer: Answer, aggregate: Aggregate) -> Counts:
        """The counts in a response. ``aggregate`` requests the rest if it does not contain everything."""
        read = [(group, self._read(group, answer.get(group.name, {}), aggregate)) for group in self._groups]
        facets = {facet: found for _, (counted, _, _) in read for facet, found in counted.items()}
        (_, (_, timeline, surplus)), *_ = read
        return Counts({facet: facets[facet] for facet in self._query.facets}, timeline, surplus)

    # Building requests

    def _request(self, group: FacetGroup) -> Request:
        inner: Request = {facet: self._listed(facet) for facet in group.facets}
        inner |= {
            f"{_CHOSEN} {facet}": _chosen(facet, self._values[facet])
            for facet in group.facets
            if facet in self._values
        }
        inner |= self._unions(group)
        if group.timeline:
            inner[self._bars(group)] = self._terms(self._bars_field(), ALL_BUCKETS)
        if self._query.collapse and not self._apart:
            inner[STORY] = self._stories(group, self._most // len(self._groups))
        return {"filter": every(*group.filters), "aggs": inner} if inner else {}

    def _listed(self, facet: str) -> Request:
        size = self._query.facet_size
        return self._single(facet, min(ALL_BUCKETS, 2 * size + 10 if self._query.collapse else size))

    def _single(self, facet: str, size: int) -> Request:
        """The values of a facet that are not joined with others."""
        joined = [value for values in groups_of(self._query.joined, facet) for value in values]
        return self._terms(facet_field(facet), size, **({"exclude": joined} if joined else {}))

    def _unions(self, group: FacetGroup) -> dict[str, Request]:
        """The matches with any of the values that are joined, by the first of these."""
        return {
            f"{_JOINED} {facet}": _any_of(facet_field(facet), groups)
            for facet in group.facets
            if (groups := groups_of(self._query.joined, facet))
        }

    def _stories(self, group: FacetGroup, size: int, **more: object) -> Request:
        """Stories with several matches, and for each the values that several of these have."""
        fields = {facet: facet_field(facet) for facet in group.facets}
        fields |= {self._bars(group): self._bars_field()} if group.timeline else {}
        least = {"shard_min_doc_count": 2} if self._shards == 1 else {"shard_size": ALL_BUCKETS}
        terms = {"field": STORY, "size": size, "min_doc_count": 2, **least, **more}
        values = {name: _several(field) for name, field in fields.items()} | self._unions(group)
        request: Request = {"terms": terms | {"collect_mode": "breadth_first"}}
        return request | ({"aggs": values} if values else {})

    def _terms(self, field: str, size: int, **more: object) -> Request:
        exact = {} if self._shards == 1 else {"shard_size": ALL_BUCKETS}
        return {"terms": {"field": field, "size": size, **exact, **more}}

    def _bars(self, group: FacetGroup) -> str:
        """Name of the timeline's aggregation. The facet of years is reused if both count the same."""
        years = year_facet(self._query.calendar)
        return years if self._query.timeline is Interval.YEAR and years in group.facets else _TIMELINE

    def _bars_field(self) -> str:
        interval, calendar = self._query.timeline, self._query.calendar
        if interval is Interval.DAY:
            return "day"
        return month_field(calendar) if interval is Interval.MONTH else facet_field(year_facet(calendar))

    # Reading responses

    def _read(
        self, group: FacetGroup, answer: Answer, aggregate: Aggregate
    ) -> tuple[dict[str, Buckets], Buckets, int]:
        ask = partial(self._more, group, aggregate)
        less = self._surplus(group, answer, ask) if self._query.collapse else Surplus()
        facets = {facet: self._facet(facet, answer, less, ask) for facet in group.facets}
        name = self._bars(group)
        bars = answer[name]["buckets"] if group.timeline else ()
        counted = {bar["key"]: bar["doc_count"] - less.of(name, bar["key"]) for bar in bars}
        timeline = tuple(sorted((self._bar(key), number) for key, number in counted.items()))
        return facets, timeline, less.total

    def _more(self, group: FacetGroup, aggregate: Aggregate, request: Request) -> Answer:
        found = aggregate({group.name: {"filter": every(*group.filters), "aggs": request}})[group.name]
        return dict(found)

    def _facet(self, facet: str, answer: Answer, less: Surplus, ask: Aggregate) -> Buckets:
        """The buckets of a facet, by count, then by value. Chosen values are always included."""
        size, found = self._query.facet_size, answer[facet]
        counted = less.taken_off(facet, found["buckets"])
        if found["sum_other_doc_count"] and less.has(facet):
            # Collapsing may reduce counts so much that a value further down comes before these.
            last = min(bucket["doc_count"] for bucket in found["buckets"])
            if len(counted) < size or counted[size - 1][1] < last:
                every_value = self._single(facet, ALL_BUCKETS)
                counted = less.taken_off(facet, ask({facet: every_value})[facet]["buckets"])
        joined = self._joined(facet, answer, less)
        listed = sorted([*counted, *joined.items()], key=lambda pair: (-pair[1], pair[0]))[:size]
        if facet not in self._values:
            return tuple(listed)
        chosen = dict(less.taken_off(facet, answer[f"{_CHOSEN} {facet}"]["buckets"])) | joined
        there, first = dict(listed), first_values(groups_of(self._query.joined, facet))
        wanted = dict.fromkeys(first.get(value, value) for value in self._values[facet])
        return (*listed, *((v, chosen.get(v, 0)) for v in wanted if v not in there))

    def _joined(self, facet: str, answer: Answer, less: Surplus) -> dict[str, int]:
        """The counts of the groups of joined values that occur."""
        name = f"{_JOINED} {facet}"
        buckets = answer[name]["buckets"] if name in answer else {}
        counted = {value: bucket["doc_count"] - less.of(name, value) for value, bucket in buckets.items()}
        return {value: number for value, number in counted.items() if number}

    def _surplus(self, group: FacetGroup, answer: Answer, ask: Aggregate) -> Surplus:
        found = answer[STORY]["buckets"] if not self._apart else ()
        if not self._apart and len(found) < self._most // len(self._groups):
            return Surplus.of_stories(found)
        return Surplus.of_stories(self._in_groups(group, ask))

    def _in_groups(self, group: FacetGroup, ask: Aggregate) -> Iterator[Answer]:
        """All stories with several matches, in as many requests as needed."""
        for number in _PARTITIONS:
            stories: list[Answer] = []
            for place in range(number):
                include = {"partition": place, "num_partitions": number}
                try:
                    found = ask({STORY: self._stories(group, self._most, include=include)})[STORY]["buckets"]
                except TooManyBucketsError:
                    break
                if len(found) == self._most:
                    break
                stories += found
            else:
                return iter(stories)
        raise EngineError(
            "The matches have more stories than can be counted. Repeat the search with collapse=0"
        )

    def _bar(self, key: float | str) -> str:
        number = str(int(key)).zfill(_LENGTH[self._query.timeline or Interval.YEAR])
        return "-".join(filter(None, (number[:4], number[4:6], number[6:])))


def _several(field: str) -> Request:
    return {"terms": {"field": field, "size": ALL_BUCKETS, "min_doc_count": 2}}


def _any_of(field: str, groups: tuple[tuple[str, ...], ...]) -> Request:
    """The documents with any value of each group, by the first value of the group."""
    return {"filters": {"filters": {values[0]: {"terms": {field: list(values)}} for values in groups}}}


def _chosen(facet: str, values: tuple[str, ...]) -> Request:
    return {"terms": {"field": facet_field(facet), "include": list(values), "size": len(values)}}
