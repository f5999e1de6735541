"""The interface of an engine. To add one: a module that implements it, a line in ``registry``, and a subclass
of the contract suite (``tests/contract``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engines.port.calendars import Calendar
from engines.port.joined import Joined
from engines.port.model import Document, IndexedDocument, Interval, Sort
from engines.port.origin import Origin
from engines.port.payload import StoredDocument
from engines.port.terms import DayRange, TermNode


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """One search, in terms.

    ``filters`` and ``days`` apply to hits, totals and timeline; each facet ignores its own filter and
    respects the others. ``facet_size`` is the maximum number of buckets of a facet; chosen values are always
    included. With ``collapse``, the matches of a story are one hit, at the rank of its best one (of equals
    the newest, then the one with the smallest id); total, facets and timeline then count stories exactly. A
    match in the language ``prefer`` represents its story instead of a better one. With ``summaries``, which
    excludes ``collapse``, the hits have neither bodies nor offsets. Values that are ``joined`` are one bucket
    of their facet, which counts each hit once; filters name each of the values.
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
    summaries: bool = False
    joined: Joined = ()


@dataclass(frozen=True, slots=True)
class EngineOther:
    """Another document of a hit's story, without its body, and whether it matches."""

    document: Document
    matched: bool


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A stored document that matched. The score is None if the order is by date.

    ``others`` are the other documents of its story, in no particular order, if the query collapses.
    """

    stored: StoredDocument
    score: float | None
    others: tuple[EngineOther, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineResult:
    """``facets`` are (value, count) pairs, by count and then by value; ``timeline`` is in order of time.

    ``articles`` is the number of matching documents, whether the query collapses or not.
    """

    total: int
    hits: tuple[EngineHit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    timeline: tuple[tuple[str, int], ...]
    articles: int


@dataclass(frozen=True, slots=True)
class IndexSize:
    """The current generation: its ``bytes`` and ``segments``, and the moment in UTC when it was begun."""

    bytes: int
    segments: int
    made: datetime


class SearchEngine(Protocol):
    """One generation of an index.

    Searches see what was committed. All errors are ``EngineError`` or a subclass; a driver's exceptions never
    get out.
    """

    @property
    def revision(self) -> int:
        """The last committed revision of the archive; 0 if there is none."""

    @property
    def changed(self) -> datetime:
        """Time of the last commit, to the second, in UTC."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the analyzers whose tokens the index contains."""

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents. A document replaces an earlier one with the same id."""

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents. Unknown ids are ignored."""

    @property
    def origin(self) -> Origin:
        """What the last commit was made from; empty marks if it did not say."""

    def commit(self, revision: int, origin: Origin | None = None) -> None:
        """Make all changes durable and visible, and store the archive's revision and the origin.

        Without an origin, the index's origin becomes unknown.
        """

    def count(self) -> int:
        """The number of documents."""

    def search(self, query: EngineQuery) -> EngineResult:
        """Run a search.

        Raises:
            UnknownFieldError: documents have no such field, filter or facet.
        """

    def get(self, ids: Sequence[str]) -> list[StoredDocument]:
        """The documents with these ids, in this order, without missing ones."""

    def documents(self, start: int = 0, most: int | None = None) -> Iterator[Document]:
        """The stored documents without their bodies, from number ``start`` on, at most ``most``.

        Their order is the engine's own and does not change between commits.
        """

    def document_frequencies(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """The document frequency of each term in a field."""

    def vocabulary(self) -> Iterator[tuple[str, int]]:
        """Every exact form of the field ``text`` once, with its document frequency, in no particular order.

        Deleted documents may still be counted, and forms may appear that only they contained.
        """

    def close(self) -> None:
        """Release files and locks. What was not committed is discarded and must be added again."""


class IndexStore(Protocol):
    """The generations of an index: one is current; a rebuild fills another one, which then replaces it."""

    def open(self) -> SearchEngine:
        """Open the current generation.

        Raises:
            NoIndexError: there is none yet.
        """

    def exists(self) -> bool:
        """Whether there is a current generation."""

    def version(self) -> str:
        """A text that changes when another generation becomes current. Cheap, because every request asks for
        it.
        """

    def size(self) -> IndexSize | None:
        """The size of the current generation; None if there is none or the engine does not reveal it."""

    def unused(self) -> list[str]:
        """The names of the generations that ``clean`` would remove."""

    def create(self) -> SearchEngine:
        """Create a new, empty generation that is not searched yet."""

    def publish(self, engine: SearchEngine) -> None:
        """Make a generation the current one. The previous one is kept for ``rollback``."""

    def discard(self, engine: SearchEngine) -> None:
        """Remove a generation from ``create`` that will not be used. It must be closed."""

    def rollback(self) -> None:
        """Swap the current and the previous generation."""

    def clean(self) -> list[str]:
        """Remove leftovers of killed rebuilds, and generations before the previous one. Returns their
        names.
        """
