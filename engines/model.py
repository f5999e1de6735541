"""The shapes that pass between the application, the searcher and the engines. All frozen.

A ``Document`` is what an engine stores of an article, an ``IndexedDocument`` the same with its tokens.
A ``SearchRequest`` is what a reader asks, a ``SearchResult`` the whole answer.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from engines.calendars import Calendar

FACETS = ("category", "author", "language", "year", "source", "tag")
"""The names of the facets, in the order in which a page shows them."""

PATH_SEPARATOR = " > "
"""Between the names of a category path, root first, where the path is one facet value."""


class Sort(StrEnum):
    """The order of the hits. Undated documents come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Match(StrEnum):
    """How many of the query's words a hit must have."""

    ALL = "all"
    ANY = "any"


class Interval(StrEnum):
    """The length of a bar of the timeline."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine stores. ``categories`` are paths, the most specific first; dates carry a time zone.

    ``story`` is a positive number that an article shares with its translations and near-duplicates; None
    where it has none.
    """

    id: str
    title: str
    body: str
    language: str = "und"
    url: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    date: datetime | None = None
    modified: datetime | None = None
    source: str | None = None
    translations: tuple[str, ...] = ()
    story: int | None = None

    @property
    def category_values(self) -> tuple[str, ...]:
        """Each category path and each of its ancestors, as facet values, without repetition."""
        paths = (path[:depth] for path in self.categories for depth in range(1, len(path) + 1))
        return tuple(dict.fromkeys(PATH_SEPARATOR.join(path) for path in paths))


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document ready for any engine.

    ``streams`` holds a text per indexed field: positions parted by a space, the terms of one
    position by U+0001. ``payload`` is the stored document with the offsets of its tokens.
    ``facets`` are the values of each facet, ``day`` the local date as YYYYMMDD, ``instant`` seconds since
    the epoch; both are None for an undated document. ``months`` are YYYYMM by the names of
    ``calendars.month_field``, without those that a calendar does not reach.
    """

    id: str
    streams: dict[str, str]
    facets: dict[str, tuple[str, ...]]
    payload: bytes
    instant: int | None = None
    day: int | None = None
    story: int | None = None
    months: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks: the whole state of a results page.

    ``filters`` are pairs of a facet's name and the chosen values: any of them within a facet, every
    facet together. ``first_day`` and ``last_day`` are inclusive, in the site's time zone. ``page``
    counts from 1. ``facet_size`` bounds the buckets of each facet. ``explain`` asks why each hit matched.
    ``fold`` makes one hit of the articles of one story, and everything counts stories; of those that match,
    one in the language ``prefer`` stands for the story, wherever that ranks. ``calendar`` is that of the
    years and months: of the facet and the filter ``year`` and of the timeline.
    """

    text: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10
    exact: bool = False
    match: Match = Match.ALL
    facets: tuple[str, ...] = FACETS
    facet_size: int = 20
    timeline: Interval | None = Interval.YEAR
    explain: bool = False
    fold: bool = True
    prefer: str = ""
    calendar: Calendar = Calendar.GREGORIAN

    def selected(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.filters).get(facet, ())

    def with_filter(self, facet: str, values: tuple[str, ...]) -> "SearchRequest":
        """The same request with exactly these values of a facet, back on the first page."""
        chosen = {name: kept for name, kept in self.filters if name != facet}
        if values:
            chosen[facet] = values
        ordered = tuple((name, chosen[name]) for name in FACETS if name in chosen)
        return replace(self, filters=ordered, page=1)

    def toggled(self, facet: str, value: str) -> "SearchRequest":
        """The same request with a value chosen where it was not, dropped where it was."""
        chosen = self.selected(facet)
        kept = tuple(v for v in chosen if v != value)
        return self.with_filter(facet, kept if value in chosen else (*chosen, value))


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet, or one bar of the timeline, and the number of hits that choosing it gives."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the stored original; ``marks`` are [start, end) within ``text``, in order."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    leading: bool = False
    trailing: bool = False


class MatchKind(StrEnum):
    """How a document has what was typed, the closest first."""

    EXACT = "exact"
    """As typed, but for capital letters."""
    SPELLING = "spelling"
    """The same word joined, apart, or with other signs: half-spaces, marks, ي for ی, digits."""
    FORM = "form"
    """Another form of the word."""
    PATTERN = "pattern"
    FUZZY = "fuzzy"
    SYNONYM = "synonym"
    SCRIPT = "script"
    """A synonym in another script."""
    MISSING = "missing"
    """Not at all: a partial match."""


@dataclass(frozen=True, slots=True)
class MatchedPart:
    """What a part of the query found in a document: words as they stand there, and how the closest fits."""

    typed: str
    found: tuple[str, ...]
    kind: MatchKind


class StoryKind(StrEnum):
    """How another article of a story stands to the one that is shown."""

    TRANSLATION = "translation"
    DUPLICATE = "duplicate"
    """Near-duplicates, too."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another article of a hit's story. ``matched`` tells whether it matches the request by itself."""

    id: str
    title: str
    language: str
    url: str | None
    date: datetime | None
    kind: StoryKind
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching document. ``score`` is None where the sort is not by relevance.

    ``why`` tells for each part of the query how it matched, where the request asked for it. ``others`` are
    the other articles of its story, matching or not, translations first, where the request folds.
    """

    document: Document
    score: float | None
    title: Snippet
    snippets: tuple[Snippet, ...] = ()
    why: tuple[MatchedPart, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The whole answer.

    ``total`` counts all hits, stories where the request folds; ``articles`` the matching articles in any
    case. ``partial`` tells that nothing matched all the words and that the hits match ``matched_words`` of
    ``wanted_words``. ``seconds`` is the time the service took.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Bucket, ...]] = field(default_factory=dict)
    timeline: tuple[Bucket, ...] = ()
    partial: bool = False
    matched_words: int = 0
    wanted_words: int = 0
    seconds: float = 0.0
    articles: int = 0

    @property
    def pages(self) -> int:
        """The number of pages, at least 1; a request for no hits has one."""
        return max(1, -(-self.total // self.request.size)) if self.request.size else 1
