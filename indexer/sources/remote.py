"""The interface of a source on the web, and its events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from indexer.fetching import Answer, Fetcher
from indexer.sources.base import Record, SourceOptions


@dataclass(frozen=True, slots=True)
class Found:
    """A record. ``item`` is the source's own name for it ("": none).

    ``stamp`` shows later whether it has changed, ``aliases`` are its further addresses. A ``gentle`` one does
    not overwrite what a better source delivered. If names are ``loose``, several stories may have the same
    name.
    """

    record: Record
    item: str = ""
    stamp: str = ""
    gentle: bool = False
    aliases: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Same:
    """An item that has not changed. A new ``stamp`` is stored."""

    item: str
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that the site no longer has, according to the site."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Everything was listed, so every other item is gone. None means the items found in this run."""

    items: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """Everything up to here was delivered. A later run may continue from this state."""

    state: Mapping[str, Any]


Event = Found | Same | Gone | Complete | Reached


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a source from earlier runs: its state, and the stamp of each item."""

    state: Mapping[str, Any] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a remote source works with. ``full`` reads everything again, not only changes."""

    address: str
    fetcher: Fetcher
    memory: Memory = field(default_factory=Memory)
    options: SourceOptions = field(default_factory=SourceOptions)
    full: bool = False


class RemoteSource(Protocol):
    """A kind of place on the web where articles are found."""

    name: ClassVar[str]
    holds: ClassVar[bool]
    """Whether its items are complete and current, so that an article is kept as long as it is one of them."""

    @classmethod
    def locate(cls, answer: Answer, fetcher: Fetcher) -> str | None:
        """The address of a source of this kind that a fetched page is or links to."""

    def __init__(self, errand: Errand) -> None:
        """Create the source without reading it."""

    def events(self) -> Iterator[Event]:
        """Everything new, in an order in which a run may be interrupted.

        Raises FetchError if the source cannot be read at all. A single record that fails is a Failure.
        """
