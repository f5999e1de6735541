"""Atom (RFC 4287) for any search, newest first, in pages (RFC 5005)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from markupsafe import Markup, escape

from engines.port.model import PATH_SEPARATOR, Document, Sort
from search.model import Hit, SearchRequest, SearchResult
from search_app.defaults import Defaults
from search_app.exports.site import Site
from search_app.exports.text import clean, directed, one_line, opening
from search_app.presenters import marked, page_url, safe_url
from search_app.query_strings import query_string, write
from search_app.state import last_page
from search_app.texts import direction
from search_app.urls import Urls

_NAMES = uuid.UUID("5f0a1dd2-5c6b-4f0c-9b0e-6d7e0b7f3a51")
"""UUID namespace for the ids of articles and searches, so that ids do not change when the service moves."""
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Date for articles without one: Atom requires a date."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the feed: ``rel``, ``type`` and an absolute address."""

    rel: str
    type: str
    href: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a feed.

    ``summary`` is HTML, ``categories`` are pairs of term and label, ``translations`` are pairs of language
    and address, one per language.
    """

    id: str
    title: str
    language: str
    updated: str
    published: str | None
    page: str
    original: str | None
    translations: tuple[tuple[str, str], ...]
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    summary: Markup


@dataclass(frozen=True, slots=True)
class Feed:
    """The data of the template ``feed.xml``."""

    id: str
    title: str
    language: str
    updated: str
    author: str
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]


def asked_of(request: SearchRequest, size: int) -> SearchRequest:
    """The request for the feed of a search: newest first, ``size`` hits per page, no counts."""
    return replace(request, sort=Sort.NEWEST, size=size, facets=(), timeline=None, explain=False)


def feed(result: SearchResult, title: str, language: str, urls: Urls, site: Site) -> Feed:
    """The feed for an answer to ``asked_of``."""
    entries = tuple(_entry(hit, site) for hit in result.hits)
    return Feed(
        id=_id(_identity(result.request)),
        title=one_line(directed(title, direction(language))),
        language=language,
        updated=max((entry.updated for entry in entries), default=_time(_UNDATED)),
        author=one_line(site.name),
        links=tuple(_links(result, urls)),
        entries=entries,
    )


def _identity(request: SearchRequest) -> str:
    """The text from which the feed's id is made. Feed readers recognise feeds by it, so it keeps the earlier
    name ``fold``.
    """
    pairs = write(replace(request, page=1), Defaults(page_size=request.size))
    return query_string(("fold" if name == "collapse" else name, value) for name, value in pairs)


def _links(result: SearchResult, urls: Urls) -> Iterable[Link]:
    asked, last, atom = result.request, last_page(result), "application/atom+xml"
    pages = {"self": asked.page, "first": 1, "last": last}
    if asked.page > 1:
        pages["previous"] = min(asked.page - 1, last)
    if asked.page < last:
        pages["next"] = asked.page + 1
    for rel, page in pages.items():
        yield Link(rel, atom, urls.absolute(urls.feed(asked, page)))
    newest = replace(asked, page=1, size=urls.defaults.page_size)
    yield Link("alternate", "text/html", urls.absolute(urls.search(newest)))


def _entry(hit: Hit, site: Site) -> Entry:
    document = hit.document
    updated = document.modified or document.date or _UNDATED
    way = direction(document.language)
    return Entry(
        id=_id(document.id),
        title=directed(one_line(document.title), way),
        language=document.language,
        updated=_time(updated),
        published=_time(document.date) if document.date else None,
        page=site.page(document.id),
        original=one_line(_original(hit) or "") or None,
        translations=tuple(_translations(hit, site)),
        authors=tuple(filter(None, map(one_line, document.authors))),
        categories=tuple(_categories(document)),
        summary=_summary(hit, way),
    )


def _original(hit: Hit) -> str | None:
    """The address of the article; of a PDF, the page that the first snippet is from."""
    page = next((snippet.page for snippet in hit.snippets if snippet.marks), 0)
    return page_url(hit.document.url, page) or safe_url(hit.document.url)


def _translations(hit: Hit, site: Site) -> Iterable[tuple[str, str]]:
    """The best translation in each other language: Atom does not allow two alternates in one language."""
    found = {other.language: other.id for other in reversed(hit.others)}
    own = hit.document.language
    return ((language, site.page(id_)) for language, id_ in sorted(found.items()) if language != own)


def _categories(document: Document) -> Iterable[tuple[str, str]]:
    for path in document.categories:
        yield one_line(PATH_SEPARATOR.join(path)), one_line(path[-1])
    for tag in document.tags:
        yield one_line(tag), one_line(tag)


def _summary(hit: Hit, way: str) -> Markup:
    """The snippets with their highlights, or the beginning of the text, and its direction."""
    passages = [marked(snippet) for snippet in hit.snippets] or [escape(opening(hit.document.body))]
    made = Markup("").join(
        Markup('<p dir="{}" lang="{}">{}</p>').format(way, hit.document.language, passage)
        for passage in passages
    )
    return Markup(clean(made))  # noqa: S704 - the pieces are escaped above


def _time(moment: datetime) -> str:
    """RFC 3339, in UTC. At the ends of the calendar the zone is not converted."""
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError:
        return moment.isoformat()


def _id(name: str) -> str:
    return uuid.uuid5(_NAMES, name.encode("utf-8", "replace").decode()).urn
