"""The hits of a search: a page of matches or of stories at any depth, and the other articles of the
stories.
"""

from collections.abc import Iterator
from typing import Any

from engines.opensearch.client import Json
from engines.opensearch.documents import stored_payload
from engines.opensearch.mapping import GROUP, STORED, STORY
from engines.opensearch.query import Clause, every, limited
from engines.opensearch.searching import WINDOW, Hit, Index
from engines.port.engine import EngineHit, EngineQuery
from engines.port.model import Sort
from engines.port.offsets import TermVector, encode
from engines.port.payload import StoredDocument, unpack, unpack_head, unpack_summary
from engines.port.stories import MAX_MEMBERS, one_of_each, story_hit
from engines.port.terms import AnyValue, InStory, TermNode

_MATCHES = "matches"
_NO_WORDS = TermVector(encode(()))
_NEWEST = {"instant": {"order": "desc", "missing": "_last"}}
_OLDEST = {"instant": {"order": "asc", "missing": "_last"}}
_ORDERS: dict[Sort, list[Json]] = {
    Sort.RELEVANCE: [{"_score": {"order": "desc"}}, _NEWEST, {"id": {"order": "asc"}}],
    Sort.NEWEST: [_NEWEST, {"id": {"order": "asc"}}],
    Sort.OLDEST: [_OLDEST, {"id": {"order": "asc"}}],
}
_NOTHING: Json = {"_source": False, "stored_fields": "_none_"}
_WHOLE: Json = {"_source": False, "stored_fields": list(STORED)}
_HEADS: Json = {"_source": False, "stored_fields": [STORED[0]]}


def limits_of(query: EngineQuery) -> tuple[TermNode, ...]:
    """Everything that restricts a query without scoring."""
    filters = tuple(AnyValue(facet, values) for facet, values in query.filters)
    return (*filters, query.days) if query.days else filters


class Pages:
    """The hits of one query on one index."""

    def __init__(self, index: Index, query: EngineQuery) -> None:
        self._index, self._query = index, query

    @property
    def deep(self) -> bool:
        """Whether the page is beyond what one request returns."""
        return self._query.offset + self._query.limit > WINDOW

    def request(self) -> Json:
        """The part of a search request that returns the page; for a deep page, only the total."""
        if self.deep or not self._query.limit:
            return {"size": 0}
        page = {"from": self._query.offset, "size": self._query.limit, "sort": _ORDERS[self._query.sort]}
        wanted = _HEADS if self._query.summaries else _WHOLE
        return page | wanted | ({"collapse": {"field": GROUP}} if self._query.collapse else {})

    def read(self, hits: list[Hit]) -> tuple[EngineHit, ...]:
        """The hits of the page."""
        found = self._deep_page() if self.deep and self._query.limit else hits
        unpacked = unpack_summary if self._query.summaries else unpack
        read = [(unpacked(stored_payload(hit["fields"])), self._key(hit)) for hit in found]
        stories = {story for stored, _ in read if (story := stored.document.story) is not None}
        if not (self._query.collapse and stories):
            return tuple(EngineHit(stored, key if self._scored else None) for stored, key in read)
        whole = self._whole(tuple(sorted(stories)), {stored.document.id: stored for stored, _ in read})
        return tuple(
            whole[story]
            if (story := stored.document.story) is not None and story in whole
            else EngineHit(stored, key if self._scored else None)
            for stored, key in read
        )

    @property
    def _scored(self) -> bool:
        return self._query.sort is Sort.RELEVANCE

    def _key(self, hit: Hit) -> float:
        """The sort key; the best hit has the highest."""
        first = hit["sort"][0] if "sort" in hit else hit["_score"]
        if self._scored:
            return float(first)
        # Undated documents have the lowest or highest number here and come last in both orders.
        return float(-first if self._query.sort is Sort.OLDEST else first)

    # Stories

    def _whole(self, stories: tuple[int, ...], known: dict[str, StoredDocument]) -> dict[int, EngineHit]:
        """The hit of each of some stories, with all their articles. ``known`` has been read already."""
        matching = limited(self._query.node, *limits_of(self._query))
        body = {
            "query": _members(stories, matching),
            "size": MAX_MEMBERS,
            "sort": _ORDERS[self._query.sort],
            "track_scores": True,
        }
        found = self._index.search(body | _HEADS)["hits"]["hits"]
        members: dict[int, list[tuple[StoredDocument, float | None]]] = {}
        for hit in found:
            document = unpack_head(stored_payload(hit["fields"]))
            key = self._key(hit) if _MATCHES in hit.get("matched_queries", ()) else None
            stored = known.get(document.id) or StoredDocument(document, _NO_WORDS)
            members.setdefault(document.story or 0, []).append((stored, key))
        hits = {
            story: story_hit(of_story, scored=self._scored, prefer=self._query.prefer)
            for story, of_story in members.items()
        }
        return self._with_bodies(hits, known)

    def _with_bodies(
        self, hits: dict[int, EngineHit], known: dict[str, StoredDocument]
    ) -> dict[int, EngineHit]:
        """The hits with their complete documents, if another one than the first match is shown."""
        shown = [hit.stored.document.id for hit in hits.values() if hit.stored.document.id not in known]
        if not shown:
            return hits
        body = {"query": {"terms": {"id": shown}}, "size": len(shown)} | _WHOLE
        found = (unpack(stored_payload(hit["fields"])) for hit in self._index.search(body)["hits"]["hits"])
        whole = {stored.document.id: stored for stored in found}
        return {
            story: EngineHit(whole.get(hit.stored.document.id, hit.stored), hit.score, hit.others)
            for story, hit in hits.items()
        }

    # Beyond the window

    def _deep_page(self) -> list[Hit]:
        start, end = self._query.offset, self._query.offset + self._query.limit
        keys: list[str] = []
        stories: list[int | None] = []
        scores: dict[str, list[Any]] = {}
        with self._index.point_in_time() as point:
            for hit in self._walk(point, end):
                keys.append(hit["sort"][-1])
                stories.append(_story(hit))
                scores[hit["sort"][-1]] = hit["sort"]
        places = (
            one_of_each(stories, start, end) if self._query.collapse else range(start, min(end, len(keys)))
        )
        wanted = [keys[place] for place in places]
        body = {"query": {"terms": {"id": wanted}}, "size": len(wanted), "sort": [{"id": "asc"}]} | _WHOLE
        found = {hit["sort"][0]: hit for hit in self._index.search(body)["hits"]["hits"]} if wanted else {}
        return [found[key] | {"sort": scores[key]} for key in wanted if key in found]

    def _walk(self, point: str, end: int) -> Iterator[Hit]:
        """The matches from the first one on, without stored fields, until there are ``end`` hits."""
        body: Json = {
            "query": limited(self._query.node, *limits_of(self._query)),
            "size": WINDOW,
            "sort": _ORDERS[self._query.sort],
            **_NOTHING,
        }
        if self._query.collapse:
            body["docvalue_fields"] = [STORY]
        seen: set[int] = set()
        count = 0
        for hit in self._index.walk(point, body):
            yield hit
            story = _story(hit)
            count += story is None or story not in seen
            seen |= {story} if story is not None else set()
            if count == end:
                return


def _members(stories: tuple[int, ...], matching: Clause) -> Clause:
    """All documents of some stories. Those that match are named and scored as in the search itself."""
    named = {"bool": {"must": [matching], "_name": _MATCHES}}
    return {"bool": {**every(InStory(stories))["bool"], "should": [named], "minimum_should_match": 0}}


def _story(hit: Hit) -> int | None:
    return hit["fields"][STORY][0] if hit.get("fields") else None
