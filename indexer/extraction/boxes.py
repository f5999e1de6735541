"""Boxes in a text that ask for the reader's e-mail address, whatever their classes are."""

from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import NEVER_DEAD, content_rank
from indexer.extraction.tree import ancestors, classes

_MAX_TEXT = 300
_MAX_FIELDS = 50
_MAX_PARTS = 300


def letter_boxes(fields: list[Element]) -> set[Element]:
    """The outermost elements of at most 300 letters around those of ``fields`` for an e-mail address."""
    found: set[Element] = set()
    for field in fields[:_MAX_FIELDS]:
        if _takes_address(field):
            box = _box(field)
            if box is not None:
                found.add(box)
    return found


def _takes_address(field: Element) -> bool:
    if (field.get("type") or "text").lower() not in ("email", "text"):
        return False
    return (field.get("type") or "").lower() == "email" or "mail" in (field.get("name") or "").lower()


def _box(field: Element) -> Element | None:
    box = None
    for parent in ancestors(field):
        if parent.tag in NEVER_DEAD or content_rank(classes(parent)):
            break
        if _is_long(parent):
            break
        box = parent
    return box


def _is_long(element: Element) -> bool:
    """Whether an element has more text or parts than such a box, or the page's title."""
    size = 0
    for count, inner in enumerate(element.iter()):
        size += len((inner.text or "").strip())
        if inner is not element:
            size += len((inner.tail or "").strip())
        if count > _MAX_PARTS or size > _MAX_TEXT or inner.tag == "h1":
            return True
    return False
