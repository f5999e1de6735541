"""Compares the results of queries on two searchers, to show what a change does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engines.port.model import Document
from search.model import SearchRequest
from search.searcher import Searcher

DEPTH = 10
"""Number of hits per query that are compared."""


@dataclass(frozen=True, slots=True)
class RankChange:
    """The ranks of one article before and after, counted from 1. None if it is not among the first hits."""

    id: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """The difference in one query: the number of articles found, and which of the first hits changed."""

    query: str
    total_before: int
    total_after: int
    gained: tuple[RankChange, ...] = ()
    lost: tuple[RankChange, ...] = ()
    moved: tuple[RankChange, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return self.total_before != self.total_after or bool(self.gained or self.lost or self.moved)


def compare(before: Searcher, after: Searcher, queries: Iterable[str], depth: int = DEPTH) -> Iterator[Shift]:
    """Compare the results of each query, in order.

    Args:
        depth: number of hits to compare.
    """
    for query in queries:
        request = SearchRequest(query, size=depth, facets=(), timeline=None)
        old, new = before.search(request), after.search(request)
        places = _places([hit.document for hit in old.hits], [hit.document for hit in new.hits])
        yield Shift(
            query,
            old.total,
            new.total,
            gained=tuple(place for place in places if place.before is None),
            lost=tuple(place for place in places if place.after is None),
            moved=tuple(p for p in places if p.before and p.after and p.before != p.after),
        )


def _places(old: list[Document], new: list[Document]) -> list[RankChange]:
    """All articles of both lists: those of the new one in its order, then those that it lost."""
    before = {document.id: place for place, document in enumerate(old, 1)}
    after = {document.id: place for place, document in enumerate(new, 1)}
    known = {document.id: document for document in (*new, *old)}
    return [RankChange(id_, d.title, before.get(id_), after.get(id_)) for id_, d in known.items()]
