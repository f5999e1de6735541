"""Finds a site's REST API: by the Link header, the link element, or the address that always works."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from indexer.fetching import Answer
from indexer.sources.rest_api import NotWholeError, parsed

RELATION = "https://api.w.org/"
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_HEAD = 512 * 1024
_SIGNS = (b"/wp-content/", b"/wp-includes/", b'content="WordPress')


def roots(answer: Answer) -> Iterator[str]:
    """The API roots that a page may lead to, most likely first, without duplicates."""
    yield from dict.fromkeys(_candidates(answer))


def _candidates(answer: Answer) -> Iterator[str]:
    for target, parameters in _LINK.findall(answer.headers.get("link", "")):
        if RELATION in parameters:
            yield urljoin(answer.url, target)
    start = answer.content.lstrip()[:1]
    if start == b"{":
        yield from _described(answer)
    elif start == b"<":
        yield from (urljoin(answer.url, href) for href in links(answer, RELATION))
        if any(sign in answer.content for sign in _SIGNS):
            parts = urlsplit(answer.url)
            yield f"{parts.scheme}://{parts.netloc}/?rest_route=/"


def _described(answer: Answer) -> Iterator[str]:
    """The root itself describes its namespaces."""
    try:
        names = parsed(answer).get("namespaces")
    except NotWholeError:
        return
    if isinstance(names, list) and "wp/v2" in names:
        yield answer.url


def links(answer: Answer, relation: str, media_type: str = "") -> list[str]:
    """The addresses in a page's link elements of one relation (and type), unchanged."""
    try:
        root = html.document_fromstring(answer.content[:_HEAD], parser=html.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return []
    found = (
        link.get("href", "")
        for link in root.iter("link")
        if relation in link.get("rel", "").lower().split() and media_type in link.get("type", "").lower()
    )
    return [href for href in found if href]
