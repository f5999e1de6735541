"""SQLite's FTS5, as its documentation shows it: bm25(), snippet(), and counts by GROUP BY.

The matches of a question are put into a temporary table first, because five counts read them.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.search.peers import FACETS, HITS, Peer, facet_columns, folder_size
from engines.port.model import Document

_SCHEMA = """
CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize="unicode61 remove_diacritics 2");
CREATE TABLE articles(rowid INTEGER PRIMARY KEY, id TEXT, year INTEGER);
CREATE TABLE facets(name TEXT, value TEXT, article INTEGER);
"""
_HITS = """
SELECT articles.id, highlight(texts, 0, '<mark>', '</mark>'), snippet(texts, 1, '<mark>', '</mark>', '…', 32)
FROM texts JOIN articles ON articles.rowid = texts.rowid
WHERE texts MATCH ? ORDER BY bm25(texts, 2.0, 1.0) LIMIT ?
"""


class Fts5(Peer):
    """A database in a folder."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._database = sqlite3.connect(folder / "texts.sqlite3", check_same_thread=False)
        self._database.executescript(_SCHEMA)

    def fill(self, documents: Sequence[Document]) -> None:
        with self._database as database:
            rows = enumerate(documents, 1)
            for number, document in rows:
                database.execute(
                    "INSERT INTO texts(rowid, title, body) VALUES (?, ?, ?)",
                    (number, document.title, document.body),
                )
                year = document.date.year if document.date else None
                database.execute("INSERT INTO articles VALUES (?, ?, ?)", (number, document.id, year))
                database.executemany("INSERT INTO facets VALUES (?, ?, ?)", _values(number, document))
            database.execute("CREATE INDEX by_article ON facets(article, name, value)")

    def settle(self) -> None:
        with self._database as database:
            database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
            database.execute("ANALYZE")

    def ask(self, text: str) -> int:
        question, database = _question(text), self._database
        database.execute("CREATE TEMP TABLE IF NOT EXISTS matches(article INTEGER PRIMARY KEY)")
        database.execute("DELETE FROM matches")
        database.execute("INSERT INTO matches SELECT rowid FROM texts WHERE texts MATCH ?", (question,))
        total = database.execute("SELECT count(*) FROM matches").fetchone()[0]
        database.execute(_HITS, (question, HITS)).fetchall()
        for name in FACETS:
            database.execute(
                "SELECT value, count(*) FROM matches CROSS JOIN facets USING (article) WHERE name = ? "
                "GROUP BY value ORDER BY 2 DESC LIMIT 20",
                (name,),
            ).fetchall()
        database.execute(
            "SELECT year, count(*) FROM matches CROSS JOIN articles ON articles.rowid = article GROUP BY year"
        ).fetchall()
        return int(total)

    def size(self) -> int:
        return folder_size(self._folder)

    def close(self) -> None:
        self._database.close()


def _values(number: int, document: Document) -> Iterator[tuple[str, str, int]]:
    for name, values in facet_columns(document).items():
        yield from ((name, value, number) for value in values)


def _question(text: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return " ".join(f'"{word}"' for word in words) or '""'
