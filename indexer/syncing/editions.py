"""The other language editions of a site, which may have their own API or feed (as with WPML)."""

from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from indexer.fetching import Answer, Fetcher, FetchError
from indexer.sources.crawling import host_of
from indexer.sources.remote import RemoteSource
from indexer.sources.rest_api import RestApi
from indexer.sources.sitemap import Sitemap
from indexer.sources.wordpress_rest import WordPressRest

_HEAD = 512 * 1024


def editions(answer: Answer, kind: type[RemoteSource], at: str, fetcher: Fetcher) -> list[str]:
    """Front pages of editions that have a source of this kind with other stories than the one ``at``.

    A sitemap lists all editions, and so does the API with most plugins.
    """
    return [url for url in _front_pages(answer) if kind is not Sitemap and _differs(url, kind, at, fetcher)]


def _differs(url: str, kind: type[RemoteSource], at: str, fetcher: Fetcher) -> bool:
    try:
        found = kind.locate(fetcher.get(url), fetcher)
    except FetchError:
        return False
    if found is None or found == at:
        return False
    return kind is not WordPressRest or _newest(found, fetcher) != _newest(at, fetcher)


def _front_pages(answer: Answer) -> list[str]:
    """Front pages on the same host that a front page links to as itself in other languages."""
    parts = urlsplit(answer.url)
    if parts.path not in ("", "/") or parts.query or "html" not in answer.media_type:
        return []
    try:
        root = html.document_fromstring(answer.content[:_HEAD], parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return []
    links = (link for link in root.iter("link") if "alternate" in link.get("rel", "").lower().split())
    named = [
        urljoin(answer.url, link.get("href", ""))
        for link in links
        if link.get("hreflang", "x-default").lower() != "x-default"
    ]
    own = answer.url.rstrip("/")
    ours = (url for url in named if host_of(url) == host_of(own) and url.rstrip("/") != own)
    return list(dict.fromkeys(ours))


def _newest(root: str, fetcher: Fetcher) -> tuple[int, list[object]]:
    """The number of posts and the newest one. If they are equal, two roots have the same posts."""
    api = RestApi(root, fetcher)
    try:
        listing = api.listing(api.url("wp/v2/posts", per_page=1, _fields="id"))
    except FetchError:
        return 0, []
    return listing.total, listing.posts
