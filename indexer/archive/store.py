"""The archive: every article once, with a revision for each change, in one SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import batched
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.archive.decisions import Decisions
from indexer.archive.identity import address_key
from indexer.archive.ledger import Ledger
from indexer.archive.model import ArchivedArticle, ArchiveStats, Change
from indexer.archive.payload import from_payload
from indexer.archive.schema import connect, transaction, translated
from indexer.archive.writer import Writer
from indexer.article import Article
from indexer.errors import ArchiveCorruptError

BATCH = 500
_COLUMNS = (
    "id, revision, content_hash, deleted, payload, created, updated,"
    " (SELECT story FROM sketches WHERE sketches.id = articles.id) AS story,"
    " (SELECT vector FROM embeddings WHERE embeddings.content_hash = articles.content_hash) AS vector"
)


class Archive:
    """The source of truth. A context manager for use by one thread.

    Many processes may read while one writes. Every method raises a subclass of ArchiveError:
    ArchiveBusyError, ArchiveCorruptError, ArchiveUnwritableError or ArchiveVersionError.

    Args:
        path: the SQLite file, created with its folder if missing.
        wait: seconds to wait for another writer.
    """

    def __init__(self, path: Path, *, wait: float = 10.0) -> None:
        self.path = Path(path)
        self._connection = connect(self.path, wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. May be called again."""
        self._connection.close()

    def put(self, article: Article) -> Change:
        """Store one article. It is committed on return."""
        return self.put_batch([article])[0][1]

    def put_many(self, articles: Iterable[Article]) -> Iterator[tuple[str, Change]]:
        """Store articles while the iterator advances. Yields ids and changes in order, each after its
        commit.
        """
        for batch in batched(articles, BATCH):
            yield from self.put_batch(batch)

    def put_batch(self, articles: Sequence[Article]) -> list[tuple[str, Change]]:
        """Store all of them in one transaction."""
        if not articles:
            return []
        with translated(self.path), transaction(self._connection):
            writer = Writer(self._connection)
            return [writer.put(article) for article in articles]

    @property
    def ledger(self) -> Ledger:
        """What each source has delivered, and how far it was read."""
        return Ledger(self._connection, self.path)

    @property
    def decisions(self) -> Decisions:
        """Pending updates, and replaced revisions."""
        return Decisions(self._connection, self.path)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for reading data derived from the articles."""
        with translated(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, for writing data derived from the articles."""
        with translated(self.path), transaction(self._connection):
            yield self._connection

    def delete(self, article_id: str) -> bool:
        """Leave a tombstone with a new revision. False if no article has the id."""
        with translated(self.path), transaction(self._connection):
            return Writer(self._connection).delete(article_id)

    def get(self, article_id: str) -> ArchivedArticle | None:
        """The article with this id; None if there is none or it is deleted."""
        return self._living("id = ?", article_id)

    def get_by_url(self, url: str) -> ArchivedArticle | None:
        """The article at this address, in any spelling; None if there is none."""
        key = address_key(url)
        return self._living("url_key = ?", key) if key else None

    def changes(self, after: int = 0) -> Iterator[ArchivedArticle]:
        """Everything changed since a revision: each article once, at its last revision, in rising order.

        Tombstones have ``deleted=True``. Read in pages, so memory stays flat and no lock is held: the archive
        may be written meanwhile, and such changes come last.
        """
        query = f"SELECT {_COLUMNS} FROM articles WHERE revision > ? ORDER BY revision LIMIT {BATCH}"  # noqa: S608
        while rows := self._rows(query, after):
            for row in rows:
                yield self._archived(row)
            after = int(rows[-1][1])

    def count_changes(self, after: int = 0) -> int:
        """The number of articles and tombstones that ``changes`` yields."""
        return int(self._rows("SELECT count(*) FROM articles WHERE revision > ?", after)[0][0])

    @property
    def revision(self) -> int:
        """The last revision; 0 for an empty archive."""
        return int(self._rows("SELECT coalesce(max(revision), 0) FROM articles")[0][0])

    def lineage(self, revision: int) -> str:
        """A mark of the archive and of its history up to a revision.

        It does not change when the archive is written. Another archive has another mark, and so has a copy of
        this one that was changed separately before that revision.
        """
        [(archive,)] = self._rows("SELECT mark FROM marks WHERE revision = 0")
        found = self._rows(
            "SELECT mark FROM marks WHERE revision >= ? AND revision > 0 AND ? > 0 ORDER BY revision LIMIT 1",
            revision,
            revision,
        )
        return f"{archive}-{found[0][0]}" if found else str(archive)

    def add_counts(self, counts: Mapping[str, int]) -> None:
        """Add to the counters of what all runs did; a name that is new begins at 0."""
        if not counts:
            return
        with translated(self.path), transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO counters VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                counts.items(),
            )

    def counts(self) -> dict[str, int]:
        """The counters by name."""
        return dict(self._rows("SELECT name, value FROM counters"))

    def note_reading(self, settings: Mapping[str, str]) -> None:
        """Store the settings that sources were read with; those of the last run stay."""
        if settings == self.read_with():
            return
        with translated(self.path), transaction(self._connection):
            self._connection.executemany("INSERT OR REPLACE INTO read_with VALUES (?, ?)", settings.items())

    def read_with(self) -> dict[str, str]:
        """The settings that the last run read its sources with; empty before the first one."""
        return dict(self._rows("SELECT name, value FROM read_with"))

    def damage(self) -> str | None:
        """What SQLite finds wrong with the file (``PRAGMA quick_check``); None if it is sound."""
        found = [str(row[0]) for row in self._rows("PRAGMA quick_check(3)")]
        return None if found == ["ok"] else "; ".join(found)

    def living(self, until: int) -> list[str]:
        """Ids of the articles that are not deleted and have not changed since a revision."""
        rows = self._rows("SELECT id FROM articles WHERE deleted = 0 AND revision <= ?", until)
        return [str(row[0]) for row in rows]

    def count(self) -> int:
        """The number of articles that are not deleted."""
        return int(self._rows("SELECT count(*) FROM articles WHERE deleted = 0")[0][0])

    def stats(self) -> ArchiveStats:
        """Figures of the archive."""
        languages = self._rows(
            "SELECT language, count(*) FROM articles WHERE deleted = 0 GROUP BY language ORDER BY 2 DESC, 1"
        )
        oldest, newest = self._rows("SELECT min(date), max(date) FROM articles WHERE deleted = 0")[0]
        total, updated = self._rows("SELECT count(*), max(updated) FROM articles")[0]
        living = sum(count for _, count in languages)
        return ArchiveStats(
            articles=living,
            deleted=total - living,
            revision=self.revision,
            languages=dict(languages),
            oldest=_moment(oldest),
            newest=_moment(newest),
            updated=_moment(updated),
        )

    def _living(self, condition: str, value: str) -> ArchivedArticle | None:
        query = f"SELECT {_COLUMNS} FROM articles WHERE deleted = 0 AND {condition}"  # noqa: S608
        rows = self._rows(f"{query} ORDER BY created, id LIMIT 1", value)
        return self._archived(rows[0]) if rows else None

    def _rows(self, query: str, *values: object) -> list[Any]:
        with translated(self.path):
            return self._connection.execute(query, values).fetchall()

    def _archived(self, row: Any) -> ArchivedArticle:
        article_id, revision, digest, deleted, payload, created, updated, story, vector = row
        try:
            return ArchivedArticle(
                id=article_id,
                revision=revision,
                content_hash=digest,
                deleted=bool(deleted),
                article=None if deleted else from_payload(payload),
                created=datetime.fromisoformat(created),
                updated=datetime.fromisoformat(updated),
                story=story,
                embedding=vector or b"",
            )
        except (TypeError, ValueError) as error:
            raise ArchiveCorruptError(
                f"The article {article_id} in {self.path} is damaged ({error}); ingest its source again."
            ) from error


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
