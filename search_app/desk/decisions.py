"""What editors decided about pairs of a draft and an article, and about single articles.

A draft has no id until it is published, so a decision is found by any of its ``keys``: the draft's id or
address if it has one, and its folded title.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from analyzers import FehrestError, fold
from engines.port.model import Document
from search.reasons import address_key
from search_app.desk.database import DeskDatabase


class Verdict(StrEnum):
    """What an editor decided."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    """Not in this list of this draft."""
    NEVER = "never"
    """Never next to each other: in no list of either, on the desk and on the site."""
    BAN = "ban"
    """The article is never suggested, whatever the draft."""


class Kind(StrEnum):
    """The list in which the article was."""

    RELATED = "related"
    LINK = "link"
    BACK = "back"


class UnknownDecisionError(FehrestError):
    """There is no such decision to undo."""

    status = 404
    code = "unknown-decision"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``draft`` is the draft's title, ``other`` the id of the article, ``title`` its title."""

    id: int
    verdict: Verdict
    kind: Kind
    draft: str
    other: str
    title: str
    user: str
    made: datetime
    undone: datetime | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What applies to one draft.

    ``hidden`` are ids by list, ``never`` ids in no list, ``apart`` keys of drafts that never want this one,
    ``accepted`` ids by list.
    """

    hidden: dict[Kind, frozenset[str]]
    accepted: dict[Kind, frozenset[str]]
    never: frozenset[str]
    apart: frozenset[str]

    @property
    def keeps_apart(self) -> bool:
        """Whether some article may not be in any list."""
        return bool(self.never or self.apart)

    def is_apart(self, document: Document) -> bool:
        """Whether an article may not be in any list."""
        if document.id in self.never:
            return True
        return bool(self.apart) and not self.apart.isdisjoint(keys_of(document))

    def excluded(self, kind: Kind) -> frozenset[str]:
        """The ids that may not be in a list."""
        return self.never | self.hidden.get(kind, frozenset())


NOTHING = Decided({}, {}, frozenset(), frozenset())


def keys_of(document: Document) -> tuple[str, ...]:
    """The keys of a draft or an article."""
    title = " ".join(fold(document.title).split())
    url = address_key(document.url) if document.url else ""
    found = (("id", document.id), ("url", url), ("title", title))
    return tuple(f"{name}:{value}" for name, value in found if value)


class Decisions:
    """The decisions of a desk. Without a file there are none. Every method may raise DeskFileError."""

    def __init__(self, database: DeskDatabase) -> None:
        self.database = database

    def add(self, verdict: Verdict, kind: Kind, draft: Document, other: Document, user: str) -> int:
        """Store a decision in place of an earlier one about the same pair and list. Returns its number."""
        keys, now = keys_of(draft), datetime.now(UTC).isoformat(timespec="seconds")
        with self.database.opened() as connection:
            for row in _applying(connection, keys, other.id):
                if row["kind"] == kind and row["verdict"] in (Verdict.ACCEPT, Verdict.DISMISS):
                    connection.execute("UPDATE decisions SET undone = ? WHERE id = ?", (now, row["id"]))
            values = (verdict, kind, draft.title[:500], other.id, other.title[:500], user, now)
            done = connection.execute(
                "INSERT INTO decisions (verdict, kind, draft, other, title, user, made) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            number = int(done.lastrowid or 0)
            rows = [(key, number) for key in keys]
            connection.executemany("INSERT OR IGNORE INTO decision_keys VALUES (?, ?)", rows)
        return number

    def undo(self, number: int) -> Decision:
        """Make a decision void. It stays in the list of all.

        Raises:
            UnknownDecisionError: there is none with this number that applies.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.database.opened() as connection:
            done = connection.execute(
                "UPDATE decisions SET undone = ? WHERE id = ? AND undone IS NULL", (now, number)
            )
            if not done.rowcount:
                raise UnknownDecisionError(f"There is no decision {number} to undo")
            return _decision(connection.execute("SELECT * FROM decisions WHERE id = ?", (number,)).fetchone())

    def of(self, document: Document) -> Decided:
        """What applies to a draft or an article."""
        if not self.database.exists:
            return NOTHING
        keys = keys_of(document)
        with self.database.reading() as connection:
            rows = _applying(connection, keys)
            bans = connection.execute("SELECT other FROM decisions WHERE undone IS NULL AND verdict = 'ban'")
            never = {row["other"] for row in bans} | {r["other"] for r in rows if r["verdict"] == "never"}
            apart = connection.execute(
                "SELECT key FROM decision_keys JOIN decisions ON id = decision "
                "WHERE other = ? AND verdict = 'never' AND undone IS NULL AND ? != ''",
                (document.id, document.id),
            ).fetchall()
        return Decided(
            hidden=_by_kind(rows, Verdict.DISMISS),
            accepted=_by_kind(rows, Verdict.ACCEPT),
            never=frozenset(never),
            apart=frozenset(row["key"] for row in apart),
        )

    def all(self, most: int = 200, document: Document | None = None) -> list[Decision]:
        """The latest decisions, those that were undone too.

        Args:
            document: only those about this draft that still apply.
        """
        if not self.database.exists:
            return []
        with self.database.reading() as connection:
            if document:
                found = _applying(connection, keys_of(document))
                return [_decision(row) for row in sorted(found, key=lambda row: -row["id"])[:most]]
            rows = connection.execute("SELECT * FROM decisions ORDER BY id DESC LIMIT ?", (most,))
            return [_decision(row) for row in rows]


def _applying(connection: sqlite3.Connection, keys: Iterable[str], other: str = "") -> list[sqlite3.Row]:
    """The decisions about a draft that were not undone."""
    known = tuple(keys)
    marks = ", ".join("?" * len(known))
    return connection.execute(
        "SELECT DISTINCT decisions.* FROM decisions JOIN decision_keys ON id = decision "  # noqa: S608
        f"WHERE key IN ({marks}) AND undone IS NULL AND (? = '' OR other = ?)",
        (*known, other, other),
    ).fetchall()


def _by_kind(rows: list[sqlite3.Row], verdict: Verdict) -> dict[Kind, frozenset[str]]:
    return {
        kind: frozenset(row["other"] for row in rows if (row["verdict"], row["kind"]) == (verdict, kind))
        for kind in Kind
    }


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["id"],
        verdict=Verdict(row["verdict"]),
        kind=Kind(row["kind"]),
        draft=row["draft"],
        other=row["other"],
        title=row["title"],
        user=row["user"],
        made=datetime.fromisoformat(row["made"]),
        undone=datetime.fromisoformat(row["undone"]) if row["undone"] else None,
    )
