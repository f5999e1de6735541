"""Articles that a site deleted: an older file does not restore them."""

import sqlite3
from datetime import datetime

from indexer.archive.payload import utc
from indexer.article import Article


class Gone:
    """Works inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def note(self, article_id: str, source: str) -> None:
        """Record that a source deleted an article, and when the article was last changed."""
        self._run(
            "INSERT OR REPLACE INTO gone SELECT id, ?, coalesce(json_extract(payload, '$.modified'), date)"
            " FROM articles WHERE id = ? AND deleted = 0",
            (source, article_id),
        )

    def forget(self, article_id: str) -> None:
        """The article exists again."""
        self._run("DELETE FROM gone WHERE id = ?", (article_id,))

    def stays(self, article_id: str, article: Article) -> bool:
        """Whether what a file has of a deleted article is no newer than what its site deleted."""
        row = self._run("SELECT modified FROM gone WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            return False
        changed = article.modified or article.date
        return not (changed and row[0] and utc(changed) > datetime.fromisoformat(row[0]))
