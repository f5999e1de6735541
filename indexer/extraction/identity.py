"""A page's identity: the post's number and kind, its site, and its number among several pages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from indexer.article import Article, Identity, RawDocument
from indexer.extraction.encoding import decode_both
from indexer.extraction.head import Head
from indexer.extraction.tree import Elements, ancestors, classes, parse
from indexer.extraction.vocabulary import alternatives
from indexer.sites import guessed, site_of_api, site_of_short_link

_NUMBER = re.compile(r"\s(?:post|postid|page-id|attachmentid)-(\d+)\s")
_PAGE = re.compile(r"\spage-id-\d+\s")
_ATTACHMENT = re.compile(r"\sattachmentid-\d+\s")
_TYPE = re.compile(r"\s(?:type-|single-(?!paged-|format-))([a-z][a-z0-9_-]*)\s")
_POST = re.compile(r"\s(?:single-post|type-post)\s")
_PAGED = re.compile(r"\s(?:single|page)-paged-(\d{1,3})\s")
_PAGE_LINKS = re.compile(r"\s(?:post-page-numbers|page-links?|post-nav-links|post-pages)\s")
_MENTIONS = re.compile(rb"post-page-numbers|page-link|post-nav-links|post-pages|rel=.?next", re.I)
_IN_PATH = re.compile(r"/(\d{1,3})/?$")
_IN_QUERY = re.compile(r"[?&]page=(\d{1,3})(?=&|$)")
_TITLE = re.compile(
    rf"\s*[-–—|(,:]\s*(?:page{alternatives('labels', 'page')})\s*\d+\W*(?:of\s*\d+)?\W*$", re.I
)
_API = "https://api.w.org/"


def number_of(elements: Elements) -> tuple[str, str] | None:
    """Kind and number of the post in WordPress's classes, or None."""
    for element in elements.of("body") + elements.of("article"):
        if match := _NUMBER.search(classes(element)):
            return _kind(classes(element)), match[1]
    return None


def identity_of(elements: Elements, head: Head) -> Identity | None:
    """The post's number and its site: from the site's API or the short link; otherwise only the host is
    known.
    """
    if (named := number_of(elements)) is None:
        return None
    kind, number = named
    site = _site(elements, head, number)
    return Identity(site, kind, number) if site else guessed(head.url, kind, number)


def with_part(article: Article, elements: Elements) -> Article:
    """The article with the number of its page in a post in several pages. Its address is then that of the
    first page.
    """
    part, url = _part(elements, article.url)
    if not part:
        return article
    return replace(article, part=part, url=url, title=_TITLE.sub("", article.title) or article.title)


def further_pages(document: RawDocument, first: str) -> dict[int, str]:
    """Addresses of the further pages of a post whose first page is at ``first``, by number. Never raises."""
    if not _MENTIONS.search(document.content):
        return {}
    root = parse(decode_both(document.content, document.encoding)[1])
    return following(Elements(root), first) if root is not None else {}


def following(elements: Elements, url: str) -> dict[int, str]:
    """Addresses of the further pages of a post, by number, from the links on a page."""
    found: dict[int, str] = {}
    for href in _links(elements, url):
        if (other := _split(href)) and _same(other[1], url):
            found.setdefault(other[0], href)
    return found


def _kind(names: str) -> str:
    if _PAGE.search(names):
        return "page"
    if _ATTACHMENT.search(names):
        return "attachment"
    match = None if _POST.search(names) else _TYPE.search(names)
    return match[1] if match else "post"


def _site(elements: Elements, head: Head, number: str) -> str:
    for link in elements.of("link"):
        relations = (link.get("rel") or "").lower().split()
        href = _joined(head.url, link.get("href"))
        if _API in relations and (site := site_of_api(href)):
            return site
        if "shortlink" in relations and (site := site_of_short_link(href, number)):
            return site
    return ""


def _part(elements: Elements, url: str | None) -> tuple[int, str | None]:
    """The number of the page, 0 for a complete text, and the address of the first page."""
    body = elements.first("body")
    named = _PAGED.search(classes(body)) if body is not None else None
    own = _split(url or "")
    if named and int(named[1]) > 1:
        return int(named[1]), own[1] if own and own[0] == int(named[1]) else url
    if url is None:
        return 0, url
    if own and own[0] > 1 and any(_same(href, own[1]) for href in _links(elements, url)):
        return own[0], own[1]
    return int(bool(following(elements, url))), url


def _links(elements: Elements, url: str) -> Iterator[str]:
    """The targets of links between the pages of a post, and of the page's next and previous links."""
    for link in elements.of("link"):
        if {"next", "prev"} & set((link.get("rel") or "").lower().split()):
            yield _joined(url, link.get("href"))
    for link in elements.of("a"):
        if _is_page_link(link):
            yield _joined(url, link.get("href"))


def _is_page_link(link: Element) -> bool:
    return bool(_PAGE_LINKS.search(classes(link))) or any(
        _PAGE_LINKS.search(classes(parent)) for parent in ancestors(link, 3)
    )


def _split(url: str) -> tuple[int, str] | None:
    """The number of a page at the end of an address, and the address without it."""
    if match := _IN_QUERY.search(url):
        rest = url[match.end() :].lstrip("&")
        return int(match[1]), url[: match.start()] + (url[match.start()] + rest if rest else "")
    if match := _IN_PATH.search(url):
        return int(match[1]), url[: match.start()] + "/"
    return None


def _same(one: str, other: str) -> bool:
    return one.rstrip("/") == other.rstrip("/")


def _joined(base: str | None, href: str | None) -> str:
    try:
        return urljoin(base, href.strip()) if base and href else (href or "").strip()
    except ValueError:
        return ""
