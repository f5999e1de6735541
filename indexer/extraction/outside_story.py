"""Which elements of a page belong to another story or to furniture, from their surroundings."""

import re
from functools import lru_cache

from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import without_builders
from indexer.extraction.tree import ancestors, classes

# Boxes with other stories, and boxes next to a story. Layouts are often named after the latter
# ("with-sidebar"), so around the post itself only the former count.
_OTHERS = re.compile(
    r"\s(?:\S*-)?(?:related|recent|popular|trending|recommend\S*|comments?|next|prev)(?:-\S+|s)?\s"
)
_BESIDE = re.compile(r"\s(?:\S*-)?(?:sidebar|widget|site-footer|menu)(?:-\S+|s)?\s")
_POST = re.compile(r"\s(?:hentry|type-post|post-\d+)\s")


def is_outside_story(element: Element) -> bool:
    """Whether an element belongs to another story or to the page's furniture."""
    if element.tag in ("nav", "aside"):
        return True
    in_post = False
    for parent in ancestors(element, 8):
        tag = parent.tag
        if tag in ("body", "html"):
            return False
        names = classes(parent)
        if _is_others(names):
            return True
        in_post = in_post or tag in ("article", "main") or _is_post(names)
        if not in_post and (tag in ("nav", "aside") or _is_beside(names)):
            return True
    return False


@lru_cache(maxsize=20_000)
def _is_others(names: str) -> bool:
    return bool(_OTHERS.search(names))


@lru_cache(maxsize=20_000)
def _is_beside(names: str) -> bool:
    return bool(_BESIDE.search(without_builders(names)))


@lru_cache(maxsize=20_000)
def _is_post(names: str) -> bool:
    return bool(_POST.search(names))
