"""Detects an article that a file contains twice. The two would replace each other in every run."""

import sqlite3
import weakref
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.archive import identity_of, title_key, url_key
from indexer.article import Article

_PARAGRAPHS = 10
_NOTHING = hash(None)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hashes of an article's title, address, number and first paragraphs."""

    title: int
    url: int
    number: int
    text: frozenset[int]

    def is_same(self, other: "_Mark") -> bool:
        """By a common paragraph, by title, or by an address if no number contradicts.

        Two articles without address and number have the same title here, and only their texts count.
        """
        if self.text & other.text:
            return True
        if self.url == self.number == _NOTHING:
            return False
        if self.title == other.title:
            return True
        numbers = {self.number, other.number} - {_NOTHING}
        return self.url == other.url != _NOTHING and len(numbers) < 2


class Repeats:
    """Takes the articles of files in order, and keeps a few hashes of each article of the current file, in a
    temporary table: one file may hold a whole archive.

    Two with the same number, the same address, or neither and the same title are one article if they share
    title, address or a paragraph. Others are different stories.
    """

    def __init__(self) -> None:
        self._file = ""
        self._empty = True
        # Without a name, SQLite keeps it in memory while it is small, and removes its file when it is closed.
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._table.close)
        self._run = self._table.execute
        self._run("PRAGMA journal_mode = OFF")
        self._run("CREATE TABLE seen (key INT, title INT, url INT, number INT, text BLOB)")
        self._run("CREATE INDEX seen_by_key ON seen (key)")

    def repeats(self, article: Article) -> bool:
        """Whether its own file contained it before. Remembers it."""
        if article.file != self._file:
            self._file = article.file
            self._forget()
        title, url, named = title_key(article), url_key(article), identity_of(article)
        text = frozenset(map(hash, article.body.split("\n\n", _PARAGRAPHS)[:_PARAGRAPHS]))
        mark = _Mark(hash(title), hash(url), hash(named), text)
        keys = [hash((key, article.part)) for key in (named, url) if key] or [hash(title)]
        twice = any(mark.is_same(first) for key in keys for first in self._seen(key))
        packed = array("q", text).tobytes()
        self._table.executemany(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?)",
            [(key, mark.title, mark.url, mark.number, packed) for key in keys],
        )
        self._empty = False
        return twice

    def _seen(self, key: int) -> Iterator[_Mark]:
        for title, url, number, text in self._run(
            "SELECT title, url, number, text FROM seen WHERE key = ?", (key,)
        ):
            yield _Mark(title, url, number, frozenset(array("q", text)))

    def _forget(self) -> None:
        if not self._empty:
            self._run("DELETE FROM seen")
            self._empty = True
