"""Decisions of an editor: withheld updates, and revisions to restore."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from indexer.archive.history import PURGED_AT_ONCE, History
from indexer.archive.ledger import Ledger
from indexer.archive.model import Pending, Revision
from indexer.archive.payload import from_payload
from indexer.archive.pending import PendingUpdates
from indexer.archive.schema import transaction, translated
from indexer.archive.writer import Writer
from indexer.errors import ArchiveCorruptError, UnknownArticleError, UnknownPendingError, UnknownRevisionError


class Decisions:
    """The decisions on one archive. Every method raises a subclass of ArchiveError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def pending(self) -> list[Pending]:
        """The updates that wait for a decision, oldest first."""
        with self._reading():
            return self._updates().all()

    def accept(self, key: str, *, as_new: bool = False) -> str:
        """Apply a withheld update or, with ``as_new``, store it as a new article. Returns the id of that
        article.

        Raises UnknownPendingError if no update with this key is pending.
        """
        with self._writing():
            updates = self._updates()
            waiting = self._waiting(updates, key)
            source, item = updates.item(key)
            writer = Writer(self._connection)
            updates.remove(key)
            if as_new:
                article_id = writer.add(waiting.article)
            else:
                article_id = waiting.replaces
                writer.write(article_id, waiting.article, "updated")
            if source and item:
                Ledger(self._connection, self._path).assign(source, item, article_id)
            return article_id

    def reject(self, key: str) -> str:
        """Drop a withheld update, and the same update when its source repeats it. Returns the id of the
        article, which does not change.

        Raises UnknownPendingError if no update with this key is pending.
        """
        with self._writing():
            updates = self._updates()
            waiting = self._waiting(updates, key)
            updates.remove(key)
            Writer(self._connection).reject(waiting.replaces, waiting.article)
            return waiting.replaces

    def history(self, article_id: str) -> list[Revision]:
        """The current revision and the replaced ones, newest first.

        Raises UnknownArticleError if the archive has no such article and no revisions of it.
        """
        with self._reading():
            row = self._connection.execute(
                "SELECT revision, payload FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            found = History(self._connection, "").revisions(article_id)
            if row is None:
                raise UnknownArticleError(
                    f"The archive has no article {article_id}; fehrest search prints ids."
                )
            return [Revision(article_id, row[0], from_payload(row[1]) if row[1] else None), *found]

    def restore(self, article_id: str, revision: int) -> None:
        """Restore a revision as a new revision. The one that it replaces goes to the history.

        Raises UnknownArticleError, and UnknownRevisionError if the archive does not have that revision.
        """
        with self._writing():
            found = next((one for one in self.history(article_id) if one.revision == revision), None)
            if found is None or found.article is None:
                raise UnknownRevisionError(
                    f"No revision {revision} of {article_id} is kept. List the kept ones: "
                    f"fehrest history {article_id}"
                )
            Writer(self._connection).write(article_id, found.article, "restored")

    def purge(self, days: float, at_once: int = PURGED_AT_ONCE) -> int:
        """Remove revisions that were replaced more than ``days`` days ago, ``at_once`` per transaction.

        Returns their number.
        """
        before = datetime.now(UTC) - timedelta(days=days)
        removed = 0
        while True:
            with self._writing():
                gone = History(self._connection, "").purge(before, at_once)
            removed += gone
            if gone < at_once:
                return removed

    def _updates(self) -> PendingUpdates:
        return PendingUpdates(self._connection, datetime.now(UTC).isoformat())

    def _waiting(self, updates: PendingUpdates, key: str) -> Pending:
        waiting = updates.one(key)
        if waiting is None:
            raise UnknownPendingError(f"No update {key} is pending. List the pending ones: fehrest pending")
        return waiting

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with translated(self._path):
            try:
                yield
            except (TypeError, ValueError, KeyError) as error:
                raise ArchiveCorruptError(f"A row in {self._path} is damaged: {error}.") from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._reading(), transaction(self._connection):
            yield
