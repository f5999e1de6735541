"""A site's sitemap (sitemaps.org, news sitemaps, plain lists of addresses), and a crawl of its pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from lxml import etree

from indexer.fetching import Answer, Fetcher, FetchError
from indexer.fetching.bodies import HalfBodyError, TooLargeError, unpack
from indexer.fetching.options import MEGABYTE
from indexer.sources.base import Failure, Skipped
from indexer.sources.crawling import Crawl, now
from indexer.sources.remote import Errand, Event, Found, Reached
from indexer.sources.safe_xml import BrokenXmlError, elements, local_name, root_name
from indexer.sources.wordpress_xml import UnsafeXmlError

MAX_DEPTH = 5
MAX_SITEMAPS = 50_000
_BYTES = 52 * MEGABYTE  # the protocol allows 50
_ROOTS = ("urlset", "sitemapindex")
_PLACES = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
# What WordPress and its plugins call the sitemaps of pages without articles.
_LISTINGS = re.compile(r"(?:taxonom|categor|post_tag|[-_/]tag|users?-|author)[^/]*\.xml", re.I)
_STATIC = re.compile(r"(?:^|[-_/])page[^/]*\.xml", re.I)


@dataclass(frozen=True, slots=True)
class _Entry:
    url: str
    changed: str


class Sitemap:
    """All pages in a sitemap, or in an index of sitemaps."""

    name: ClassVar[str] = "sitemap"
    holds: ClassVar[bool] = True

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        started = str(errand.memory.state.get("started") or now())
        self._started = started
        self._crawl = Crawl(errand.fetcher, errand.address, started, full=errand.full)
        self._seen: set[str] = set()
        self._whole = True

    @classmethod
    def locate(cls, answer: Answer, fetcher: Fetcher) -> str | None:
        """The page itself if it is a sitemap, else what robots.txt names, or the usual addresses."""
        if _is_sitemap(answer):
            return answer.url
        if "html" not in answer.media_type:
            return None
        named = fetcher.robots(answer.url).sitemaps
        for url in (*named, *(urljoin(answer.url, place) for place in _PLACES)):
            try:
                if _is_sitemap(found := fetcher.get(url, max_bytes=_BYTES)):
                    return found.url
            except FetchError:
                continue
        return None

    def events(self) -> Iterator[Event]:
        """New and changed pages, then those that are no longer listed and may be gone."""
        yield Reached({"started": self._started})
        listed: dict[str, str] = {}
        for found in self._entries(self._errand.address, 0):
            if isinstance(found, _Entry):
                listed.setdefault(found.url, found.changed)
            else:
                yield found
        items = self._errand.memory.items
        for url, changed in listed.items():
            if self._crawl.ours(url):
                yield from self._crawl.page(url, items.get(url), changed)
            else:
                yield Found(Skipped(url, "it is on another site"))
        if self._whole:
            for url in sorted(items.keys() - listed.keys()):
                yield from self._crawl.page(url, items[url])
        yield Reached({})

    def _entries(self, url: str, depth: int) -> Iterator[_Entry | Found]:
        """The pages in a sitemap and in those that it names, each sitemap once."""
        if url in self._seen:
            return
        self._seen.add(url)
        reason = self._too_much(depth)
        content = b""
        if not reason:
            try:
                content = _content(self._errand.fetcher.get(url, max_bytes=_BYTES))
            except FetchError as error:
                if depth == 0:
                    raise
                reason = error.reason
            except (HalfBodyError, TooLargeError) as error:
                reason = str(error)
        if reason:
            self._whole = False
            yield Found(Failure(url, reason))
            return
        yield from self._parsed(url, content, depth)

    def _too_much(self, depth: int) -> str:
        if depth > MAX_DEPTH:
            return f"sitemaps inside sitemaps, deeper than {MAX_DEPTH}"
        return f"more than {MAX_SITEMAPS} sitemaps" if len(self._seen) > MAX_SITEMAPS else ""

    def _parsed(self, url: str, content: bytes, depth: int) -> Iterator[_Entry | Found]:
        if _is_list(content):
            lines = content.decode("utf-8-sig", "replace").split()
            yield from (_Entry(line, "") for line in lines if line.startswith(("http://", "https://")))
            return
        inner: list[str] = []
        try:
            for element in elements(content, ("url", "sitemap")):
                entry = _entry(element, url)
                if entry and local_name(element) == "url":
                    yield entry
                elif entry and self._wanted(entry.url):
                    inner.append(entry.url)
        except (UnsafeXmlError, BrokenXmlError, etree.XMLSyntaxError) as error:
            self._whole = False
            yield Found(Failure(url, f"the sitemap is broken: {error}"))
        for each in inner:
            yield from self._entries(each, depth + 1)

    def _wanted(self, url: str) -> bool:
        path = urlsplit(url).path
        return not _LISTINGS.search(path) and (self._errand.options.pages or not _STATIC.search(path))


def _entry(element: etree._Element, base: str) -> _Entry | None:
    values = {local_name(child): (child.text or "").strip() for child in element.iterchildren("*")}
    location = values.get("loc", "")
    return _Entry(urljoin(base, location), values.get("lastmod", "")) if location else None


def _content(answer: Answer) -> bytes:
    """Decompressed if the file itself is gzip."""
    packed = answer.content.startswith(b"\x1f\x8b")
    return unpack(answer.content, _BYTES) if packed else answer.content


def _is_sitemap(answer: Answer) -> bool:
    try:
        content = _content(answer)
    except (HalfBodyError, TooLargeError):
        return False
    return root_name(content) in _ROOTS or (answer.media_type == "text/plain" and _is_list(content))


def _is_list(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"http://", b"https://"))
