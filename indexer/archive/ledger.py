"""What each source has delivered, and how far it was read.

It is stored in the archive, in the same transaction as the articles. So articles and positions agree after a
kill, and the next run continues from there.
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
from indexer.article import Article, Identity


@dataclass(frozen=True, slots=True)
class Place:
    """How far a source was read. Only the source knows the meaning of ``state``; ``synced`` is its last
    complete run, in UTC.
    """

    address: str
    kind: str
    state: dict[str, Any]
    synced: datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as an ``item`` of a source, by the source's own name for it (empty: the article's id; None:
    it is not an item).

    ``stamp`` shows later whether the item has changed. A ``gentle`` one does not overwrite what a better
    source delivered. If names are ``loose``, several stories may have the same name.
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
        """All sources, sorted by address."""
        rows = self._rows("SELECT address, kind, state, synced FROM sources ORDER BY address")
        return [_place(row) for row in rows]

    def place(self, address: str) -> Place | None:
        """One source, or None if it is unknown."""
        rows = self._rows("SELECT address, kind, state, synced FROM sources WHERE address = ?", address)
        return _place(rows[0]) if rows else None

    def remember(self, place: Place) -> None:
        """Store a position."""
        with translated(self._path), transaction(self._connection):
            self._remember(place)

    def items(self, address: str) -> dict[str, str]:
        """The items of a source and their stamps."""
        return dict(self._rows("SELECT item, stamp FROM items WHERE source = ?", address))

    def count(self, address: str, items: Iterable[str] | None = None) -> int:
        """How many of the source's items, or of the given ones, are articles."""
        if items is not None:
            return sum(1 for item in items if self._article_of(address, item))
        rows = self._rows("SELECT count(*) FROM items WHERE source = ? AND article != ''", address)
        return int(rows[0][0])

    def commit(self, place: Place, tellings: Sequence[Telling]) -> list[tuple[str, Change]]:
        """Store articles and the position, all or nothing."""
        with translated(self._path), transaction(self._connection):
            writer = Writer(self._connection)
            done = [self._put(writer, place.address, telling) for telling in tellings]
            self._remember(place)
        return done

    def record(self, tellings: Sequence[tuple[str, Telling]]) -> list[tuple[str, Change]]:
        """Store articles of sources (pairs with their address) that have no position, all or nothing."""
        with translated(self._path), transaction(self._connection):
            writer = Writer(self._connection)
            return [self._put(writer, source, telling) for source, telling in tellings]

    def pushed(self, prefix: str, source: str | None, item: str) -> list[str]:
        """Ids of the living articles that an item is: of one source, or of all whose address begins so."""
        rows = self._rows(
            "SELECT DISTINCT articles.id FROM items JOIN articles ON articles.id = items.article"
            " WHERE item = ? AND deleted = 0 AND (source = ? OR (? IS NULL AND substr(source, 1, ?) = ?))",
            *(item, source, source, len(prefix), prefix),
        )
        return [str(row[0]) for row in rows]

    def identified(self, named: Identity) -> list[str]:
        """Ids of the living articles with a number on a host, whatever the base path of the site is."""
        rows = self._rows(
            "SELECT DISTINCT articles.id FROM identities JOIN articles ON articles.id = identities.id"
            " WHERE kind = ? AND number = ? AND deleted = 0 AND (site = ? OR substr(site, 1, ?) = ?)",
            *(named.kind, named.number, named.site, len(named.site) + 1, f"{named.site}/"),
        )
        return [str(row[0]) for row in rows] if named.site else []

    def withdraw(self, article_id: str, *, by: str) -> bool:
        """Delete an article by a program's request. An older file does not bring it back."""
        with translated(self._path), transaction(self._connection):
            return Writer(self._connection).delete(article_id, by=by)

    def stamp(self, address: str, stamps: Iterable[tuple[str, str]]) -> None:
        """Store (item, stamp) of items that have no article of their own or did not change."""
        with translated(self._path), transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO items VALUES (?, ?, '', ?)"
                " ON CONFLICT (source, item) DO UPDATE SET stamp = excluded.stamp",
                ((address, item, stamp) for item, stamp in stamps),
            )

    def forget(self, address: str, items: Sequence[str], holders: Sequence[str]) -> list[tuple[str, str]]:
        """Remove items of a source. Returns (item, article id) of those whose article was deleted with it.

        An article is kept as long as another source in ``holders`` (addresses) has it as an item, or if the
        item was an update of it that is still pending.
        """
        deleted: list[tuple[str, str]] = []
        with translated(self._path), transaction(self._connection):
            writer = Writer(self._connection)
            pending = PendingUpdates(self._connection, "")
            for item in items:
                article = self._drop(address, item)
                if pending.withdraw(address, item):
                    continue
                if article and self._orphaned(article, holders) and writer.delete(article, by=address):
                    deleted.append((item, article))
        return deleted

    def remove(self, address: str) -> bool:
        """Forget a source. Its articles remain, and files may restore those that it deleted."""
        with translated(self._path), transaction(self._connection):
            for table in ("items", "gone"):
                self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (address,))  # noqa: S608
            return self._connection.execute("DELETE FROM sources WHERE address = ?", (address,)).rowcount > 0

    def _put(self, writer: Writer, source: str, telling: Telling) -> tuple[str, Change]:
        known = self._article_of(source, telling.item) if telling.item else ""
        of = ItemOf(source, telling.item or "", known or None, telling.gentle, telling.loose)
        article_id, change = writer.put(telling.article, of)
        if telling.item is not None:
            self.assign(source, telling.item or article_id, article_id, telling.stamp)
        return article_id, change

    def assign(self, source: str, item: str, article_id: str, stamp: str | None = None) -> None:
        """Store which article an item is, inside a transaction. None does not change its stamp."""
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
