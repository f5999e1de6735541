"""What an editor decides: updates that were withheld, and revisions that are brought back."""

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
        """The updates that wait, the oldest first."""
        with self._reading():
            return self._updates().all()

    def accept(self, key: str, *, as_new: bool = False) -> str:
        """Makes a withheld update, or with ``as_new`` an article of its own from it; the id of that article.

        Raises UnknownPendingError where nothing of this key waits.
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
        """Drops a withheld update, and the same one when its source says it again; the id of the article that
        stays as it is. Raises UnknownPendingError."""
        with self._writing():
            updates = self._updates()
            waiting = self._waiting(updates, key)
            updates.remove(key)
            Writer(self._connection).reject(waiting.replaces, waiting.article)
            return waiting.replaces

    def history(self, article_id: str) -> list[Revision]:
        """The current revision and those that were replaced, the newest first.

        Raises UnknownArticleError where the archive never had such an article, or keeps nothing of it.
        """
        with self._reading():
            row = self._connection.execute(
                "SELECT revision, payload FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            found = History(self._connection, "").revisions(article_id)
            if row is None:
                raise UnknownArticleError(f"The archive has no article {article_id}; search prints ids.")
            return [Revision(article_id, row[0], from_payload(row[1]) if row[1] else None), *found]

    def restore(self, article_id: str, revision: int) -> None:
        """Brings a revision back, under a new revision; the one that it replaces goes to the history.

        Raises UnknownArticleError, and UnknownRevisionError where that revision is not kept.
        """
        with self._writing():
            found = next((one for one in self.history(article_id) if one.revision == revision), None)
            if found is None or found.article is None:
                raise UnknownRevisionError(
                    f"No revision {revision} of {article_id} is kept; print those that are: "
                    f"fehrest history {article_id}"
                )
            Writer(self._connection).write(article_id, found.article, "restored")

    def purge(self, days: float) -> int:
        """Removes revisions that were replaced longer ago than this, some in each transaction; how many."""
        before = datetime.now(UTC) - timedelta(days=days)
        removed = 0
        while True:
            with self._writing():
                gone = History(self._connection, "").purge(before)
            removed += gone
            if gone < PURGED_AT_ONCE:
                return removed

    def _updates(self) -> PendingUpdates:
        return PendingUpdates(self._connection, datetime.now(UTC).isoformat())

    def _waiting(self, updates: PendingUpdates, key: str) -> Pending:
        waiting = updates.one(key)
        if waiting is None:
            raise UnknownPendingError(f"No update {key} waits; print those that do: fehrest pending")
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
