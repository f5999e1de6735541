"""Which articles are one story, decided by editors, with a log. The archive has the decision itself."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from analyzers import FehrestError
from engines.port.model import Document
from search_app.desk.database import DeskDatabase
from search_app.push.port import ArchiveUnavailableError, Publisher, Ruled


class UnknownStoryEditError(FehrestError):
    """There is no such decision about two articles to undo."""

    status = 404
    code = "unknown-edit"


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """A decision: ids and titles of two articles, and whether they are one story (None: not decided).

    ``before`` is what was decided before it.
    """

    id: int
    one: str
    other: str
    one_title: str
    other_title: str
    same: bool
    before: bool | None
    user: str
    made: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Stories:
    """Decides about stories. Without a publisher, every decision raises ArchiveUnavailableError."""

    database: DeskDatabase
    publisher: Publisher | None

    def decide(self, one: Document, other: Document, same: bool, user: str) -> Ruled:
        """Make two articles one story, or two, and log it. Earlier decisions about them are void.

        Raises:
            FehrestError: the archive is busy, or does not have one of them. Nothing was changed.
        """
        publisher = self._publisher()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        values = (one.id, other.id, one.title[:500], other.title[:500], same, user, now, now)
        # It is void until the archive has it: a decision without a log could not be undone.
        with self.database.opened() as connection:
            done = connection.execute(
                "INSERT INTO story_edits (one, other, one_title, other_title, same, user, made, undone)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
        ruled = publisher.decide_story(one.id, other.id, same)
        with self.database.opened() as connection:
            pair = (now, one.id, other.id, other.id, one.id)
            connection.execute(
                "UPDATE story_edits SET undone = ? WHERE undone IS NULL AND"
                " ((one = ? AND other = ?) OR (one = ? AND other = ?))",
                pair,
            )
            values_now = (ruled.before, done.lastrowid)
            connection.execute('UPDATE story_edits SET undone = NULL, "before" = ? WHERE id = ?', values_now)
        return ruled

    def undo(self, number: int) -> Ruled:
        """Decide about two articles as it was before a decision.

        Raises:
            UnknownStoryEditError: there is none with this number that applies.
            FehrestError: the archive is busy. Nothing was changed.
        """
        edit = next((one for one in self.log(10_000) if one.id == number and not one.undone), None)
        if edit is None:
            raise UnknownStoryEditError(f"There is no decision {number} to undo")
        ruled = self._publisher().decide_story(edit.one, edit.other, edit.before)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.database.opened() as connection:
            connection.execute("UPDATE story_edits SET undone = ? WHERE id = ?", (now, number))
        return ruled

    def log(self, most: int = 50) -> list[StoryEdit]:
        """The latest decisions."""
        if not self.database.exists:
            return []
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM story_edits ORDER BY id DESC LIMIT ?", (most,)
            ).fetchall()
        return [_edit(row) for row in rows]

    def _publisher(self) -> Publisher:
        if self.publisher is None:
            raise ArchiveUnavailableError("This needs the archive, and this service has only the index")
        return self.publisher


def _edit(row: sqlite3.Row) -> StoryEdit:
    before = None if row["before"] is None else bool(row["before"])
    made = datetime.fromisoformat(row["made"])
    titles = (row["one_title"], row["other_title"])
    return StoryEdit(
        row["id"],
        row["one"],
        row["other"],
        *titles,
        bool(row["same"]),
        before,
        row["user"],
        made,
        row["undone"] is not None,
    )
