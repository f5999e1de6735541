"""A page's markup as a tree, read once and safely: no input raises or recurses."""

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

MAX_ELEMENTS = 400_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPACE = re.compile(r"\s+")


def parse(text: str) -> HtmlElement | None:
    """The root element of a page; None where there is no element at all.

    The tree is as deep as libxml2 allows (2048 elements); text nested deeper is dropped.
    """
    clean = _CONTROL.sub(" ", text)
    if not clean.strip():
        return None
    # A string with an XML declaration is refused by lxml, bytes are not.
    data = clean.encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def text_of(element: HtmlElement, limit: int = 2000) -> str:
    """The text inside an element with single spaces, cut at about ``limit`` characters."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > limit:
            break
    return squeeze("".join(parts))


def squeeze(text: str) -> str:
    """``text`` with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def classes(element: HtmlElement) -> str:
    """Class and id of an element, in the form that the patterns of this package look at."""
    return f" {element.get('class') or ''} {element.get('id') or ''} ".lower().replace("_", "-")


def ancestors(element: HtmlElement, limit: int = 12) -> Iterator[HtmlElement]:
    """The nearest ``limit`` elements around ``element``, inside out."""
    parent = element.getparent()
    while parent is not None and limit:
        yield parent
        parent = parent.getparent()
        limit -= 1
