"""How an article enters the archive: which one it is, whether it says anything new, and what is written."""

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexer.archive.gone import Gone
from indexer.archive.history import History
from indexer.archive.identity import (
    address_key,
    alias_keys,
    content_hash,
    identity_of,
    is_web,
    new_id,
    origin_key,
    other_id,
    title_key,
    url_key,
)
from indexer.archive.likeness import empties
from indexer.archive.model import Change, Doubt
from indexer.archive.parts import Parts
from indexer.archive.payload import to_payload, utc
from indexer.archive.pending import PendingUpdates
from indexer.archive.recognition import Known, Recognition
from indexer.article import Article

_UPSERT = """INSERT INTO articles VALUES (
        :id, (SELECT coalesce(max(revision), 0) + 1 FROM articles), :content_hash, 0,
        :external_id, :url_key, :title_key, :language, :date, :payload, :now, :now)
    ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, content_hash = excluded.content_hash, deleted = 0,
        external_id = coalesce(excluded.external_id, external_id), url_key = excluded.url_key,
        title_key = excluded.title_key, language = excluded.language, date = excluded.date,
        payload = excluded.payload, updated = excluded.updated"""


@dataclass(frozen=True, slots=True)
class ItemOf:
    """The source's item that an article is. ``known`` is the id of the article that the item was before.

    A ``gentle`` source only changes an article of another origin if its version is newer or has moved. The
    same is true for a file and what came from the web. A ``loose`` source may give one name to several
    stories.
    """

    source: str = ""
    item: str = ""
    known: str | None = None
    gentle: bool = False
    loose: bool = False


_NO_ITEM = ItemOf()


class Writer:
    """Writes inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._now = datetime.now(UTC).isoformat()
        self._recognition = Recognition(connection)
        self._history = History(connection, self._now)
        self._pending = PendingUpdates(connection, self._now)
        self._parts = Parts(connection)
        self._gone = Gone(connection)

    def put(self, article: Article, item: ItemOf = _NO_ITEM) -> tuple[str, Change]:
        """Store an article. Returns its id, and what changed. A doubtful update is stored as pending:
        ``Change.WITHHELD``.
        """
        match = self._recognition.find(article, item.known, loose=item.loose)
        if match is None:
            return self._add(article), Change.ADDED
        found, told = match.known, _told(article)
        if found.deleted:
            if not is_web(article.file) and self._gone.stays(found.id, article):
                return found.id, Change.GONE
            self._parts.learn(found.id, article)
            return self._write(found.id, article), Change.ADDED
        before = self._before(found.id, article.file)
        if match.other:
            return found.id, self._doubt(found, article, item, Doubt.OTHER, is_new=before != told)
        self._join(found, article)
        self._identify(found.id, article)
        if before == told and not self._parts.lacks(found.id, article):
            return found.id, Change.UNCHANGED
        return found.id, self._update(found, article, item)

    def write(self, article_id: str, article: Article, reason: str) -> None:
        """Replace an article by decision, whatever the rules say. The old version goes to the history."""
        self._write(article_id, article, reason=reason)

    def add(self, article: Article) -> str:
        """Store a new article by decision, whatever it resembles. Returns its id."""
        return self._add(article)

    def reject(self, article_id: str, article: Article) -> None:
        """Store what a source says about an article, so that it is not offered again. It remains another
        story, so its addresses and number are not stored.
        """
        self._note(article_id, article, _told(article))

    def delete(self, article_id: str, reason: str = "deleted", *, by: str = "") -> bool:
        """Replace an article by a tombstone. The old version goes to the history.

        Args:
            by: the source that deleted it.
        """
        if is_web(by):
            self._gone.note(article_id, by)
        self._history.keep(article_id, reason)
        done = self._connection.execute(
            "UPDATE articles SET deleted = 1, payload = NULL, updated = ?,"
            " revision = (SELECT max(revision) + 1 FROM articles) WHERE id = ? AND deleted = 0",
            (self._now, article_id),
        )
        for table in ("sightings", "aliases", "identities", "parts"):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", (article_id,))  # noqa: S608
        return done.rowcount > 0

    def _update(self, found: Known, article: Article, item: ItemOf) -> Change:
        old = self._recognition.article(found)
        whole = self._parts.joined(found.id, article, old) if article.part else article
        if whole is None or (article.partial and len(article.body) < len(old.body)):
            self._sight(found.id, article, _told(article))
            return Change.UNCHANGED
        merged = whole if whole.url else replace(whole, url=found.url)
        same = content_hash(to_payload(merged)) == found.content_hash
        gentle = item.gentle or (is_web(found.file) and not is_web(article.file))
        if same or (gentle and not article.part and not _may_overwrite(article, found)):
            self._sight(found.id, article, _told(article))
            return Change.UNCHANGED
        if empties(merged, old):
            return self._doubt(found, article, item, Doubt.EMPTY)
        self._pending.settle(found.id, article)
        if not article.part:
            self._parts.forget(found.id)
        self._write(found.id, merged, _told(article))
        return Change.UPDATED

    def _doubt(
        self, found: Known, article: Article, item: ItemOf, doubt: Doubt, *, is_new: bool = True
    ) -> Change:
        """An update that an editor rejected before is not offered again."""
        if not is_new:
            return Change.UNCHANGED
        self._pending.keep(found.id, article, doubt, source=item.source, item=item.item, told=_told(article))
        return Change.WITHHELD

    def _add(self, article: Article) -> str:
        chosen = self._free_id(article)
        self._parts.learn(chosen, article)
        return self._write(chosen, article)

    def _free_id(self, article: Article) -> str:
        """The article's first choice, or another id if an article has that one already."""
        chosen, number = new_id(article), 0
        while (taken := self._recognition.by_id(chosen)) and not taken.deleted:
            chosen = other_id(article) + (f"-{number}" if number else "")
            number += 1
        return chosen

    def _join(self, known: Known, article: Article) -> None:
        """Remove another entry of the same address, made by a source that did not know that they are one.

        If a source has it as a separate item, it is another article that is about to change its address. An
        entry with another story is not removed, either.
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
            entry = self._recognition.by_id(other)
            if entry is None or not self._recognition.agrees(article, entry):
                continue
            self._connection.execute("UPDATE items SET article = ? WHERE article = ?", (known.id, other))
            self.delete(other, "joined")

    def _before(self, article_id: str, file: str) -> str | None:
        row = self._connection.execute(
            "SELECT content_hash FROM sightings WHERE id = ? AND origin = ?", (article_id, origin_key(file))
        ).fetchone()
        return str(row[0]) if row else None

    def _note(self, article_id: str, article: Article, told: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?)", (article_id, origin_key(article.file), told)
        )

    def _sight(self, article_id: str, article: Article, told: str) -> None:
        self._note(article_id, article, told)
        self._connection.executemany(
            "INSERT OR REPLACE INTO aliases VALUES (?, ?)",
            [(key, article_id) for key in alias_keys(article)],
        )
        self._identify(article_id, article)

    def _identify(self, article_id: str, article: Article) -> None:
        """A sure identity belongs to one article, the last one that had it. Others may belong to several."""
        named = identity_of(article)
        if named is None:
            return
        key = (named.site, named.kind, named.number)
        if named.sure:
            self._connection.execute(
                "DELETE FROM identities WHERE site = ? AND kind = ? AND number = ? AND id != ? AND sure = 1",
                (*key, article_id),
            )
            self._connection.execute(
                "DELETE FROM identities WHERE site = ? AND kind = ? AND id = ? AND number != ?",
                (named.site, named.kind, article_id, named.number),
            )
        self._connection.execute(
            "INSERT INTO identities VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET sure = max(sure, excluded.sure)",
            (*key, article_id, int(named.sure)),
        )

    def _write(
        self, article_id: str, article: Article, told: str | None = None, reason: str = "updated"
    ) -> str:
        payload = to_payload(article)
        digest = content_hash(payload)
        self._gone.forget(article_id)
        self._history.keep(article_id, reason)
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
        self._sight(article_id, article, told or _of_part(digest, article))
        return article_id


def _told(article: Article) -> str:
    """The hash of what a source delivers; for a page of a post in several pages, of that page only."""
    return _of_part(content_hash(to_payload(article)), article)


def _of_part(digest: str, article: Article) -> str:
    return f"{digest} {article.part}" if article.part else digest


def _may_overwrite(article: Article, known: Known) -> bool:
    """Whether a gentle update may overwrite: its own origin's version, an older one, or a page that moved."""
    return known.file == article.file or _newer(article, known) or _moved(article, known)


def _moved(article: Article, known: Known) -> bool:
    """Whether a page named the known article as itself, and now has another address."""
    before = address_key(known.url or "")
    return (
        is_web(article.file)
        and before is not None
        and address_key(known.file or "") == before != url_key(article)
    )


def _newer(article: Article, known: Known) -> bool:
    if article.modified is None or known.modified is None:
        return False
    return utc(article.modified) > datetime.fromisoformat(known.modified)
