"""A post in several pages is one article: the text of each page is stored, and they are joined in order."""

import sqlite3
from dataclasses import replace

from indexer.article import Article

_NEARLY_WHOLE = 0.8
"""Pages only replace a text that did not come from pages if together they have at least this share of its
length.
"""


class Parts:
    """Works inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def learn(self, article_id: str, article: Article) -> None:
        """Store the text of a page. Does nothing for a complete text."""
        if article.part:
            self._run(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (article_id, article.part, _text(article))
            )

    def lacks(self, article_id: str, article: Article) -> bool:
        """Whether this is a page that is not stored, for example because an older version made the
        archive.
        """
        return bool(article.part) and article.part not in self._pages(article_id)

    def joined(self, article_id: str, article: Article, old: Article) -> Article | None:
        """The article with the text of all known pages; None if the archive has its complete text already.

        Title, date and names are those of the first page.
        """
        before = self._pages(article_id)
        of_pages = old.body in (_joined(before), _text(article))
        self.learn(article_id, article)
        body = _joined(self._pages(article_id))
        if not of_pages and len(body) < _NEARLY_WHOLE * len(old.body):
            return None
        facts = article if article.part == 1 or not of_pages else old
        return replace(facts, body=body, part=article.part, file=article.file, aliases=article.aliases)

    def forget(self, article_id: str) -> None:
        """Remove the pages when a complete text has replaced them."""
        self._run("DELETE FROM parts WHERE id = ?", (article_id,))

    def _pages(self, article_id: str) -> dict[int, str]:
        rows = self._run("SELECT number, body FROM parts WHERE id = ? ORDER BY number", (article_id,))
        return dict(rows.fetchall())


def _joined(pages: dict[int, str]) -> str:
    return "\n\n".join(text for text in pages.values() if text)


def _text(article: Article) -> str:
    return article.body.encode("utf-8", "replace").decode("utf-8")
