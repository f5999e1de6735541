"""What the archive returns."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from indexer.article import Article


class Change(StrEnum):
    """What storing an article did; ``GONE``: nothing, because its site deleted the article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHHELD = "withheld"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """One row. ``article`` is None if and only if ``deleted``; ``created`` and ``updated`` are in UTC.

    ``story`` is a number that it shares with its translations and near-duplicates, or None. ``embedding`` is
    the vector of its meaning as stored bytes, empty if none was made.
    """

    id: str
    revision: int
    content_hash: str
    deleted: bool
    article: Article | None
    created: datetime
    updated: datetime
    story: int | None = None
    embedding: bytes = b""


class Doubt(StrEnum):
    """Why an update was withheld."""

    OTHER = "title, address, date and text are those of another story"
    EMPTY = "it has no text, but the article has one"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an article. ``article`` is None for a deletion.

    ``replaced`` is when another one replaced it, in UTC, or None for the current one. ``reason`` is
    ``updated``, ``deleted``, ``joined`` (with another entry of the same story) or ``restored``.
    """

    id: str
    revision: int
    article: Article | None
    replaced: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A pending update: ``article`` would replace ``current``, whose id is ``replaces``.

    ``key`` names it for the decision, ``site`` is the site of the doubtful identity, ``created`` is in UTC.
    """

    key: str
    replaces: str
    doubt: Doubt
    site: str
    article: Article
    current: Article | None
    created: datetime


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """Figures of the archive. All except ``deleted`` and ``revision`` count only articles that are not
    deleted.

    ``languages`` counts by language, the largest first. Times are in UTC.
    """

    articles: int
    deleted: int
    revision: int
    languages: dict[str, int]
    oldest: datetime | None
    newest: datetime | None
    updated: datetime | None
