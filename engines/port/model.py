"""The documents in an index. All classes are frozen.

A ``Document`` is what an engine stores of an article. An ``IndexedDocument`` is the same with its tokens.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

PATH_SEPARATOR = " > "
"""Separates the names of a category path, root first, in a facet value."""


class Sort(StrEnum):
    """The order of the hits. Undated documents come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Interval(StrEnum):
    """The length of a bar of the timeline."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Form(StrEnum):
    """What an article mainly consists of; a text with pictures is an ``ARTICLE``."""

    ARTICLE = "article"
    """A text, with or without pictures, videos and files."""
    GALLERY = "gallery"
    """Several pictures with little text."""
    PICTURE = "picture"
    """One picture with little text."""
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    """A file such as a PDF, or a post that only offers one."""


@dataclass(frozen=True, slots=True)
class Image:
    """The lead image of an article: its address (http or https), its texts, and its size in pixels if known.

    ``alt`` says what it shows, for readers who do not see it; ``caption`` is the line under it.
    """

    url: str
    alt: str = ""
    caption: str = ""
    width: int | None = None
    height: int | None = None


CAPTION_GAP = "\n" * 16
"""Separates the body and each caption in the text of a document. No phrase is highlighted across it."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine stores. ``categories`` are paths, the most specific one first; dates have a time zone.

    ``captions`` are those of all its pictures; ``kind`` is a value of ``Form``.

    ``story`` is a positive number that an article shares with its translations and near-duplicates, or
    None. ``extra`` has the values of the fields that are declared in ``engines.port.fields`` and
    are not attributes here: pairs of the field's key and its values. ``embedding`` is the vector of its
    meaning as stored bytes (``meaning.quantized``), or empty; documents that differ only in it are equal.
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
    image: Image | None = None
    captions: tuple[str, ...] = ()
    kind: str = Form.ARTICLE.value
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    embedding: bytes = field(default=b"", compare=False, repr=False)

    @property
    def caption_texts(self) -> tuple[str, ...]:
        """Every text about a picture, each once: the captions, and the texts of the lead image."""
        own = (self.image.caption, self.image.alt) if self.image else ()
        return tuple(dict.fromkeys(text for text in (*self.captions, *own) if text))

    @property
    def full_text(self) -> str:
        """The text that stored offsets refer to: title, line end, body, and after gaps the captions."""
        return CAPTION_GAP.join((f"{self.title}\n{self.body}", *self.caption_texts))

    def extra_values(self, key: str) -> tuple[str, ...]:
        """The values of a field in ``extra``; empty for none."""
        return next((values for name, values in self.extra if name == key), ())

    @property
    def category_values(self) -> tuple[str, ...]:
        """Each category path and each of its ancestors, as facet values, without duplicates."""
        paths = (path[:depth] for path in self.categories for depth in range(1, len(path) + 1))
        return tuple(dict.fromkeys(PATH_SEPARATOR.join(path) for path in paths))


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document ready for any engine.

    ``streams`` has a text for each indexed field: positions separated by a space, the terms of one position
    by U+0001. ``payload`` is the stored document with the offsets of its tokens. ``facets`` are the values of
    each facet. ``day`` is the local date as YYYYMMDD, ``instant`` the seconds since the epoch; both are None
    for an undated document. ``months`` are numbers YYYYMM by the names of ``calendars.month_field``, without
    calendars that do not cover the day.
    """

    id: str
    streams: dict[str, str]
    facets: dict[str, tuple[str, ...]]
    payload: bytes
    instant: int | None = None
    day: int | None = None
    story: int | None = None
    months: dict[str, int] = field(default_factory=dict)
