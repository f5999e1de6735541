"""Stores what programs push: one article at a time, by the id that the program has for it.

An article that is known already, by an earlier push, the number of its post or its address, is updated and
keeps its id. So a site that is synced and pushes as well has each article once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from indexer.archive import Archive, Change, Telling
from indexer.archiving import put_all
from indexer.article import Article, Identity
from indexer.sites import guessed, site_of
from indexer.sources.base import Failure, Skipped

_NOWHERE = "push.invalid"
"""The host of articles without an address (RFC 2606): a push is an update from the web, not from a file."""


@dataclass(frozen=True, slots=True)
class Push:
    """One change. ``item`` is the program's id within ``site``; without an article it is deleted."""

    site: str
    item: str
    article: Article | None
    identity: Identity | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a change did: the article's id and a change, or None for a deletion.

    ``pending`` is the key of a withheld update, ``reason`` says why nothing was stored.
    """

    id: str = ""
    change: Change | None = None
    pending: str = ""
    reason: str = ""


def record_article(record: dict[str, Any], item: str, timezone: tzinfo) -> Article:
    """The article in one of our own records.

    Raises:
        BadJsonError: it has neither title nor text.
    """
    from indexer.extraction_pool import named
    from indexer.sources.content import clean_content
    from indexer.sources.json_article import to_article

    values = {name: value for name, value in record.items() if name not in ("site", "deleted")}
    if "html" in record:
        values["body"] = clean_content(record["html"])
    article = to_article(values | {"id": item}, timezone, _file(record.get("url"), item))
    return named(article, article.file)


def wordpress_article(post: dict[str, Any], timezone: tzinfo) -> Article | Skipped | Failure:
    """The article in a post of WordPress's REST API."""
    from indexer.extraction_pool import named
    from indexer.sources.rest_post import to_record

    url = str(post.get("link", ""))
    record = to_record(post, origin=url, terms={}, links={}, timezone=timezone, pages=True)
    if isinstance(record, Skipped | Failure):
        return record
    if not isinstance(record, Article):
        return Failure(url, "this is not a post of the WordPress API")
    return named(replace(record, file=_file(url, str(post["id"]))), url)


def wordpress_identity(post: dict[str, Any]) -> Identity:
    """The number of a post on the site of its address."""
    return guessed(str(post.get("link", "")), str(post.get("type", "post")), str(post.get("id", "")))


def push(archive: Archive, pushes: Sequence[Push], *, replace_others: bool, as_new: bool) -> list[Pushed]:
    """Apply changes in order. Changes without deletions between them are one transaction.

    Args:
        replace_others: also store an article that would replace another story.
        as_new: store such an article as a new one.

    Raises:
        ArchiveError: the archive cannot be written; what comes later was not stored.
    """
    done: list[Pushed] = []
    batch: list[Push] = []
    for one in pushes:
        if one.article is not None:
            batch.append(one)
            continue
        done += _put(archive, batch)
        batch = []
        done.append(_delete(archive, one))
    done += _put(archive, batch)
    if replace_others or as_new:
        return [_decided(archive, one, as_new=as_new) for one in done]
    return done


def _put(archive: Archive, batch: Sequence[Push]) -> list[Pushed]:
    def record(some: Sequence[Push]) -> list[tuple[str, Change]]:
        told = [(_source(one.site), Telling(_article(one), one.item)) for one in some]
        return archive.ledger.record(told)

    found = put_all(record, batch)
    return [_pushed(archive, one, put) for one, put in zip(batch, found, strict=True)]


def _article(one: Push) -> Article:
    if one.article is None:
        raise ValueError("a deletion has no article")
    return one.article


def _pushed(archive: Archive, one: Push, put: tuple[str, Change] | str) -> Pushed:
    if isinstance(put, str):
        return Pushed(reason=put)
    article_id, change = put
    if change is not Change.WITHHELD:
        return Pushed(article_id, change)
    file = _article(one).file
    waiting = [w for w in archive.decisions.pending() if w.replaces == article_id and w.article.file == file]
    return Pushed(article_id, change, waiting[-1].key, waiting[-1].doubt.value)


def _decided(archive: Archive, one: Pushed, *, as_new: bool) -> Pushed:
    if not one.pending:
        return one
    chosen = archive.decisions.accept(one.pending, as_new=as_new)
    return Pushed(chosen, Change.ADDED if as_new else Change.UPDATED)


def _delete(archive: Archive, one: Push) -> Pushed:
    found = archive.ledger.pushed(_PUSH, _source(one.site) if one.site else None, one.item)
    if not found and one.identity:
        found = archive.ledger.identified(one.identity)
    if not found and archive.get(one.item):
        found = [one.item]
    if len(found) > 1:
        return Pushed(reason=f"several sites have an article {one.item!r}; send the article's own id")
    if not found:
        return Pushed()
    site = one.site or _NOWHERE
    return Pushed(found[0]) if archive.ledger.withdraw(found[0], by=f"https://{site}/") else Pushed()


_PUSH = "push:"


def _source(site: str) -> str:
    return f"{_PUSH}{site}"


def _file(url: str | None, item: str) -> str:
    return url or f"https://{_NOWHERE}/{item}"


def site_of_record(site: str, url: str | None) -> str:
    """The site that a record's id belongs to: as named, else the host of its address."""
    return site or site_of(url or "").partition("/")[0]
