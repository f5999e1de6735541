"""Links to category pages, and the slugs in their addresses."""

import re
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from indexer.extraction.vocabulary import alternatives

_WP_CATEGORY_URL = re.compile(rf"/(?:category{alternatives('addresses', 'category')})/.")
_CATEGORY_URL = re.compile(
    r"/(?:category|categories|topics?|section|cat|c"
    rf"{alternatives('addresses', 'category')}{alternatives('addresses', 'topic')})/(.+?)/?$"
)


def is_category(link: Element) -> bool:
    """Whether a link with ``rel`` leads to a category and not to a tag."""
    # Block themes write rel="tag" for categories, too.
    return "category" in (link.get("rel") or "") or bool(
        _WP_CATEGORY_URL.search(unquote(link.get("href") or ""))
    )


def category_slugs(href: str | None) -> list[str]:
    """The slugs in a category's address, from the root: ``/category/a/b/`` gives a and b."""
    try:
        match = _CATEGORY_URL.search(unquote(urlsplit(href or "").path))
    except ValueError:
        return []
    return [slug for slug in match.group(1).split("/") if slug and slug != "page"] if match else []


def readable(slug: str) -> str:
    """The name from which a slug was made; "" if it cannot be known.

    Slugs of several Latin words have lost punctuation and capitals: ``arts-crafts`` may be "Arts & Crafts".
    """
    words = slug.replace("-", " ").replace("_", " ").strip()
    return "" if " " in words and slug.isascii() else words[:1].upper() + words[1:]
