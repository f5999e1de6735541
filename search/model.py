"""Search requests and results. All classes are frozen."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from engines.port.calendars import Calendar
from engines.port.fields import FIELDS
from engines.port.model import Document, Interval, Sort


class Match(StrEnum):
    """How many of the query's words a hit must contain."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search: the complete state of a results page.

    ``filters`` are pairs of a facet's name and the chosen values: any value within a facet, and all facets
    together. ``first_day`` and ``last_day`` are inclusive, in the site's time zone. ``page`` counts from 1.
    ``facet_size`` is the maximum number of buckets per facet. ``explain`` asks why each hit matched. With
    ``collapse`` the articles of one story are one hit and all counts count stories; a matching article in the
    language ``prefer`` represents the story, whatever its rank. ``calendar`` is that of the facet and filter
    ``year`` and of the timeline. ``scope`` has the form of ``filters``, but facets respect it too, and no
    change of the filters removes it: nothing outside it is found, counted or suggested (``search.scope``).
    With ``meaning`` the first hits by relevance are also ranked by meaning, if the searcher has a model. With
    ``across`` translations of plain words match too, except those in ``skipped``.
    ``at_least`` is the number of words that a hit of a partial answer has, if it is known from an earlier
    answer to the same words and filters; 0 to find it. With ``complete`` there is no partial answer: only
    articles with every word are found.
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
    facets: tuple[str, ...] = field(default_factory=lambda: FIELDS.facets)
    facet_size: int = 20
    timeline: Interval | None = Interval.YEAR
    explain: bool = False
    collapse: bool = True
    prefer: str = ""
    calendar: Calendar = Calendar.GREGORIAN
    scope: tuple[tuple[str, tuple[str, ...]], ...] = ()
    meaning: bool = True
    across: bool = False
    skipped: tuple[str, ...] = ()
    at_least: int = 0
    complete: bool = False

    def selected(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return dict(self.filters).get(facet, ())

    def with_filter(self, facet: str, values: tuple[str, ...]) -> "SearchRequest":
        """The same request with exactly these values of a facet, on the first page."""
        chosen = {name: kept for name, kept in self.filters if name != facet}
        if values:
            chosen[facet] = values
        ordered = tuple((name, chosen[name]) for name in FIELDS.facets if name in chosen)
        return replace(self, filters=ordered, page=1)

    def without_filters(self) -> "SearchRequest":
        """The same words without filters and dates, on the first page."""
        return replace(self, filters=(), first_day=None, last_day=None, page=1)

    def without_dates(self) -> "SearchRequest":
        """The same request for all days, on the first page."""
        return replace(self, first_day=None, last_day=None, page=1)

    def toggled(self, facet: str, value: str) -> "SearchRequest":
        """The same request with a value added, or removed if it was chosen."""
        chosen = self.selected(facet)
        kept = tuple(v for v in chosen if v != value)
        return self.with_filter(facet, kept if value in chosen else (*chosen, value))


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet or one bar of the timeline, and the number of hits that choosing it gives.

    ``names`` are pairs of a language and a name, if editors joined several names to one category; ``value``
    is the first.
    """

    value: str
    count: int
    selected: bool = False
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the stored original. ``marks`` are highlights [start, end) in ``text``, in code points, in
    order. ``caption`` says that it is about a picture and not from the body. ``page`` is the number of the
    page that the first highlight is on, or the beginning if there is none; 0 if the text has no pages.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    leading: bool = False
    trailing: bool = False
    caption: bool = False
    page: int = 0


class MatchKind(StrEnum):
    """How a document contains what was typed, closest first."""

    EXACT = "exact"
    """As typed, ignoring case."""
    SPELLING = "spelling"
    """The same word spelled differently: joined, split, with other marks, half-spaces, letters (ي for ی) or
    digits.
    """
    FORM = "form"
    """Another form of the word."""
    PATTERN = "pattern"
    FUZZY = "fuzzy"
    SYNONYM = "synonym"
    SCRIPT = "script"
    """A synonym in another script."""
    TRANSLATION = "translation"
    """A word of another language."""
    PINNED = "pinned"
    """Editors put it at the top for this query."""
    MISSING = "missing"
    """Not at all: a partial match."""


@dataclass(frozen=True, slots=True)
class MatchedPart:
    """What a part of the query matched in a document: the words as written there, and the closest kind of
    match.
    """

    typed: str
    found: tuple[str, ...]
    kind: MatchKind


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of another language for a part of a query. ``typed`` is that part as typed."""

    typed: str
    language: str
    word: str


class StoryKind(StrEnum):
    """How another article of a story is related to the displayed one."""

    TRANSLATION = "translation"
    DUPLICATE = "duplicate"
    """Includes near-duplicates."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another article of a hit's story. ``matched`` is whether it matches the request."""

    id: str
    title: str
    language: str
    url: str | None
    date: datetime | None
    kind: StoryKind
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching document. ``score`` is None unless the order is by relevance.

    ``why`` says how each part of the query matched, if the request asked for it. ``others`` are the other
    articles of the story, matching or not, translations first, if the request collapses stories.
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
    """Only the most common terms of a pattern or fuzzy word were used."""
    PATTERNS = "patterns"
    """A pattern or fuzzy word was ignored."""
    WORDS = "words"
    """The words after a maximum number were ignored."""
    PHRASES = "phrases"
    """The words of a phrase were searched for in any order, because they are too common."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the query that was not searched for.

    ``typed`` is the pattern, fuzzy word or phrase ("" for words), ``number`` how many terms, patterns, words
    or words of the phrase were used.
    """

    kind: CutKind
    typed: str
    number: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A complete answer.

    ``total`` is the number of hits: stories if the request collapses them, else articles. ``articles`` is
    always the number of matching articles. ``partial`` means that no article has all the words and the hits
    match ``matched_words`` of ``wanted_words``. ``seconds`` is the time the search took. ``cuts`` lists the
    parts of the query that were not searched for; everything is counted exactly for the rest.
    ``translations`` are those that matched too, if the request asked for them.
    ``redirect`` is the address to which editors lead readers of this query, ``editors_notes`` what they want
    to be shown above the hits.
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
    translations: tuple[Translation, ...] = ()
    redirect: str = ""
    editors_notes: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """The number of pages, at least 1. A request for no hits has one page."""
        return max(1, -(-self.total // self.request.size)) if self.request.size else 1
