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
