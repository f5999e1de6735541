"""What a source on the web is, and what it tells a sync."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from indexer.fetching import Answer, Fetcher
from indexer.sources.base import Record, SourceOptions


@dataclass(frozen=True, slots=True)
class Found:
    """A record. ``item`` is the source's own name for it (empty: none).

    ``stamp`` shows later whether it changed, ``aliases`` are further addresses of it.
    A ``gentle`` one does not overwrite what another source told
    better. Where names are ``loose``, one may be that of several stories.
    """

    record: Record
    item: str = ""
    stamp: str = ""
    gentle: bool = False
    aliases: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Same:
    """An item that did not change; a new ``stamp`` is remembered."""

    item: str
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that the site no longer has, as it says itself."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """All that there is was listed: every other item is gone. None stands for what this run found."""

    items: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """Everything up to here was told; a later run may go on from this state."""

    state: Mapping[str, Any]


Event = Found | Same | Gone | Complete | Reached


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a source from earlier runs: its state, and the stamp of each item."""

    state: Mapping[str, Any] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Errand:
    """What a remote source works with. ``full`` looks at everything again, whatever is remembered."""

    address: str
    fetcher: Fetcher
    memory: Memory = field(default_factory=Memory)
    options: SourceOptions = field(default_factory=SourceOptions)
    full: bool = False


class RemoteSource(Protocol):
    """One kind of place on the web where articles are found."""

    name: ClassVar[str]
    holds: ClassVar[bool]
    """Whether its items are whole and current, so that an article lives as long as it is one of them."""

    @classmethod
    def locate(cls, answer: Answer, fetcher: Fetcher) -> str | None:
        """The address of the source of this kind that a fetched page is, or leads to."""

    def __init__(self, errand: Errand) -> None:
        """The source, unread."""

    def events(self) -> Iterator[Event]:
        """Everything new, in an order in which a run may be broken off.

        Raises FetchError where the source cannot be read at all; single records come as a Failure.
        """
