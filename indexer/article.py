"""The two shapes that flow through the indexer: what was found, and what was understood."""

from dataclasses import dataclass, field
from datetime import datetime

CategoryPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a list says of a page, such as the entry of a feed. The page itself is trusted more."""

    authors: tuple[str, ...] = ()
    categories: tuple[CategoryPath, ...] = ()
    tags: tuple[str, ...] = ()
    date: datetime | None = None
    modified: datetime | None = None
    language: str = "und"


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they were found. ``origin`` is the file or address that a report names.

    ``following`` are the further pages of a post in several pages, in order; with ``partial`` some are
    missing. ``hints`` fill what the page does not say.
    """

    content: bytes
    origin: str
    url: str | None = None
    encoding: str | None = None
    following: tuple["RawDocument", ...] = ()
    partial: bool = False
    hints: Hints | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a source calls a story: a number, among those of one kind, at one site.

    ``site`` is host and base path of the WordPress (``town.example``, ``town.example/north``), without
    ``www``; empty where nothing names it. ``kind`` is ``post``, ``page``, ``attachment`` or another type of
    WordPress, or ``record`` for a line of JSON. ``sure`` is False where the base path is a guess: several
    sites of one host may then share a number.
    """

    site: str
    kind: str
    number: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """One clean story.

    ``body`` is plain text, its paragraphs parted by an empty line. ``categories`` are paths from
    the root down, the most specific one first in the list. Dates carry a time zone. ``source`` is
    the outside publisher that a story was taken from. ``languages`` are all that a bilingual story is
    in, the main one first, and empty for others. ``external_id`` is the id that the source
    itself gave, ``translations`` the addresses of the same story in other languages, ``aliases`` further
    addresses of this very one, such as a short link, by which another source may know it.

    ``identity`` is what the source calls it. ``part`` is the number of a page of a post in several pages,
    from 1; 0 for a whole text. ``partial`` marks a text that may be only the beginning: it never replaces a
    longer one.

    ``extra`` has the values of declared fields that are no attribute here (``engines.port.fields``): pairs of
    a key and its values.
    """

    title: str
    body: str
    language: str = "und"
    languages: tuple[str, ...] = ()
    url: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[CategoryPath, ...] = ()
    tags: tuple[str, ...] = ()
    date: datetime | None = None
    modified: datetime | None = None
    source: str | None = None
    external_id: str | None = None
    translations: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    identity: Identity | None = field(default=None, compare=False)
    part: int = field(default=0, compare=False)
    partial: bool = field(default=False, compare=False)
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def category(self) -> str | None:
        """The name of the most specific category."""
        return self.categories[0][-1] if self.categories else None
