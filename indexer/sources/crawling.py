"""Reads pages of a site politely: respects robots.txt, skips unchanged pages, and stops if the site
is down.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from indexer.article import RawDocument
from indexer.extraction.identity import further_pages
from indexer.fetching import Answer, Fetcher, FetchError, GoneError, Validators
from indexer.sources.base import Failure, Skipped
from indexer.sources.remote import Event, Found, Gone, Same

_DEAD = 5
"""After this many pages in a row without a response, the site is considered down."""
MAX_FOLLOWING = 50
"""Maximum number of further pages of one post."""
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
_HEAD = 128 * 1024
_LINK = re.compile(rb"<link\b[^<>]{1,2000}>", re.I)
_HREF = re.compile(rb"""\bhref\s*=\s*["']([^"'<>]{1,1000})["']""", re.I)
_SHORT = re.compile(rb"""\brel\s*=\s*["']?shortlink\b""", re.I)
_API = re.compile(r"^(https?://[^?#]*?/)wp-json/wp/v2/posts/(\d+)$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is stored about a page: its change date in the list, validators, and when it was read."""

    changed: str = ""
    validators: Validators = Validators()  # noqa: RUF009 - frozen
    read: str = ""

    def write(self) -> str:
        """The stamp as a string."""
        return json.dumps([self.changed, self.validators.etag, self.validators.modified, self.read])

    @classmethod
    def parse(cls, text: str | None) -> "Stamp | None":
        """The stamp from a string; None for an unknown page."""
        if not text:
            return None
        changed, etag, modified, read = json.loads(text)
        return cls(changed, Validators(etag, modified), read)


class Crawl:
    """Reads pages of one site. ``started`` is when this run began, even if it was interrupted since."""

    def __init__(self, fetcher: Fetcher, root: str, started: str, *, full: bool = False) -> None:
        self._fetcher, self._started, self._full = fetcher, started, full
        self._host = host_of(root)
        self._failures = 0

    def ours(self, url: str) -> bool:
        """Whether a page is on this site."""
        return host_of(url) == self._host

    def page(self, url: str, known: str | None, changed: str = "") -> Iterator[Event]:
        """The events for one page.

        Args:
            known: the stored stamp, or None.
            changed: the date of the last change in a list.

        Raises:
            FetchError: several pages in a row had no response.
        """
        stamp = Stamp.parse(known)
        if stamp and self._fresh(stamp, changed):
            yield Same(url)
            return
        if not self._fetcher.robots(url).allows(url):
            yield Found(Skipped(url, "robots.txt does not allow it"))
            return
        try:
            answer = self._fetcher.get(url, validators=stamp.validators if stamp and not self._full else None)
        except GoneError as error:
            self._failures = 0
            yield Gone(url, error.reason) if stamp else Found(Skipped(url, error.reason))
            return
        except FetchError as error:
            self._failures += 1
            if self._failures >= _DEAD:
                raise
            yield Found(Failure(url, error.reason))
            return
        self._failures = 0
        told = self._told(url, answer, stamp, changed)
        yield from self._with_following(told) if isinstance(told, Found) else [told]

    def _with_following(self, found: Found) -> Iterator[Event]:
        """A post in several pages, with all of them. If one cannot be read it is named, and the next run
        reads the post again.
        """
        if not isinstance(found.record, RawDocument):
            yield found
            return
        pages, missing = self._following(found.record)
        if missing:
            yield Found(missing)
        record = replace(found.record, following=pages, partial=missing is not None)
        yield replace(found, record=record, stamp="" if missing else found.stamp)

    def _following(self, first: RawDocument) -> tuple[tuple[RawDocument, ...], Failure | None]:
        """The further pages of a post, as far as they can be read, and the first failure."""
        found: list[RawDocument] = []
        known = further_pages(first, first.url or "")
        while (url := known.get(len(found) + 2)) and len(found) < MAX_FOLLOWING:
            if not (self.ours(url) and self._fetcher.robots(url).allows(url)):
                return tuple(found), Failure(url, "a further page of a post may not be read")
            try:
                answer = self._fetcher.get(url)
            except FetchError as error:
                return tuple(found), Failure(url, f"a further page of a post: {error.reason}")
            if answer.url.rstrip("/") == (first.url or "").rstrip("/"):
                break  # the link leads back to the first page
            page = RawDocument(answer.content, answer.url, url=answer.url, encoding=answer.encoding)
            found.append(page)
            known |= further_pages(page, first.url or "")
        return tuple(found), None

    def _told(self, url: str, answer: Answer, stamp: Stamp | None, changed: str) -> Event:
        new = Stamp(changed, answer.validators, now())
        if answer.unchanged:
            kept = replace(new, validators=stamp.validators) if stamp else new
            return Same(url, kept.write())
        if _is_front(answer.url) and not _is_front(url):
            reason = "it leads to the front page now"
            return Gone(url, reason) if stamp else Found(Skipped(url, reason))
        if not self.ours(answer.url):
            return Found(Skipped(url, f"it leads to another site: {answer.url}"))
        if answer.media_type not in _PAGE_TYPES:
            return Found(Skipped(url, f"it is not a page but: {answer.media_type}"), url, new.write())
        if not answer.content.strip():
            return Found(Failure(url, "the page is empty"))
        page = RawDocument(answer.content, answer.url, url=answer.url, encoding=answer.encoding)
        return Found(page, url, new.write(), gentle=True, aliases=short_links(answer))

    def _fresh(self, stamp: Stamp, changed: str) -> bool:
        """Whether the page can be skipped: it was read in this run, or its list says that it has not
        changed.
        """
        if stamp.read >= self._started:
            return True
        return not self._full and bool(changed) and changed == stamp.changed


def host_of(url: str) -> str:
    """The host without "www": both are one site."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def short_links(answer: Answer) -> tuple[str, ...]:
    """A page's short links, by which feeds and exports name it, from its head or its address in the API."""
    found: dict[str, None] = {}
    for link in _LINK.findall(answer.content[:_HEAD]):
        href = _HREF.search(link)
        if not href:
            continue
        url = urljoin(answer.url, unescape(href[1].decode("utf-8", "replace")))
        if _SHORT.search(link):
            found[url] = None
        elif match := _API.match(url):
            found[f"{match[1]}?p={match[2]}"] = None
    return tuple(found)


def now() -> str:
    """The current time in UTC, as stored."""
    return datetime.now(UTC).isoformat()


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
