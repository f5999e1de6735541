"""Articles that a site deleted: a file from before does not bring them back."""

import sqlite3
from datetime import datetime

from indexer.archive.payload import utc
from indexer.article import Article


class Gone:
    """Works inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def note(self, article_id: str, source: str) -> None:
        """Notes that a source deleted a living article, and when the article was last changed."""
        self._run(
            "INSERT OR REPLACE INTO gone SELECT id, ?, coalesce(json_extract(payload, '$.modified'), date)"
            " FROM articles WHERE id = ? AND deleted = 0",
            (source, article_id),
        )

    def forget(self, article_id: str) -> None:
        """The article lives again."""
        self._run("DELETE FROM gone WHERE id = ?", (article_id,))

    def stays(self, article_id: str, article: Article) -> bool:
        """Whether what a file says of a deleted article is no newer than what its site deleted."""
        row = self._run("SELECT modified FROM gone WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            return False
        changed = article.modified or article.date
        return not (changed and row[0] and utc(changed) > datetime.fromisoformat(row[0]))
