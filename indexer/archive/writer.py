"""How an article enters the archive: who it is, whether it says anything new, and what is written."""

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexer.archive.identity import content_hash, new_id, origin_key, title_key, url_key
from indexer.archive.model import Change
from indexer.archive.payload import to_payload
from indexer.article import Article

_FOUND = "SELECT id, content_hash, deleted, external_id, json_extract(payload, '$.url') FROM articles"
_UPSERT = """INSERT INTO articles VALUES (
        :id, (SELECT coalesce(max(revision), 0) + 1 FROM articles), :content_hash, 0,
        :external_id, :url_key, :title_key, :language, :date, :payload, :now, :now)
    ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, content_hash = excluded.content_hash, deleted = 0,
        external_id = coalesce(excluded.external_id, external_id), url_key = excluded.url_key,
        title_key = excluded.title_key, language = excluded.language, date = excluded.date,
        payload = excluded.payload, updated = excluded.updated"""


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    content_hash: str
    deleted: bool
    external_id: str | None
    url: str | None


class Writer:
    """Writes inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._now = datetime.now(UTC).isoformat()

    def put(self, article: Article) -> tuple[str, Change]:
        """The article's id, and what changed."""
        known = self._recognise(article)
        if known is None:
            return self._write(new_id(article), article), Change.ADDED
        if known.deleted:
            return self._write(known.id, article), Change.ADDED
        told = content_hash(to_payload(article))
        if self._told_before(known.id, article.file, told):
            return known.id, Change.UNCHANGED
        merged = article if article.url else replace(article, url=known.url)
        if content_hash(to_payload(merged)) == known.content_hash:
            return known.id, Change.UNCHANGED
        return self._write(known.id, merged, told), Change.UPDATED

    def delete(self, article_id: str) -> bool:
        """Replaces a living article by a tombstone."""
        done = self._connection.execute(
            "UPDATE articles SET deleted = 1, payload = NULL, updated = ?,"
            " revision = (SELECT max(revision) + 1 FROM articles) WHERE id = ? AND deleted = 0",
            (self._now, article_id),
        )
        self._connection.execute("DELETE FROM sightings WHERE id = ?", (article_id,))
        return done.rowcount > 0

    def _recognise(self, article: Article) -> _Known | None:
        """By the source's id, then by address, then by title and day where an address is missing."""
        if article.external_id and (known := self._first(article, "id = ?", article.external_id)):
            return known
        key = url_key(article)
        if key and (known := self._first(article, "url_key = ?", key)):
            return known
        addressless = "title_key = ? AND url_key IS NULL" if key else "title_key = ?"
        return self._first(article, addressless, title_key(article))

    def _first(self, article: Article, condition: str, value: str) -> _Known | None:
        """The oldest match. Two ids given by sources are two articles, whatever else agrees."""
        rows = self._connection.execute(f"{_FOUND} WHERE {condition} ORDER BY created, id", (value,))
        for row in rows:
            known = _Known(row[0], row[1], bool(row[2]), row[3], row[4])
            if not (article.external_id and known.external_id) or article.external_id == known.external_id:
                return known
        return None

    def _told_before(self, article_id: str, file: str, told: str) -> bool:
        row = self._connection.execute(
            "SELECT content_hash FROM sightings WHERE id = ? AND origin = ?", (article_id, origin_key(file))
        ).fetchone()
        return row is not None and row[0] == told

    def _write(self, article_id: str, article: Article, told: str | None = None) -> str:
        payload = to_payload(article)
        digest = content_hash(payload)
        self._connection.execute(
            _UPSERT,
            {
                "id": article_id,
                "content_hash": digest,
                "external_id": article.external_id,
                "url_key": url_key(article),
                "title_key": title_key(article),
                "language": article.language,
                "date": payload.get("date"),
                "payload": json.dumps(payload, ensure_ascii=False),
                "now": self._now,
            },
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?)",
            (article_id, origin_key(article.file), told or digest),
        )
        return article_id
