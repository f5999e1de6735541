"""What each source has told, and how far it was read.

It is kept in the archive, in one transaction with the articles: a kill at any moment leaves articles and
places that agree, and the next run goes on from there.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.archive.model import Change
from indexer.archive.pending import PendingUpdates
from indexer.archive.schema import transaction, translated
from indexer.archive.writer import ItemOf, Writer
from indexer.article import Article


@dataclass(frozen=True, slots=True)
class Place:
    """How far a source was read: its ``state`` is its own affair, ``synced`` its last whole run, in UTC."""

    address: str
    kind: str
    state: dict[str, Any]
    synced: datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One article as an ``item`` of a source, by the source's own name for it (empty: the article's id, None:
    it is no item).

    ``stamp`` tells later whether the item changed. A ``gentle`` telling does not overwrite what another
    source told better. Where names are ``loose``, one may be that of several stories.
    """

    article: Article
    item: str | None = ""
    stamp: str = ""
    gentle: bool = False
    loose: bool = False


class Ledger:
    """The sources of one archive. Every method raises a subclass of ArchiveError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def places(self) -> list[Place]:
        """Every source, in the order of addresses."""
        rows = self._rows("SELECT address, kind, state, synced FROM sources ORDER BY address")
        return [_place(row) for row in rows]

    def place(self, address: str) -> Place | None:
        """One source, where it is known."""
        rows = self._rows("SELECT address, kind, state, synced FROM sources WHERE address = ?", address)
        return _place(rows[0]) if rows else None

    def remember(self, place: Place) -> None:
        """Writes a place."""
        with translated(self._path), transaction(self._connection):
            self._remember(place)

    def items(self, address: str) -> dict[str, str]:
        """The items of a source, and the stamp of each."""
        return dict(self._rows("SELECT item, stamp FROM items WHERE source = ?", address))

    def count(self, address: str, items: Iterable[str] | None = None) -> int:
        """How many of the source's items, or of some of them, are articles."""
        if items is not None:
            return sum(1 for item in items if self._article_of(address, item))
        rows = self._rows("SELECT count(*) FROM items WHERE source = ? AND article != ''", address)
        return int(rows[0][0])

    def commit(self, place: Place, tellings: Sequence[Telling]) -> list[tuple[str, Change]]:
        """Archives the articles and writes the place, all or nothing."""
        with translated(self._path), transaction(self._connection):
            writer = Writer(self._connection)
            done = [self._put(writer, place.address, telling) for telling in tellings]
            self._remember(place)
        return done

    def stamp(self, address: str, stamps: Iterable[tuple[str, str]]) -> None:
        """Notes (item, stamp) of items that came to no article of their own, or did not change."""
        with translated(self._path), transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO items VALUES (?, ?, '', ?)"
                " ON CONFLICT (source, item) DO UPDATE SET stamp = excluded.stamp",
                ((address, item, stamp) for item, stamp in stamps),
            )

    def forget(self, address: str, items: Sequence[str], holders: Sequence[str]) -> list[tuple[str, str]]:
        """Drops items of a source. Those whose article was deleted by it are returned, with its id.

        An article lives on as long as an item of another source in ``holders`` (addresses) is that article,
        and where the item was an update of it that still waits for a decision.
        """
        deleted: list[tuple[str, str]] = []
        with translated(self._path), transaction(self._connection):
            writer = Writer(self._connection)
            pending = PendingUpdates(self._connection, "")
            for item in items:
                article = self._drop(address, item)
                if pending.withdraw(address, item):
                    continue
                if article and self._orphaned(article, holders) and writer.delete(article):
                    deleted.append((item, article))
        return deleted

    def remove(self, address: str) -> bool:
        """Forgets a source; its articles stay."""
        with translated(self._path), transaction(self._connection):
            self._connection.execute("DELETE FROM items WHERE source = ?", (address,))
            return self._connection.execute("DELETE FROM sources WHERE address = ?", (address,)).rowcount > 0

    def _put(self, writer: Writer, source: str, telling: Telling) -> tuple[str, Change]:
        known = self._article_of(source, telling.item) if telling.item else ""
        of = ItemOf(source, telling.item or "", known or None, telling.gentle, telling.loose)
        article_id, change = writer.put(telling.article, of)
        if telling.item is not None:
            self.assign(source, telling.item or article_id, article_id, telling.stamp)
        return article_id, change

    def assign(self, source: str, item: str, article_id: str, stamp: str | None = None) -> None:
        """Notes which article an item is, inside a transaction; None leaves its stamp as it is."""
        self._connection.execute(
            "INSERT INTO items VALUES (?, ?, ?, ?) ON CONFLICT (source, item) DO UPDATE SET"
            " article = excluded.article, stamp = coalesce(?, stamp)",
            (source, item, article_id, stamp or "", stamp),
        )

    def _article_of(self, source: str, item: str) -> str:
        rows = self._rows("SELECT article FROM items WHERE source = ? AND item = ?", source, item)
        return str(rows[0][0]) if rows else ""

    def _drop(self, source: str, item: str) -> str:
        article = self._article_of(source, item)
        self._connection.execute("DELETE FROM items WHERE source = ? AND item = ?", (source, item))
        return article

    def _orphaned(self, article: str, holders: Sequence[str]) -> bool:
        marks = ", ".join("?" * len(holders))
        query = f"SELECT 1 FROM items WHERE article = ? AND source IN ({marks}) LIMIT 1"  # noqa: S608
        return self._connection.execute(query, (article, *holders)).fetchone() is None

    def _remember(self, place: Place) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
            (
                place.address,
                place.kind,
                json.dumps(place.state, ensure_ascii=False, sort_keys=True),
                place.synced.astimezone(UTC).isoformat() if place.synced else None,
            ),
        )

    def _rows(self, query: str, *values: object) -> list[Any]:
        with translated(self._path):
            return self._connection.execute(query, values).fetchall()


def _place(row: tuple[str, str, str, str | None]) -> Place:
    address, kind, state, synced = row
    return Place(address, kind, json.loads(state), datetime.fromisoformat(synced) if synced else None)
