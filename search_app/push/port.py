"""What the API needs to store articles. ``search_app.cli.publishing`` implements it with the archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from analyzers import FehrestError
from engines.port.model import Document
from search.scope import Scope

Json = dict[str, Any]


class PushUnavailableError(FehrestError):
    """This service only searches."""

    status = 503
    code = "push-unavailable"


class ArchiveUnavailableError(FehrestError):
    """This needs the archive, and this service has only the index."""

    status = 503
    code = "archive-unavailable"


class Form(StrEnum):
    """What a record looks like: Fehrest's own fields, or a post of WordPress's REST API."""

    RECORD = "record"
    WORDPRESS = "wordpress"


class Conflict(StrEnum):
    """What to do if a record would replace an article that looks like another story."""

    REFUSE = "refuse"
    REPLACE = "replace"
    NEW = "new"
    """Keep both: the record becomes a new article."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One change. ``id`` is the client's id of the article, within ``site``; ``value`` None deletes it.

    ``site`` is a host name, or empty: then the host of the record's own address is used.
    """

    id: str
    value: Json | None
    form: Form = Form.RECORD
    site: str = ""


class Result(StrEnum):
    """What became of a change."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    SKIPPED = "skipped"
    """It is not an article that readers may see."""
    NOT_FOUND = "not-found"
    CONFLICT = "conflict"
    INVALID = "invalid"


STATUS = {Result.CREATED: 201, Result.NOT_FOUND: 404, Result.CONFLICT: 409, Result.INVALID: 422}
"""The HTTP status of a result, if it is not 200."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change.

    ``id`` is the article's id, which may differ from the client's: an article that is known already, by its
    address for example, keeps its id. ``message`` says why nothing was stored, ``pending`` is the key of an
    update that waits for a decision.
    """

    result: Result
    id: str = ""
    message: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The outcomes in order, and the archive's revision, which an index must reach to have them all."""

    outcomes: tuple[Outcome, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the archive in the order of the last change: articles, or ids of deleted ones.

    ``next`` is the cursor of the next part. Without ``more`` there is nothing after it yet.
    """

    articles: tuple[Document | str, ...]
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision about two articles: what was decided before it (None: nothing), and the archive's
    revision, which an index must reach to have it.
    """

    before: bool | None
    revision: int


class Publisher(Protocol):
    """Stores changes durably before it returns, and indexes them soon after. Thread-safe."""

    def publish(self, changes: Sequence[Incoming], conflict: Conflict = Conflict.REFUSE) -> Published:
        """Store changes, all in one transaction if possible. A bad record does not affect the others.

        Raises:
            FehrestError: nothing was stored.
        """

    def wait(self, revision: int, seconds: float) -> bool:
        """Wait until the index has a revision. Returns False if it has not after these seconds."""

    def trouble(self) -> str:
        """Why the index is not up to date although nobody else writes to it; empty if nothing is wrong."""

    def id_of(self, url: str) -> str | None:
        """The id of the article with an address, in any spelling of it; None if there is none."""

    def draft(self, record: Json) -> Document:
        """A record with ``html`` as a document that is not stored.

        Raises:
            InvalidRecordError: it has neither title nor text.
        """

    def decide_story(self, one: str, other: str, same: bool | None) -> Ruled:
        """Decide that two articles, by id, are one story or not, or (None) remove the decision.

        Raises:
            FehrestError: nothing was changed: the archive is busy, or does not have one of them.
        """

    def part(self, cursor: int, size: int, scope: Scope, filters: Scope = ()) -> Part:
        """Up to ``size`` articles inside a scope, and inside chosen filters, that changed after a cursor.

        Every article is at the place of its last change. So articles that change meanwhile come again later,
        and none is left out. Deleted articles have no values: with a scope they are not named, with filters
        all are.
        """
