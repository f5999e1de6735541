"""The hits of a Whoosh search, one per match or one per story. Does not import the driver."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engines.port.engine import EngineHit, EngineQuery
from engines.port.model import Sort
from engines.port.payload import StoredDocument, unpack, unpack_summary
from engines.port.stories import MAX_MEMBERS, story_hit
from engines.port.terms import InStory
from engines.whoosh.query import SegmentMatcher

Found = tuple[int, tuple[EngineHit, ...]]
"""The number of hits, and a page of them."""


@dataclass(frozen=True, slots=True)
class Match:
    """A matching document: its segment, its number there, and its sort key (the best one is highest)."""

    key: float
    segment: int
    doc: int
    story: int | None


def keys(
    segment: Any, number: int, matcher: SegmentMatcher, query: EngineQuery, docs: dict[int, int | None]
) -> list[Match]:
    """The matches of a segment, from its documents and their stories."""
    if not docs:
        return []
    if query.sort is Sort.RELEVANCE:
        scores = matcher.scores(query.node, docs)
        return [Match(score, number, doc, docs[doc]) for doc, score in scores.items()]
    instants = segment.reader().column_reader("instant")
    sign = 1 if query.sort is Sort.NEWEST else -1
    return [Match(_date_key(instants[doc], sign), number, doc, story) for doc, story in docs.items()]


def each(segments: list[Any], matches: list[Match], query: EngineQuery) -> Found:
    """One hit per match."""
    read = unpack_summary if query.summaries else unpack
    return len(matches), tuple(_hit(segments, match, query.sort, read) for match in _page(matches, query))


def collapsed(segments: list[Any], matches: list[Match], query: EngineQuery) -> Found:
    """One hit per story."""
    alone = [match for match in matches if match.story is None]
    stories: dict[int, list[Match]] = {}
    for match in matches:
        if match.story is not None:
            stories.setdefault(match.story, []).append(match)
    best = [min(members, key=_rank) for members in stories.values()]
    hits = tuple(
        _hit(segments, match, query.sort)
        if match.story is None
        else _story_hit(segments, stories[match.story], match.story, query)
        for match in _page([*alone, *best], query)
    )
    return len(alone) + len(best), hits


def _date_key(stored: bytes, sign: int) -> float:
    return sign * int(stored) if stored else float("-inf")


def _rank(match: Match) -> tuple[float, int, int]:
    return -match.key, match.segment, match.doc


def _page(matches: list[Match], query: EngineQuery) -> list[Match]:
    return heapq.nsmallest(query.offset + query.limit, matches, key=_rank)[query.offset :]


def _hit(
    segments: list[Any], match: Match, sort: Sort, read: Callable[[bytes], StoredDocument] = unpack
) -> EngineHit:
    stored = _stored(segments[match.segment], match.doc, read)
    return EngineHit(stored, match.key if sort is Sort.RELEVANCE else None)


def _story_hit(segments: list[Any], matches: list[Match], story: int, query: EngineQuery) -> EngineHit:
    """The hit of a story, including its articles that do not match."""
    found: dict[tuple[int, int], float | None] = {
        (match.segment, match.doc): match.key for match in heapq.nsmallest(MAX_MEMBERS, matches, key=_rank)
    }
    for number, segment in enumerate(segments):
        for doc in sorted(SegmentMatcher(segment).docs(InStory((story,))))[:MAX_MEMBERS]:
            found.setdefault((number, doc), None)
    members = ((_stored(segments[number], doc), key) for (number, doc), key in found.items())
    return story_hit(members, scored=query.sort is Sort.RELEVANCE, prefer=query.prefer)


def _stored(segment: Any, doc: int, read: Callable[[bytes], StoredDocument] = unpack) -> StoredDocument:
    return read(segment.stored_fields(doc)["payload"])
