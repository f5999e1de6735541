"""Posts in several pages, of which a WordPress feed contains the first: the others take one more request
each.

A feed that is requested with ``page=2`` contains the second page of each post that has one, and the last page
of the others.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from indexer.fetching import Fetcher, FetchError
from indexer.sources.feed_entries import Entry, FeedPage, read_feed
from indexer.sources.safe_xml import BrokenXmlError
from indexer.sources.wordpress_xml import UnsafeXmlError

MAX_PAGES = 50
_MAKER = "wordpress.org"


def further_texts(page: FeedPage, url: str, fetcher: Fetcher) -> dict[str, str]:
    """What follows the texts of a feed, by the keys of its entries, as HTML; {} for feeds of other systems.

    Raises FetchError if a further page cannot be read.
    """
    last = {entry.key: entry.content for entry in page.entries if entry.content}
    found: dict[str, str] = {}
    if _MAKER not in page.generator:
        return found
    for number in range(2, MAX_PAGES + 1):
        new = _changed(last, _entries(with_query(url, page=str(number)), fetcher))
        if not new:
            break
        found |= {key: f"{found.get(key, '')}\n\n{text}" for key, text in new.items()}
        last |= new
    return found


def with_query(url: str, **parameters: str) -> str:
    """An address with these parameters in its query."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | parameters
    return urlunsplit(parts._replace(query=urlencode(query)))


def _changed(last: Mapping[str, str], entries: list[Entry]) -> dict[str, str]:
    return {
        entry.key: entry.content
        for entry in entries
        if entry.content and entry.key in last and entry.content != last[entry.key]
    }


def _entries(url: str, fetcher: Fetcher) -> list[Entry]:
    page = FeedPage()
    try:
        read_feed(fetcher.get(url).content, url, page)
    except (UnsafeXmlError, BrokenXmlError, etree.XMLSyntaxError) as error:
        raise FetchError(url, f"the feed is broken: {error}") from error
    return page.entries
