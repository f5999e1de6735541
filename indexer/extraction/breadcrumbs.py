"""Category paths from breadcrumbs: BreadcrumbList data, or the markup of common plugins."""

import re
from itertools import islice

from indexer.article import CategoryPath
from indexer.extraction.calendars import normalize
from indexer.extraction.head import Head
from indexer.extraction.jsonld import Node, text_value
from indexer.extraction.tree import Elements, classes, text_of
from indexer.extraction.vocabulary import said

_CLASS = re.compile(
    r"\s(?:\S*-)?(?:breadcrumbs?|rank-math-breadcrumb|yoast-breadcrumbs?|bcn|crumbs)(?:-\S+)?\s"
)
_MAX_LEVELS = 12
"""A longer list of links is a menu or a list of topics."""
_TAGS = frozenset(("nav", "div", "p", "ul", "ol", "span", "section"))
_HOME = frozenset(
    normalize(word)
    for word in ("home", "homepage", "start", "blog", "news", "articles", *said("labels", "home"))
)


def breadcrumb_path(page: Elements, head: Head) -> CategoryPath:
    """The categories between the home page and the story, from the root; () if none are shown."""
    for trail in head.data.of_type("BreadcrumbList"):
        path = _clean(_data_names(trail, head), head)
        if path:
            return path
    if not head.mentions_breadcrumbs:
        return ()
    for name, element in page.telling:
        if ("crumb" not in name and "bcn" not in name) or element.tag not in _TAGS:
            continue
        if not _CLASS.search(classes(element)):
            continue
        links = [text_of(link) for link in islice(element.iter("a"), _MAX_LEVELS + 2)]
        path = _clean([*links, ""], head)
        if path:
            return path
    return ()


def _data_names(trail: Node, head: Head) -> list[str]:
    items = trail.get("itemListElement")
    found: list[tuple[float, str]] = []
    for place, item in enumerate(items if isinstance(items, list) else [items]):
        if not isinstance(item, dict):
            continue
        target = item.get("item")
        name = text_value(item.get("name")) or (
            text_value(target.get("name")) if isinstance(target, dict) else None
        )
        position = item.get("position")
        order = float(position) if isinstance(position, int | float) else float(place)
        found.append((order, name or ""))
    names = [name for _, name in sorted(found)]
    title = normalize(head.first("og:title") or text_value(head.article.get("headline")) or "")
    last = normalize(names[-1]) if names else ""
    # The last crumb is the story itself, unless the trail ends with its category.
    story_last = not title or not last or last in title or title in last or len(last) > 45
    return names if story_last else [*names, ""]


def _clean(names: list[str], head: Head) -> CategoryPath:
    sites = {normalize(name) for name in head.site_names}
    path = [name for name in names[:-1] if name]
    while path and (normalize(path[0]).strip() in _HOME or normalize(path[0]) in sites):
        path.pop(0)
    return tuple(name for name in path if len(name) <= 80) if len(path) <= _MAX_LEVELS else ()
