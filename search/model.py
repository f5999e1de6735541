"""The request of a reader and the answer to it. All frozen."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from engines.port.calendars import Calendar
from engines.port.model import FACETS, Document, Interval, Sort


class Match(StrEnum):
    """How many of the query's words a hit must have."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a reader asks: the whole state of a results page.

    ``filters`` are pairs of a facet's name and the chosen values: any of them within a facet, every
    facet together. ``first_day`` and ``last_day`` are inclusive, in the site's time zone. ``page``
    counts from 1. ``facet_size`` bounds the buckets of each facet. ``explain`` asks why each hit matched.
    ``collapse`` makes one hit of the articles of one story, and everything counts stories; of those that
    match, one in the language ``prefer`` stands for the story, wherever that ranks. ``calendar`` is that
    of the years and months: of the facet and the filter ``year`` and of the timeline.
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
    collapse: bool = True
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

    def without_filters(self) -> "SearchRequest":
        """The same words with no filter and no dates, back on the first page."""
        return replace(self, filters=(), first_day=None, last_day=None, page=1)

    def without_dates(self) -> "SearchRequest":
        """The same request for all days, back on the first page."""
        return replace(self, first_day=None, last_day=None, page=1)

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
    the other articles of its story, matching or not, translations first, where the request collapses.
    """

    document: Document
    score: float | None
    title: Snippet
    snippets: tuple[Snippet, ...] = ()
    why: tuple[MatchedPart, ...] = ()
    others: tuple[Other, ...] = ()


class CutKind(StrEnum):
    """Why a query was not run as typed."""

    TERMS = "terms"
    """A pattern or fuzzy word stands for its commonest terms only."""
    PATTERNS = "patterns"
    """A pattern or fuzzy word was left out."""
    WORDS = "words"
    """The words after the first so many were left out."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a query was not looked for.

    ``typed`` is the pattern or the fuzzy word ("" for words), ``number`` how many terms, patterns or words
    were used.
    """

    kind: CutKind
    typed: str
    number: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The whole answer.

    ``total`` counts all hits, stories where the request collapses; ``articles`` the matching articles in any
    case. ``partial`` tells that nothing matched all the words and that the hits match ``matched_words`` of
    ``wanted_words``. ``seconds`` is the time the service took. ``cuts`` names what of the query was not
    looked for; everything is counted exactly for the rest.
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
    cuts: tuple[Cut, ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages, at least 1; a request for no hits has one."""
        return max(1, -(-self.total // self.request.size)) if self.request.size else 1
