"""What the archive gives back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from indexer.article import Article


class Change(StrEnum):
    """What a put did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """One row. ``article`` is None exactly where ``deleted``; ``created`` and ``updated`` are in UTC.

    ``story`` is a number that it shares with its translations and near-duplicates, None where it has none.
    """

    id: str
    revision: int
    content_hash: str
    deleted: bool
    article: Article | None
    created: datetime
    updated: datetime
    story: int | None = None


class Doubt(StrEnum):
    """Why an update was withheld."""

    OTHER = "title, address, date and text are another story's"
    EMPTY = "it has no text, and the article has one"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an article. ``article`` is None for a deletion.

    ``replaced`` is when another one took its place, in UTC, None for the current one; ``reason`` says why:
    ``updated``, ``deleted``, ``joined`` (with another entry of the same story) or ``restored``.
    """

    id: str
    revision: int
    article: Article | None
    replaced: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits for a decision: ``article`` would replace ``current`` under the id ``replaces``.

    ``key`` names it for the decision, ``site`` is the one that the doubtful identity belongs to, ``created``
    is in UTC.
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
    """The archive in figures: all but ``deleted`` and ``revision`` count living articles only.

    ``languages`` counts by language, the largest first; the instants are in UTC.
    """

    articles: int
    deleted: int
    revision: int
    languages: dict[str, int]
    oldest: datetime | None
    newest: datetime | None
    updated: datetime | None
