"""The two shapes that flow through the indexer: what was found, and what was understood."""

from dataclasses import dataclass, field
from datetime import datetime

CategoryPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they were found. ``origin`` is the file or address that a report names."""

    content: bytes
    origin: str
    url: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One clean story.

    ``body`` is plain text, its paragraphs parted by an empty line. ``categories`` are paths from
    the root down, the most specific one first in the list. Dates carry a time zone. ``source`` is
    the outside publisher that a story was taken from. ``languages`` are all that a bilingual story is
    in, the main one first, and empty for others. ``external_id`` is the id that the source
    itself gave, ``translations`` the addresses of the same story in other languages, ``aliases`` further
    addresses of this very one, such as a short link, by which another source may know it.
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

    @property
    def category(self) -> str | None:
        """The name of the most specific category."""
        return self.categories[0][-1] if self.categories else None
