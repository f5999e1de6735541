"""The port: what every engine does. Adding one: a module that does this, a line in ``registry``, a subclass
of the contract suite (``tests/contract``)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engines.port.calendars import Calendar
from engines.port.model import Document, IndexedDocument, Interval, Sort
from engines.port.origin import Origin
from engines.port.payload import StoredDocument
from engines.port.terms import DayRange, TermNode


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """One search, in terms.

    ``filters`` and ``days`` hold for hits, totals and timeline; each facet ignores its own filter and
    respects the others. ``facet_size`` bounds the buckets of a facet; chosen values are there in any case.
    ``collapse`` makes one hit of the matches of a story, the best-ranked one (of equals the newest, then the
    one with the smallest id), at its place; total, facets and timeline then count stories, exactly. A match
    in the language ``prefer`` stands for its story there in place of a better one.
    """

    node: TermNode
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: DayRange | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    facet_size: int = 20
    timeline: Interval | None = None
    calendar: Calendar = Calendar.GREGORIAN
    collapse: bool = False
    prefer: str = ""


@dataclass(frozen=True, slots=True)
class EngineOther:
    """Another document of a hit's story, without its body, and whether it matches as well."""

    document: Document
    matched: bool


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A stored document that matched; the score is None where the order is by date.

    ``others`` are the other documents of its story, in no order, where the query collapses.
    """

    stored: StoredDocument
    score: float | None
    others: tuple[EngineOther, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineResult:
    """``facets`` are (value, count) pairs, by count, then by value; ``timeline`` is in time's order.

    ``articles`` counts the matching documents, whether the query collapses or not.
    """

    total: int
    hits: tuple[EngineHit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    timeline: tuple[tuple[str, int], ...]
    articles: int


class SearchEngine(Protocol):
    """One generation of an index.

    Searches see what was committed. Errors are ``EngineError`` and its kin: no driver's exception comes out.
    """

    @property
    def revision(self) -> int:
        """The last revision of the archive that was committed; 0 for none."""

    @property
    def changed(self) -> datetime:
        """When the last commit was, to the second, in UTC."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the analyzers whose tokens this index holds."""

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents; one with the id of an earlier document takes its place."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents; ids that are not there are no error."""

    @property
    def origin(self) -> Origin:
        """What the last commit was made from; empty marks if it did not say."""

    def commit(self, revision: int, origin: Origin | None = None) -> None:
        """Make all of it durable and visible, and store the archive's revision and the origin.

        Without an origin, what the index was made from is unknown from now on.
        """

    def count(self) -> int:
        """The number of documents."""

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search.

        Raises:
            UnknownFieldError: a field, a filter or a facet that documents do not have.
        """

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids, in this order, without those that are not there."""

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The stored documents without their bodies, one after the other, from number ``start`` on.

        Their order is the engine's own and stays while nothing is committed.
        """

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many documents each term stands."""

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every exact form of the field ``text``, once, with the number of documents that have it.

        In no order. Documents that were deleted may still be counted, and a form that only they had may come.
        """

    def close(self) -> None:
        """Let go of files and locks. What was not committed is not seen, and must be added again."""


class IndexStore(Protocol):
    """The generations of an index: one is current, a rebuild fills another and then takes its place."""

    def open(self) -> SearchEngine:
        """The current generation.

        Raises:
            NoIndexError: there is none yet.
        """

    def exists(self) -> bool:
        """Whether there is a current generation."""

    def version(self) -> str:
        """Changes when another generation becomes current. Cheap: asked by every request."""

    def create(self) -> SearchEngine:
        """A new, empty generation that no search sees yet."""

    def publish(self, engine: SearchEngine) -> None:
        """Make a generation the current one; the one before it is kept for a way back."""

    def discard(self, engine: SearchEngine) -> None:
        """Remove a generation of ``create`` that shall not become current; it is closed already."""

    def rollback(self) -> None:
        """Make the generation before the current one current again."""

    def clean(self) -> list[str]:
        """Remove what killed rebuilds left and generations older than the previous one; their names."""
