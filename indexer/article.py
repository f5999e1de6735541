"""The data of the indexer: what was found, and the article extracted from it."""

from dataclasses import dataclass, field
from datetime import datetime

from engines.port.model import Form, Image

CategoryPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a list says about a page, such as the entry of a feed. The page itself is trusted more."""

    authors: tuple[str, ...] = ()
    categories: tuple[CategoryPath, ...] = ()
    tags: tuple[str, ...] = ()
    date: datetime | None = None
    modified: datetime | None = None
    language: str = "und"
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """Bytes as they were found. ``origin`` is the file or address for reports.

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
    """What a source calls a story: a number within a kind, on a site.

    ``site`` is host and base path of the WordPress site (``town.example``, ``town.example/north``), without
    ``www``, or empty if unknown. ``kind`` is ``post``, ``page``, ``attachment`` or another WordPress type, or
    ``record`` for a line of JSON. ``sure`` is False if the base path is a guess: several sites on one host
    may then have the same number.
    """

    site: str
    kind: str
    number: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """One clean story.

    - ``body``: plain text, paragraphs separated by an empty line.
    - ``categories``: paths from the root, the most specific one first in the list.
    - dates have a time zone.
    - ``source``: the outside publisher of the story.
    - ``languages``: all languages of a bilingual story, the main one first; empty for others.
    - ``external_id``: the id that the source gave.
    - ``translations``: addresses of the story in other languages.
    - ``image``: its lead image; ``captions``: the captions of all its pictures, which are not in the body.
    - ``kind``: what it mainly consists of, a value of ``engines.port.model.Form``.
    - ``aliases``: other addresses of this article, such as a short link, by which another source may name it.
    - ``identity``: what the source calls it.
    - ``part``: number of a page of a post in several pages, from 1; 0 for a complete text.
    - ``partial``: the text may be only the beginning, so it never replaces a longer one.
    - ``extra``: values of declared fields that are not attributes here (``engines.port.fields``), as
      pairs of a key and its values.
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
    image: Image | None = None
    captions: tuple[str, ...] = ()
    kind: str = Form.ARTICLE.value
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def category(self) -> str | None:
        """The name of the most specific category."""
        return self.categories[0][-1] if self.categories else None
