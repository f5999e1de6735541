"""Which elements of a page are furniture and are dropped with their content."""

from functools import lru_cache
from itertools import islice

from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import (
    DEAD_TAGS,
    NEVER_DEAD,
    is_comments_class,
    is_dead_class,
    is_dead_role,
    is_hidden,
    is_notice_class,
)
from indexer.extraction.boxes import letter_boxes
from indexer.extraction.tree import Elements, class_names, text_of

NO_NAMES = "   "
_SUSPECT_TAGS = frozenset(("form", "footer", "aside", "header"))
_MAX_TEXT = 200_000
# Maximum number of paragraphs (or letters, on pages without) that are checked to distinguish furniture from
# layout.
_MAX_CHECKED = 150_000


class Furniture:
    """Judges the elements of one page by name and attributes."""

    def __init__(self, page: Elements) -> None:
        self._enough = -(-len(page.of("p")) // 3)
        self._size = len(text_of(page.root, _MAX_TEXT)) if self._enough < 2 else 0
        self._budget = _MAX_CHECKED
        self._boxes = letter_boxes(page.of("input"))

    def names_of(self, element: Element) -> str | None:
        """Class and id of an element as from ``tree.classes``; None if it is furniture."""
        tag = element.tag
        if tag in DEAD_TAGS or (self._boxes and element in self._boxes):
            return None
        keys = element.keys()
        if not keys:
            # Most elements of a text have no attributes, so only their name counts.
            return None if tag in _SUSPECT_TAGS and not self._wraps_page(element) else NO_NAMES
        names, always, dead = _judge(element.get("class"), element.get("id"))
        if tag in NEVER_DEAD:
            return names
        if always or ("role" in keys and is_dead_role(element.get("role"))):
            return None
        if ("style" in keys or "hidden" in keys) and is_hidden(element, names):
            return None
        return None if (dead or tag in _SUSPECT_TAGS) and not self._wraps_page(element) else names

    def _wraps_page(self, element: Element) -> bool:
        """Whether an element that is named like furniture has a large part of the page's paragraphs.

        Themes name whole layouts after what is next to the text ("with-sidebar").
        """
        if self._enough < 2:
            self._budget -= self._size
            return self._budget <= 0 or 2 * len(text_of(element, _MAX_TEXT)) > self._size
        if self._budget <= 0:
            return True
        found = sum(1 for _ in islice(element.iter("p"), self._enough))
        self._budget -= found + 1
        return found >= self._enough


@lru_cache(maxsize=50_000)
def _judge(names: str | None, ident: str | None) -> tuple[str, bool, bool]:
    """Class and id as one string, whether they are furniture anywhere, and whether they may be."""
    joined = class_names(names, ident)
    return joined, is_comments_class(joined) or is_notice_class(joined), is_dead_class(joined)
