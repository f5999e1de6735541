"""The interface of a source, and what it yields."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import ClassVar, Protocol, Self

from indexer.article import Article, RawDocument


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be read: its place and the reason.

    ``no_article`` marks a page that was read and has no article, ``hidden`` one that readers may not see.
    """

    origin: str
    reason: str
    no_article: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is not meant to be an article (a draft, a picture)."""

    origin: str
    reason: str


OTHER_TYPE = "it is not a post but: "
"""How the reason begins for a record of a type that is not read; the name of the type follows."""

SUMMARY_ONLY = "the feed has only a summary. Read the feed with: fehrest sync"

Record = Article | RawDocument | Failure | Skipped


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """``timezone`` is the zone of dates without one. ``pages``: also read WordPress's static pages.
    ``comments``: add the readers' comments of an export to the text. ``types``: other types of posts to read.
    """

    timezone: tzinfo = UTC
    pages: bool = False
    comments: bool = False
    types: frozenset[str] = frozenset()


def never_nothing(records: Iterator[Record], origin: str) -> Iterator[Record]:
    """The records, or one Failure if there are none, so that no file is ignored silently."""
    first = next(records, None)
    if first is None:
        yield Failure(origin, "no record was found in it")
        return
    yield first
    yield from records


class Source(Protocol):
    """A kind of place where articles are found."""

    name: ClassVar[str]
    path: Path

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """Whether a file is of this kind. ``head`` is its beginning, decompressed."""

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """Create the source without reading it."""

    def records(self) -> Iterator[Record]:
        """Everything in it, lazily. Never raises: what cannot be read is a Failure."""
