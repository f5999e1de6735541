"""The hits of a tantivy search, one per match or one per story."""

from collections.abc import Sequence
from typing import Any

import tantivy

from engines.port.deadline import check_deadline
from engines.port.engine import EngineHit, EngineQuery
from engines.port.model import Sort
from engines.port.payload import StoredDocument, unpack, unpack_summary
from engines.port.stories import MAX_MEMBERS, one_of_each, story_hit
from engines.port.terms import Bool, InStory, TermNode, matching
from engines.tantivy.counts import STORY, restricted
from engines.tantivy.query import QueryCompiler

_ORDERS = {
    Sort.NEWEST: ("newest", tantivy.Order.Desc),
    Sort.OLDEST: ("oldest", tantivy.Order.Asc),
}
_MORE = 10

Ranked = list[tuple[float, Any]]


class Hits:
    """The hits of one query. ``found`` is the number of matching documents."""

    def __init__(self, searcher: Any, compiler: QueryCompiler, query: EngineQuery) -> None:
        self._searcher, self._compiler, self._query = searcher, compiler, query
        self._node = restricted(query)
        # Without hits only their number is wanted, and no scores.
        self._compiled = compiler.compile(self._node if query.limit else matching(self._node))
        self.found = 0

    def each(self) -> tuple[EngineHit, ...]:
        """A page of matches, without collapsing."""
        ranked = self._ranked(self._compiled, self._query.limit, self._query.offset)
        return tuple(self._hit(key, address) for key, address in ranked)

    def collapsed(self, surplus: int) -> tuple[EngineHit, ...]:
        """A page of stories. ``surplus`` is the number of matches that are hidden under others."""
        start, end = self._query.offset, self._query.offset + self._query.limit
        most = end + surplus
        size = min(most, 2 * end + _MORE)
        ranked = self._ranked(self._compiled, size)
        stories = self._stories(ranked)
        places = one_of_each(stories, start, end)
        if len(places) < self._query.limit and size < min(most, self.found):
            ranked = self._ranked(self._compiled, most)
            stories = self._stories(ranked)
            places = one_of_each(stories, start, end)
        whole = self._whole({story for place in places if (story := stories[place]) is not None})
        return tuple(
            self._hit(*ranked[place]) if (story := stories[place]) is None else whole[story]
            for place in places
        )

    def _whole(self, stories: set[int]) -> dict[int, EngineHit]:
        """The hit of each of some stories, with all their articles."""
        if not stories:
            return {}
        within = InStory(tuple(sorted(stories)))
        matching = self._members((self._node, within))
        keys = {_place(address): key for key, address in matching}
        everyone = {_place(address): address for _, address in (*matching, *self._members((within,)))}
        found: dict[int, list[tuple[StoredDocument, float | None]]] = {}
        for place, address in everyone.items():
            key = keys.get(place)
            member = stored(self._searcher, address, whole=key is not None)
            found.setdefault(member.document.story or 0, []).append((member, key))
        scored = self._query.sort is Sort.RELEVANCE
        return {
            story: story_hit(members, scored=scored, prefer=self._query.prefer)
            for story, members in found.items()
        }

    def _members(self, nodes: tuple[TermNode, ...]) -> Ranked:
        return self._ranked(self._compiler.compile(Bool(must=nodes)), MAX_MEMBERS)

    def _ranked(self, compiled: Any, size: int, offset: int = 0) -> Ranked:
        """(key, address), best first. Keys by date are negated if needed, so that the best one is the
        highest.
        """
        check_deadline()
        order: dict[str, Any] = {}
        if self._query.sort in _ORDERS:
            order["order_by_field"], order["order"] = _ORDERS[self._query.sort]
        found = self._searcher.search(compiled, max(1, size), True, offset=offset, **order)
        if compiled is self._compiled:
            self.found = found.count
        sign = -1 if self._query.sort is Sort.OLDEST else 1
        return [(sign * key, address) for key, address in found.hits] if size else []

    def _stories(self, ranked: Ranked) -> Sequence[int | None]:
        addresses = [address for _, address in ranked]
        stories: Sequence[int | None] = self._searcher.fast_field_values(STORY, addresses) if ranked else ()
        return stories

    def _hit(self, key: float, address: Any) -> EngineHit:
        scored = self._query.sort is Sort.RELEVANCE
        found = stored(self._searcher, address, whole=not self._query.summaries)
        return EngineHit(found, key if scored else None)


def stored(searcher: Any, address: Any, *, whole: bool = True) -> StoredDocument:
    """The document at an address. Without ``whole``, only its head: no body and no offsets."""
    check_deadline()
    payload = searcher.doc(address).get_first("payload")
    return unpack(payload) if whole else unpack_summary(payload)


def _place(address: Any) -> tuple[int, int]:
    return address.segment_ord, address.doc
