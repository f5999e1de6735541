"""Finds the article of the archive that a story is: by its number at its source, its addresses, or title and
day.

Strong evidence is the source's own item, a sure identity, or the story's own address. Weak evidence (a
guessed identity, a short link, a title) only counts if the texts match as well.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.archive.identity import RECORD, alias_keys, host_of_key, identity_of, title_key, url_key
from indexer.archive.likeness import is_alike, is_other
from indexer.archive.payload import from_payload
from indexer.article import Article, Identity
from indexer.sites import numbered

_FOUND = (
    "SELECT id, content_hash, deleted, external_id, json_extract(payload, '$.url'),"
    " json_extract(payload, '$.modified'), json_extract(payload, '$.file') FROM articles"
)


@dataclass(frozen=True, slots=True)
class Known:
    """An article of the archive, without its text."""

    id: str
    content_hash: str
    deleted: bool
    external_id: str | None
    url: str | None
    modified: str | None
    file: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """``other`` means that a source's number names this article, but the story is another one."""

    known: Known
    other: bool = False


class Recognition:
    """Reads inside the caller's transaction. Raises sqlite3.Error, and ValueError on a damaged row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def find(self, article: Article, item: str | None = None, *, loose: bool = False) -> Match | None:
        """The article that this story is, or None if it is new.

        Args:
            item: id of the article that the source's item was before. A ``loose`` source may have given the
            item to
                another story since.
        """
        named = identity_of(article)
        candidates = list(self._numbered(article, named, item, loose))
        for candidate in candidates:
            if candidate.deleted or not is_other(article, self.article(candidate)):
                return Match(candidate)
        if known := self._by_address(article, named) or self._by_title(article, named):
            return Match(known)
        return Match(candidates[0], other=True) if candidates else None

    def article(self, known: Known) -> Article:
        """The complete article; an empty one for a deletion."""
        (payload,) = self._run("SELECT payload FROM articles WHERE id = ?", (known.id,)).fetchone()
        return from_payload(payload) if payload else Article("", "")

    def by_id(self, article_id: str) -> Known | None:
        """The article with this id, deleted or not."""
        return next(self._found("id = ?", article_id), None)

    def _numbered(
        self, article: Article, named: Identity | None, item: str | None, loose: bool
    ) -> Iterator[Known]:
        """Articles that a number of their source names; with doubtful numbers only if the texts match."""
        before = self.by_id(item) if item else None
        if before and (not loose or self.agrees(article, before)):
            yield before
        if named is None:
            return
        for known in self._found(
            "id IN (SELECT id FROM identities WHERE site = ? AND kind = ? AND number = ?)",
            *(named.site, named.kind, named.number),
        ):
            if self._is_sure(article, known, named) or self.agrees(article, known):
                yield known

    def _is_sure(self, article: Article, known: Known, named: Identity) -> bool:
        """The number of a record belongs to no site, so the hosts of the addresses must not differ."""
        if named.kind == RECORD:
            return _one_host(article, known)
        row = self._run(
            "SELECT sure FROM identities WHERE site = ? AND kind = ? AND number = ? AND id = ?",
            (named.site, named.kind, named.number, known.id),
        ).fetchone()
        return named.sure and bool(row and row[0])

    def _by_address(self, article: Article, named: Identity | None) -> Known | None:
        """An address that only repeats a number (``/?p=17``) counts no more than an alias."""
        key = url_key(article)
        if key is None:
            return None
        for known in self._found("url_key = ?", key) if numbered(key) is None else ():
            if not self._is_named_otherwise(known, named) or self._renumbered(article, known, named):
                return known
        for each in (key, *alias_keys(article)):
            for known in self._found(
                "id = (SELECT id FROM aliases WHERE url_key = ?) OR url_key = ?", each, each
            ):
                if not self._is_named_otherwise(known, named) and self.agrees(article, known):
                    return known
        return None

    def _by_title(self, article: Article, named: Identity | None) -> Known | None:
        """By title and day, if an address is missing on either side."""
        missing = " AND url_key IS NULL" if url_key(article) else ""
        for known in self._found(f"title_key = ?{missing}", title_key(article)):
            if not self._is_named_otherwise(known, named) and (known.deleted or self.agrees(article, known)):
                return known
        return None

    def _renumbered(self, article: Article, known: Known, named: Identity | None) -> bool:
        """A site that moved gives its posts new numbers. Ids of records are chosen by an editor and do not
        change.
        """
        return bool(named and named.kind != RECORD and not known.deleted and self.agrees(article, known))

    def _is_named_otherwise(self, known: Known, named: Identity | None) -> bool:
        """Whether its source gave the known article another number of the same kind."""
        if named is None:
            return False
        if named.kind == RECORD and known.external_id and known.external_id != named.number:
            return True
        rows = self._run(
            "SELECT number FROM identities WHERE id = ? AND site = ? AND kind = ?",
            (known.id, named.site, named.kind),
        ).fetchall()
        return bool(rows) and (named.number,) not in rows

    def agrees(self, article: Article, known: Known) -> bool:
        """Whether the article is not deleted and its text matches."""
        return not known.deleted and is_alike(article, self.article(known))

    def _found(self, condition: str, *values: str) -> Iterator[Known]:
        """Articles that are not deleted first, then the oldest."""
        query = f"{_FOUND} WHERE {condition} ORDER BY deleted, created, id"
        for row in self._run(query, values).fetchall():
            yield _known(row)


def _known(row: tuple[Any, ...]) -> Known:
    article_id, digest, deleted, external_id, url, modified, file = row
    return Known(article_id, digest, bool(deleted), external_id, url, modified, file)


def _one_host(article: Article, known: Known) -> bool:
    hosts = {host_of_key(key) for url in (article.url, known.url) if (key := _key(url))}
    return len(hosts) < 2


def _key(url: str | None) -> str | None:
    return url_key(Article("", "", url=url)) if url else None
