"""How an article enters the archive: who it is, whether it says anything new, and what is written."""

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from indexer.archive.identity import (
    address_key,
    alias_keys,
    content_hash,
    new_id,
    origin_key,
    title_key,
    url_key,
)
from indexer.archive.model import Change
from indexer.archive.payload import to_payload, utc
from indexer.article import Article

_FOUND = (
    "SELECT id, content_hash, deleted, external_id, json_extract(payload, '$.url'),"
    " json_extract(payload, '$.modified'), json_extract(payload, '$.file') FROM articles"
)
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
    modified: str | None
    file: str | None


class Writer:
    """Writes inside a transaction that the caller holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._now = datetime.now(UTC).isoformat()

    def put(self, article: Article, *, known: str | None = None, gentle: bool = False) -> tuple[str, Change]:
        """The article's id, and what changed.

        ``known`` is the id under which its source told it before. A ``gentle`` put changes an article that
        another origin wrote only where it is newer, or has moved; so does every file's over the web's.
        """
        found = self._by_id(known) or self._recognise(article)
        if found is None:
            return self._write(new_id(article), article), Change.ADDED
        self._join(found, article)
        if found.deleted:
            return self._write(found.id, article), Change.ADDED
        told = content_hash(to_payload(article))
        before = self._told(found.id, article.file)
        if before == told:
            return found.id, Change.UNCHANGED
        merged = article if article.url else replace(article, url=found.url)
        same = content_hash(to_payload(merged)) == found.content_hash
        gentle = gentle or (_is_web(found.file) and not _is_web(article.file))
        if same or (gentle and not _may_overwrite(article, found)):
            self._sight(found.id, article, told)
            return found.id, Change.UNCHANGED
        return self._write(found.id, merged, told), Change.UPDATED

    def delete(self, article_id: str) -> bool:
        """Replaces a living article by a tombstone."""
        done = self._connection.execute(
            "UPDATE articles SET deleted = 1, payload = NULL, updated = ?,"
            " revision = (SELECT max(revision) + 1 FROM articles) WHERE id = ? AND deleted = 0",
            (self._now, article_id),
        )
        self._connection.execute("DELETE FROM sightings WHERE id = ?", (article_id,))
        self._connection.execute("DELETE FROM aliases WHERE id = ?", (article_id,))
        return done.rowcount > 0

    def _recognise(self, article: Article) -> _Known | None:
        """By the source's id, then by its addresses, then by title and day where an address is missing."""
        if article.external_id and (known := self._first(article, "id = ?", article.external_id)):
            return known
        key = url_key(article)
        if key and (known := self._first(article, "url_key = ?", key)):
            return known
        if known := self._by_alias(article, [key, *alias_keys(article)] if key else []):
            return known
        addressless = "title_key = ? AND url_key IS NULL" if key else "title_key = ?"
        return self._first(article, addressless, title_key(article))

    def _first(self, article: Article, condition: str, value: str) -> _Known | None:
        """The oldest match. Two ids given by sources are two articles, whatever else agrees."""
        rows = self._connection.execute(f"{_FOUND} WHERE {condition} ORDER BY created, id", (value,))
        for row in rows:
            known = _known(row)
            if _one_id(article, known):
                return known
        return None

    def _by_id(self, article_id: str | None) -> _Known | None:
        if article_id is None:
            return None
        row = self._connection.execute(f"{_FOUND} WHERE id = ?", (article_id,)).fetchone()
        return _known(row) if row else None

    def _by_alias(self, article: Article, keys: list[str]) -> _Known | None:
        """An article whose own address is one of these, or whose alias is."""
        for key in keys:
            row = self._connection.execute(
                f"{_FOUND} WHERE id = (SELECT id FROM aliases WHERE url_key = :key)"  # noqa: S608
                " OR (url_key = :key AND deleted = 0)",
                {"key": key},
            ).fetchone()
            if row and _one_id(article, known := _known(row)):
                return known
        return None

    def _join(self, known: _Known, article: Article) -> None:
        """Ends another entry of the same address, which a source made that did not know the two for one.

        One that a source tells as an item of its own is another article, which is just about to change its
        address.
        """
        key = url_key(article)
        if key is None or known.deleted:
            return
        rows = self._connection.execute(
            "SELECT id FROM articles WHERE url_key = :key AND deleted = 0 AND id != :id AND NOT EXISTS ("
            " SELECT 1 FROM items theirs JOIN items ours ON ours.source = theirs.source"
            " WHERE theirs.article = articles.id AND ours.article = :id)",
            {"key": key, "id": known.id},
        ).fetchall()
        for (other,) in rows:
            self._connection.execute("UPDATE items SET article = ? WHERE article = ?", (known.id, other))
            self.delete(other)

    def _told(self, article_id: str, file: str) -> str | None:
        row = self._connection.execute(
            "SELECT content_hash FROM sightings WHERE id = ? AND origin = ?", (article_id, origin_key(file))
        ).fetchone()
        return str(row[0]) if row else None

    def _sight(self, article_id: str, article: Article, told: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?)", (article_id, origin_key(article.file), told)
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO aliases VALUES (?, ?)",
            [(key, article_id) for key in alias_keys(article)],
        )

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
        self._sight(article_id, article, told or digest)
        return article_id


def _known(row: tuple[Any, ...]) -> _Known:
    article_id, digest, deleted, external_id, url, modified, file = row
    return _Known(article_id, digest, bool(deleted), external_id, url, modified, file)


def _one_id(article: Article, known: _Known) -> bool:
    return not (article.external_id and known.external_id) or article.external_id == known.external_id


def _is_web(file: str | None) -> bool:
    return (file or "").startswith(("http://", "https://"))


def _may_overwrite(article: Article, known: _Known) -> bool:
    """Whether a gentle put may: over its own origin's word, an older one, or a page that moved."""
    return known.file == article.file or _newer(article, known) or _moved(article, known)


def _moved(article: Article, known: _Known) -> bool:
    """Whether a page told the known article of itself, and stands at another address now."""
    before = address_key(known.url or "")
    return (
        _is_web(article.file)
        and before is not None
        and address_key(known.file or "") == before != url_key(article)
    )


def _newer(article: Article, known: _Known) -> bool:
    if article.modified is None or known.modified is None:
        return False
    return utc(article.modified) > datetime.fromisoformat(known.modified)
