"""A post in several pages is one article: the text of each page is kept, and joined in order."""

import sqlite3
from dataclasses import replace

from indexer.article import Article

_NEARLY_WHOLE = 0.8
"""Pages replace a text that did not come from pages only where together they are at least this long."""


class Parts:
    """Works inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def learn(self, article_id: str, article: Article) -> None:
        """Keeps the text of a page; does nothing for a whole text."""
        if article.part:
            self._run(
                "INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (article_id, article.part, _text(article))
            )

    def lacks(self, article_id: str, article: Article) -> bool:
        """Whether this is a page that is not among those kept, as with an archive of an older version."""
        return bool(article.part) and article.part not in self._pages(article_id)

    def joined(self, article_id: str, article: Article, old: Article) -> Article | None:
        """The article with the text of all pages that are known; None where its whole text is there already.

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
        """Lets the pages go where a whole text has taken their place."""
        self._run("DELETE FROM parts WHERE id = ?", (article_id,))

    def _pages(self, article_id: str) -> dict[int, str]:
        rows = self._run("SELECT number, body FROM parts WHERE id = ? ORDER BY number", (article_id,))
        return dict(rows.fetchall())


def _joined(pages: dict[int, str]) -> str:
    return "\n\n".join(text for text in pages.values() if text)


def _text(article: Article) -> str:
    return article.body.encode("utf-8", "replace").decode("utf-8")
