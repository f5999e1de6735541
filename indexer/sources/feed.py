"""A feed: new stories as they appear, and with WordPress's paged feeds also older ones."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import ClassVar
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from engines.port.model import Form
from indexer.article import Article, Hints, RawDocument
from indexer.categories import is_default
from indexer.extraction.head import edition_of
from indexer.fetching import Answer, Fetcher, FetchError, GoneError, Validators
from indexer.media import completed, media_of
from indexer.pictures import lead_image
from indexer.sources.base import Failure, Record, Skipped
from indexer.sources.content import clean_content
from indexer.sources.crawling import Crawl, now
from indexer.sources.feed_entries import ROOTS, Entry, FeedPage, read_feed
from indexer.sources.feed_paging import further_texts, with_query
from indexer.sources.remote import Errand, Event, Found, Reached, Same
from indexer.sources.rest_discovery import links
from indexer.sources.safe_xml import BrokenXmlError, root_name
from indexer.sources.text import clean_line, http_url, language_code, shown_title
from indexer.sources.timestamps import read_timestamp
from indexer.sources.wordpress_xml import UnsafeXmlError

MAX_PAGES = 5000


class Feed:
    """RSS or Atom. It never reports that a story is gone, because it only lists the newest."""

    name: ClassVar[str] = "feed"
    holds: ClassVar[bool] = False

    def __init__(self, errand: Errand) -> None:
        self._errand = errand
        self._state = {} if errand.full else dict(errand.memory.state)
        self._crawl = Crawl(errand.fetcher, errand.address, now())
        self._seen: set[str] = set()
        self._owners: dict[str, str] = {}
        self._following: dict[str, str] = {}

    @classmethod
    def locate(cls, answer: Answer, fetcher: Fetcher) -> str | None:
        """The page itself if it is a feed, else the first feed in its head."""
        if root_name(answer.content) in ROOTS:
            return answer.url
        for media_type in ("application/rss+xml", "application/atom+xml"):
            for href in links(answer, "alternate", media_type):
                url = urljoin(answer.url, href)
                if "comments" in url:
                    continue
                try:
                    found = fetcher.get(url)
                except FetchError:
                    continue
                if root_name(found.content) in ROOTS:
                    return found.url
        return None

    def events(self) -> Iterator[Event]:
        """The newest entries, and back from there to a page without unknown entries.

        The first run goes back to the end, and so does a run after an interrupted one.
        """
        remembered = self._state.get("validators")
        first = self._errand.fetcher.get(
            self._errand.address, validators=Validators(*remembered) if remembered else None
        )
        if first.unchanged:
            return
        to_the_end = not self._state.get("whole")
        yield Reached({})
        if (yield from self._walk(first, to_the_end)):
            validators = [first.validators.etag, first.validators.modified]
            yield Reached({"whole": True, "validators": validators})

    def _walk(self, answer: Answer, to_the_end: bool) -> Generator[Event, None, bool]:
        """Read page after page. Returns whether all were read."""
        for _ in range(MAX_PAGES):
            page, damage = _parsed(answer)
            if damage:
                yield Found(Failure(answer.url, damage))
            new = unseen = 0
            if any(map(self._is_new, page.entries)):
                yield from self._learn_following(page, answer.url)
            for entry in page.entries:
                unseen += _full_name(entry) not in self._seen
                for event in self._entry(entry):
                    new += isinstance(event, Found)
                    yield event
            following = _following(page, answer.url)
            if damage or not unseen or not (new or to_the_end) or not self._crawl.ours(following):
                return not damage
            try:
                answer = self._errand.fetcher.get(following)
            except GoneError:
                return True
            except FetchError as error:
                yield Found(Failure(following, error.reason))
                return False
        return True

    def _is_new(self, entry: Entry) -> bool:
        return self._errand.full or self._errand.memory.items.get(self._name(entry)) != entry.stamp

    def _learn_following(self, page: FeedPage, url: str) -> Iterator[Event]:
        """Read the texts of the further pages of these entries. Yields what could not be read."""
        try:
            self._following |= further_texts(page, url, self._errand.fetcher)
        except FetchError as error:
            yield Found(Failure(error.url, f"the further pages of posts: {error.reason}"))

    def _entry(self, entry: Entry) -> Iterator[Event]:
        """An entry's own text if the feed contains it completely, else its page."""
        if _full_name(entry) in self._seen:
            return
        item = self._name(entry)
        self._seen.add(_full_name(entry))
        if not self._is_new(entry):
            yield Same(item)
            return
        guid = http_url(entry.guid)
        aliases = (guid,) if guid else ()
        if entry.content or entry.url is None:
            whole = replace(entry, content=entry.content + self._following.get(entry.key, ""))
            record = feed_record(whole, self._errand.options.timezone, self._errand.address)
            yield Found(record, item, entry.stamp, gentle=True, aliases=aliases, loose=True)
            return
        for event in self._crawl.page(entry.url, None):
            if isinstance(event, Found) and event.item:
                stamp = entry.stamp if event.stamp else ""
                event = replace(event, item=item, stamp=stamp, aliases=(*event.aliases, *aliases), loose=True)
                if isinstance(event.record, RawDocument):
                    hints = feed_hints(entry, self._errand.options.timezone)
                    event = replace(event, record=replace(event.record, hints=hints))
            yield event

    def _name(self, entry: Entry) -> str:
        """The guid, and also the address if several stories of the feed have the same guid."""
        full = _full_name(entry)
        shared = self._owners.setdefault(entry.key, full) != full or full in self._errand.memory.items
        return full if shared else entry.key


def _full_name(entry: Entry) -> str:
    return f"{entry.key} {entry.url or entry.title}"


def _parsed(answer: Answer) -> tuple[FeedPage, str]:
    """What could be read, and the error."""
    page = FeedPage()
    try:
        read_feed(answer.content, answer.url, page)
    except (UnsafeXmlError, BrokenXmlError, etree.XMLSyntaxError) as error:
        return page, f"the feed is broken: {error}"
    return page, ""


def _following(page: FeedPage, url: str) -> str:
    """The next page as the feed names it (RFC 5005), else by WordPress's numbering. Other feeds return the
    same page again.
    """
    if page.following:
        return page.following
    number = dict(parse_qsl(urlsplit(url).query)).get("paged", "1")
    following = int(number) + 1 if number.isascii() and number.isdigit() else 2
    return with_query(url, paged=str(following))


def feed_record(entry: Entry, timezone: tzinfo, feed: str) -> Record:
    """An Article for an entry with its complete text. ``feed`` is the address or the file of the feed."""
    title = clean_line(entry.title)
    origin = entry.url or f"{feed}#{entry.key}"
    if "post-password-form" in entry.content:
        return Skipped(origin, "it is protected by a password")
    hints = feed_hints(entry, timezone)
    article = Article(
        title=title,
        body=clean_content(entry.content),
        language=hints.language,
        url=entry.url,
        authors=hints.authors,
        categories=hints.categories,
        tags=hints.tags,
        date=hints.date,
        modified=hints.modified,
        file=feed,
    )
    article = completed(article, media_of(entry.content, entry.url), entry.images, entry.form)
    if not article.body and not (title and article.kind != Form.ARTICLE):
        return Skipped(origin, "the feed has neither its text nor the address of its page")
    return replace(article, title=shown_title(title, article.body))


def feed_hints(entry: Entry, timezone: tzinfo) -> Hints:
    """What an entry says in addition to its text."""
    terms = tuple(name for name in map(clean_line, entry.terms) if name and not is_default(name))
    return Hints(
        authors=tuple(name for name in map(clean_line, entry.authors) if name),
        categories=tuple((name,) for name in terms[:1]),  # WordPress lists categories first, then tags
        tags=terms[1:],
        date=read_timestamp(entry.published or entry.updated, timezone),
        modified=read_timestamp(entry.updated, timezone),
        language=_language(entry),
        image=lead_image(entry.images, ()),
    )


def _language(entry: Entry) -> str:
    code = language_code(entry.language)
    return code if code != "und" else edition_of(entry.url) or "und"
