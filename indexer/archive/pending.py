"""Updates that wait for a decision. Each is stored complete, next to the article that it would replace."""

import json
import sqlite3
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from indexer.archive.identity import host_of_key, identity_of, origin_key, short_key, url_key
from indexer.archive.model import Doubt, Pending
from indexer.archive.payload import from_payload, pack, to_payload, unpack
from indexer.article import Article, Identity

_COLUMNS = "pending.key, pending.id, doubt, pending.payload, beside, pending.created, articles.payload"
_PENDING = f"SELECT {_COLUMNS} FROM pending LEFT JOIN articles ON articles.id = pending.id"  # noqa: S608


class PendingUpdates:
    """Works inside the caller's transaction. ``now`` is the time of its changes in UTC, ISO 8601."""

    def __init__(self, connection: sqlite3.Connection, now: str) -> None:
        self._run = connection.execute
        self._now = now

    def keep(
        self, article_id: str, article: Article, doubt: Doubt, *, source: str, item: str, told: str
    ) -> None:
        """Store an update, replacing an earlier one of the same origin."""
        beside = {
            "aliases": article.aliases,
            "identity": asdict(article.identity) if article.identity else None,
            "part": article.part,
            "partial": article.partial,
        }
        payload = json.dumps(to_payload(article), ensure_ascii=False)
        origin = origin_key(article.file)
        values = (article_id, origin, told, doubt.name, pack(payload), json.dumps(beside), source, item)
        self._run(
            "INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id, origin) DO UPDATE SET key = excluded.key, told = excluded.told,"
            " doubt = excluded.doubt, payload = excluded.payload, beside = excluded.beside,"
            " source = excluded.source, item = excluded.item",
            (short_key(f"{article_id} {origin} {told}"), *values, self._now),
        )

    def all(self) -> list[Pending]:
        """All pending updates, oldest first. Raises ValueError on a damaged row."""
        return [_pending(row) for row in self._run(f"{_PENDING} ORDER BY pending.created, pending.key")]

    def one(self, key: str) -> Pending | None:
        """The update with a key, or None."""
        row = self._run(f"{_PENDING} WHERE pending.key = ?", (key,)).fetchone()
        return _pending(row) if row else None

    def item(self, key: str) -> tuple[str, str]:
        """Source and item that it came from; empty if it was ingested."""
        row = self._run("SELECT source, item FROM pending WHERE key = ?", (key,)).fetchone()
        return (str(row[0]), str(row[1])) if row else ("", "")

    def remove(self, key: str) -> None:
        """Remove a pending update."""
        self._run("DELETE FROM pending WHERE key = ?", (key,))

    def settle(self, article_id: str, article: Article) -> None:
        """Remove a pending update whose origin has delivered something else since."""
        self._run("DELETE FROM pending WHERE id = ? AND origin = ?", (article_id, origin_key(article.file)))

    def withdraw(self, source: str, item: str) -> bool:
        """Remove the update of an item that its source no longer has. Returns whether there was one."""
        return self._run("DELETE FROM pending WHERE source = ? AND item = ?", (source, item)).rowcount > 0


def _pending(row: tuple[Any, ...]) -> Pending:
    key, replaces, doubt, payload, beside, created, current = row
    article = _whole(from_payload(unpack(payload)), json.loads(beside))
    return Pending(
        key=key,
        replaces=replaces,
        doubt=Doubt[doubt],
        site=_site(article),
        article=article,
        current=from_payload(current) if current else None,
        created=datetime.fromisoformat(created),
    )


def _whole(article: Article, beside: dict[str, Any]) -> Article:
    return replace(
        article,
        aliases=tuple(beside["aliases"]),
        identity=Identity(**beside["identity"]) if beside["identity"] else None,
        part=beside["part"],
        partial=beside["partial"],
    )


def _site(article: Article) -> str:
    named = identity_of(article)
    return (named.site if named else "") or host_of_key(url_key(article) or "")
