"""Replaced revisions: kept for some time, listed, restored, and finally removed."""

import sqlite3
from datetime import datetime

from indexer.archive.model import Revision
from indexer.archive.payload import from_payload, pack, unpack

PURGED_AT_ONCE = 1000
"""Number of revisions that one transaction removes, so that no other writer waits long."""


class History:
    """Works inside the caller's transaction. ``now`` is the time of its changes in UTC, ISO 8601."""

    def __init__(self, connection: sqlite3.Connection, now: str) -> None:
        self._run = connection.execute
        self._now = now

    def keep(self, article_id: str, reason: str) -> None:
        """Keep the current state of an article before it is replaced."""
        row = self._run(
            "SELECT revision, payload FROM articles WHERE id = ? AND deleted = 0", (article_id,)
        ).fetchone()
        if row:
            self._run(
                "INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?)",
                (article_id, row[0], self._now, reason, pack(row[1])),
            )

    def revisions(self, article_id: str) -> list[Revision]:
        """All kept revisions of an article, newest first. Raises ValueError on a damaged row."""
        rows = self._run(
            "SELECT revision, replaced, reason, payload FROM history WHERE id = ? ORDER BY revision DESC",
            (article_id,),
        ).fetchall()
        return [
            Revision(
                article_id,
                revision,
                from_payload(unpack(payload)),
                datetime.fromisoformat(replaced),
                reason,
            )
            for revision, replaced, reason, payload in rows
        ]

    def purge(self, before: datetime, most: int = PURGED_AT_ONCE) -> int:
        """Remove up to ``most`` revisions that were replaced before a time in UTC. Returns their
        number.
        """
        return self._run(
            "DELETE FROM history WHERE rowid IN (SELECT rowid FROM history WHERE replaced < ? LIMIT ?)",
            (before.isoformat(), most),
        ).rowcount
