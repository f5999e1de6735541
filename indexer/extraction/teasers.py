"""The stories in a listing, recognised by their headings if no class names their boxes."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from indexer.extraction.category_links import category_slugs
from indexer.extraction.tree import ancestors, classes, text_of

_PAGE = re.compile(r"/page/\d+/?$|[?&](?:paged?|pg)=\d+")
_MIN_TEASERS = 3
_MAX_TEASERS = 200

Teaser = tuple[Element, str, str]


def find_teasers(root: Element, url: str | None) -> list[Teaser]:
    """Box, title and address of each story in the largest group of similar headings that are links.

    ``url`` is the page's own address. Returns [] if there are fewer than three of a kind.
    """
    groups: dict[tuple[str, str], list[tuple[Element, str]]] = {}
    for heading in root.iter("h2", "h3", "h4"):
        target = _target(heading, url)
        if target and not _in_furniture(heading):
            groups.setdefault((str(heading.tag), classes(heading)), []).append((heading, target))
    largest = max(groups.values(), key=len, default=[])[:_MAX_TEASERS]
    if len({target for _, target in largest}) < _MIN_TEASERS:
        return []
    boxes = _boxes([heading for heading, _ in largest])
    return [
        (box, text_of(heading), target)
        for box, (heading, target) in zip(boxes, largest, strict=True)
        if text_of(heading)
    ]


def is_paged(links: list[Element]) -> bool:
    """Whether any of a page's links leads to a further page of a list."""
    return any(_PAGE.search(link.get("href") or "") for link in links)


def _target(heading: Element, url: str | None) -> str | None:
    link = next(heading.iter("a"), None)
    if link is None:
        link = next((parent for parent in ancestors(heading, 2) if parent.tag == "a"), None)
    href = link.get("href") if link is not None else None
    try:
        address = urljoin(url or "", href or "")
        own, other = urlsplit(url or ""), urlsplit(address)
    except ValueError:
        return None
    leads_on = other.path.strip("/") and other.path != own.path and not category_slugs(address)
    return address if leads_on and other.hostname in (own.hostname, None) else None


def _boxes(headings: list[Element]) -> list[Element]:
    """For each heading, the outermost element around it that contains none of the others."""
    around = [list(ancestors(heading, 30)) for heading in headings]
    held = Counter(parent for parents in around for parent in parents)
    boxes = []
    for heading, parents in zip(headings, around, strict=True):
        own = [parent for parent in parents if held[parent] == 1]
        boxes.append(own[-1] if own else heading)
    return boxes


def _in_furniture(element: Element) -> bool:
    return any(parent.tag in ("aside", "nav", "footer") for parent in ancestors(element, 30))
