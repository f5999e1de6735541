"""What does a change do to queries? Two searchers asked the same, query by query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engines.port.model import Document
from search.model import SearchRequest
from search.searcher import Searcher

DEPTH = 10
"""Hits of each query that are compared."""


@dataclass(frozen=True, slots=True)
class RankChange:
    """An article among the first hits: its places before and after, from 1, None where it is not there."""

    id: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Shift:
    """What became of one query: how many articles it finds, and which of the first hits are others."""

    query: str
    total_before: int
    total_after: int
    gained: tuple[RankChange, ...] = ()
    lost: tuple[RankChange, ...] = ()
    moved: tuple[RankChange, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether anything is another."""
        return self.total_before != self.total_after or bool(self.gained or self.lost or self.moved)


def compare(before: Searcher, after: Searcher, queries: Iterable[str], depth: int = DEPTH) -> Iterator[Shift]:
    """The shift of each query, in order."""
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
    """Every article of both lists: those of the new one in its order, then those that it lost."""
    before = {document.id: place for place, document in enumerate(old, 1)}
    after = {document.id: place for place, document in enumerate(new, 1)}
    known = {document.id: document for document in (*new, *old)}
    return [RankChange(id_, d.title, before.get(id_), after.get(id_)) for id_, d in known.items()]
