"""Facets, timeline and stories, counted by tantivy's aggregations. Does not import the driver.

A value counts each story only once. So if several matches are of one story, a second pass, over the matches
that have a story, counts the stories of each value, and the surplus is subtracted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engines.port.calendars import Calendar, month_field, year_facet
from engines.port.engine import EngineQuery
from engines.port.fields import facet_field
from engines.port.joined import as_one, first_values, groups_of
from engines.port.model import Interval
from engines.port.terms import AnyValue, Bool, DayRange, TermNode, matching

Request = dict[str, Any]
STORY = "story"
ALL_BUCKETS = 60_000
"""Buckets of one aggregation, at most; tantivy drops more without an error."""
_TIMELINE = "timeline"
_MATCHES: Request = {"matches": {"value_count": {"field": "newest"}}}
"""Counts documents: each has a value of this field."""
_RANGE = {"first": {"min": {"field": STORY}}, "last": {"max": {"field": STORY}}}

Buckets = tuple[tuple[str, int], ...]
Aggregate = Callable[[TermNode, Request, tuple[int, int] | None], dict[str, Any]]
"""Runs aggregations over the matches of a tree, or only over those whose story is in a range (inclusive)."""
EVERY_STORY = (0, (1 << 63) - 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """``surplus`` is the number of matches that are hidden under another match of their story."""

    facets: dict[str, Buckets]
    timeline: Buckets
    surplus: int


def restricted(query: EngineQuery, leave_out: str | None = None) -> TermNode:
    """The tree of a query with its days and filters; ``leave_out`` names a facet whose filter is left out."""
    limits: list[TermNode] = [AnyValue(f, values) for f, values in query.filters if f != leave_out]
    limits += [query.days] if isinstance(query.days, DayRange) else []
    return Bool(must=(query.node, *limits)) if limits else query.node


def count(aggregate: Aggregate, query: EngineQuery, most_stories: int = ALL_BUCKETS) -> Counts:
    """All counts of a query: one pass for everything without a choice, one more for each facet with a
    choice. Stories are counted in passes of at most ``most_stories``.
    """
    if not (query.facets or query.timeline or query.collapse):
        return Counts({}, (), 0)
    query = replace(query, node=matching(query.node))
    stories = _Stories(aggregate, most_stories)
    chosen = dict(query.filters)
    plain = [facet for facet in query.facets if facet not in chosen]
    names = [*plain, _TIMELINE] if query.timeline else plain
    counted = _Counted(aggregate, stories if query.collapse else None, query, names)
    facets = {facet: counted.facet(facet) for facet in plain}
    for facet in chosen.keys() & set(query.facets):
        one = _Counted(aggregate, stories if query.collapse else None, query, [facet], leave_out=facet)
        facets[facet] = one.facet(facet)
    timeline = counted.timeline() if query.timeline else ()
    return Counts({facet: facets[facet] for facet in query.facets}, timeline, counted.surplus)


class _Stories:
    """Counts the matches that are under another one of their story, in all or by the values of facets.

    Where a pass meets more stories than it can count, it is repeated for each half of their numbers.
    """

    def __init__(self, aggregate: Aggregate, most: int) -> None:
        self._aggregate = aggregate
        self._request = {"terms": {"field": STORY, "size": most, "segment_size": most, "min_doc_count": 2}}
        self.request: Request = {STORY: self._request}

    def surplus(self, node: TermNode, answer: Mapping[str, Any]) -> int:
        """The matches of a tree that are under another one of their story.

        Args:
            answer: what ``request`` found among all matches. It is enough unless stories were dropped.
        """
        if not answer[STORY]["sum_other_doc_count"]:
            return _surplus(answer[STORY])
        return sum(_surplus(found[STORY]) for found in self._passes(node, self.request))

    def by_value(self, node: TermNode, requests: Mapping[str, Request]) -> dict[str, dict[Any, int]]:
        """The same for each bucket of some aggregations."""
        found: dict[str, dict[Any, int]] = {name: {} for name in requests}
        if not requests:
            return found
        doubled = {name: _doubled(request, self._request) for name, request in requests.items()}
        for answer in self._passes(node, doubled):
            for name, buckets in found.items():
                for bucket in answer[name]["buckets"]:
                    buckets[bucket["key"]] = buckets.get(bucket["key"], 0) + _surplus(bucket[STORY])
        return found

    def _passes(self, node: TermNode, request: Request) -> Iterator[dict[str, Any]]:
        waiting = [EVERY_STORY]
        while waiting:
            first, last = waiting.pop()
            answer = self._aggregate(node, request, (first, last))
            if not _is_cut(answer):
                yield answer
                continue
            ends = self._aggregate(node, _RANGE, (first, last))
            first, last = int(ends["first"]["value"]), int(ends["last"]["value"])
            middle = (first + last) // 2
            waiting += [(first, middle), (middle + 1, last)]


def _is_cut(answer: Mapping[str, Any]) -> bool:
    """Whether stories were dropped from an answer, in all or in one of its buckets."""
    inner = (b.get(STORY) for found in answer.values() for b in found["buckets"])
    counted = [answer[STORY]] if STORY in answer else [found for found in inner if found]
    return any(found["sum_other_doc_count"] for found in counted)


class _Counted:
    """Some facets, and the timeline, over the matches of a query; with ``stories`` each story counts once.

    ``surplus`` is the number of matches that are hidden under another match of their story. They are looked
    for in the pass that counts everything: few queries need a second one.
    """

    def __init__(
        self,
        aggregate: Aggregate,
        stories: _Stories | None,
        query: EngineQuery,
        names: Iterable[str],
        leave_out: str | None = None,
    ) -> None:
        self._aggregate, self._query, self._of_stories = aggregate, query, stories
        self._chosen = dict(query.filters)
        self._node = restricted(query, leave_out=leave_out)
        requests = {name: self._request(name) for name in names}
        self._twin = _same_as_timeline(requests)
        requests.pop(self._twin, None)
        every = requests | stories.request if stories else requests
        self._answer = aggregate(self._node, every, None) if every else {}
        self.surplus = stories.surplus(self._node, self._answer) if stories else 0
        self._surplus = stories.by_value(self._node, requests) if stories and self.surplus else {}

    def facet(self, facet: str) -> Buckets:
        """The buckets of a facet, by count, then by value. Chosen values are always included."""
        name = _TIMELINE if facet == self._twin else facet
        size, found = self._query.facet_size, self._answer[name]
        counted, groups = self._stories(name, found), groups_of(self._query.joined, facet)
        if groups:
            counted = as_one(counted, groups, lambda values: self._union(facet, values))
        elif found["sum_other_doc_count"] and len(counted) >= size:
            # Collapsing may reduce counts so much that a value further down comes before these.
            last = min(bucket["doc_count"] for bucket in found["buckets"])
            if counted[size - 1][1] < last:
                request = _terms(facet_field(facet), ALL_BUCKETS)
                counted = self._stories(facet, self._aggregate(self._node, {facet: request}, None)[facet])
        listed, rest = counted[:size], dict(counted[size:])
        first, there = first_values(groups), dict(listed)
        chosen = dict.fromkeys(first.get(value, value) for value in self._chosen.get(facet, ()))
        return (*listed, *((value, rest.get(value, 0)) for value in chosen if value not in there))

    def _union(self, facet: str, values: tuple[str, ...]) -> int:
        """The number of matches with any of some values; of stories, if they count once."""
        node = Bool(must=(self._node, AnyValue(facet, values)))
        stories = self._of_stories if self.surplus else None
        answer = self._aggregate(node, _MATCHES | (stories.request if stories else {}), None)
        return int(answer["matches"]["value"]) - (stories.surplus(node, answer) if stories else 0)

    def timeline(self) -> Buckets:
        """The bars in order of time."""
        less = self._surplus.get(_TIMELINE, {})
        bars = self._answer[_TIMELINE]["buckets"]
        counted = {bar["key"]: bar["doc_count"] - less.get(bar["key"], 0) for bar in bars}
        return tuple(sorted((_bar(key, self._query.timeline), number) for key, number in counted.items()))

    def _stories(self, facet: str, found: Mapping[str, Any]) -> list[tuple[str, int]]:
        less = self._surplus.get(facet, {})
        counted = [(str(b["key"]), int(b["doc_count"]) - less.get(b["key"], 0)) for b in found["buckets"]]
        return sorted(counted, key=lambda pair: (-pair[1], pair[0]))

    def _request(self, name: str) -> Request:
        if self._query.timeline and name == _TIMELINE:
            return _terms(_bars_field(self._query.timeline, self._query.calendar), ALL_BUCKETS)
        few = name not in self._chosen and not groups_of(self._query.joined, name)
        return _terms(
            facet_field(name), min(ALL_BUCKETS, 2 * self._query.facet_size + 10) if few else ALL_BUCKETS
        )


def _same_as_timeline(requests: Mapping[str, Request]) -> str:
    """The facet that a timeline of years counts as well; "" if there is none."""
    if _TIMELINE not in requests:
        return ""
    field = requests[_TIMELINE]["terms"]["field"]
    same = (n for n, one in requests.items() if n != _TIMELINE and one["terms"]["field"] == field)
    return next(same, "")


def _bars_field(interval: Interval, calendar: Calendar) -> str:
    if interval is Interval.DAY:
        return "day"
    return month_field(calendar) if interval is Interval.MONTH else facet_field(year_facet(calendar))


def _terms(field: str, size: int) -> Request:
    # The size per segment decides whether counts are exact; the size of the response decides its cost.
    return {"terms": {"field": field, "size": size, "segment_size": ALL_BUCKETS}}


def _doubled(request: Request, stories: Request) -> Request:
    """All buckets with at least two documents, each with the stories that occur in it twice."""
    terms = {**request["terms"], "size": ALL_BUCKETS, "min_doc_count": 2}
    return {"terms": terms, "aggs": {STORY: stories}}


def _surplus(stories: Mapping[str, Any]) -> int:
    return sum(int(bucket["doc_count"]) - 1 for bucket in stories["buckets"])


def _bar(key: float | str, interval: Interval | None) -> str:
    length = {Interval.YEAR: 4, Interval.MONTH: 6, Interval.DAY: 8}[interval or Interval.YEAR]
    number = str(int(key)).zfill(length)
    return "-".join(filter(None, (number[:4], number[4:6], number[6:])))
