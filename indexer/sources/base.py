"""What a source is, and the four things that it finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import ClassVar, Protocol, Self

from indexer.article import Article, RawDocument


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be read: where it stands and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is no article and was never meant to be one (a draft, a picture)."""

    origin: str
    reason: str


Record = Article | RawDocument | Failure | Skipped


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """``timezone``: the zone of dates that name none. ``pages``: take WordPress's static pages too.

    ``comments``: put the readers' comments of an export under the text.
    """

    timezone: tzinfo = UTC
    pages: bool = False
    comments: bool = False


def never_nothing(records: Iterator[Record], origin: str) -> Iterator[Record]:
    """The records, or one Failure where there is none: no file is passed over in silence."""
    first = next(records, None)
    if first is None:
        yield Failure(origin, "no record was found in it")
        return
    yield first
    yield from records


class Source(Protocol):
    """One kind of place where articles are found."""

    name: ClassVar[str]
    path: Path

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """Whether a file is of this kind; ``head`` is how it begins, unpacked."""

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """The source, unread."""

    def records(self) -> Iterator[Record]:
        """Everything in it, lazily. Never raises: what cannot be read comes as a Failure."""
