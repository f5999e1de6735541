"""A page's markup as a tree, parsed once and safely: no input raises or recurses."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from lxml import etree
from lxml.etree import _Element as Element

MAX_ELEMENTS = 400_000

# Control characters: XML forbids them, and they break readers of trees.
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 12, 13)) + b"\x7f"
_COUNT = etree.XPath("count(descendant-or-self::*)")
_BLANKED = bytes.maketrans(_CONTROL, b" " * len(_CONTROL))


_MANY_ATTRIBUTES = 2000
_LONG_TAG = 8000
_LARGE_PAGE = 100_000
_ATTRIBUTES = rb"(?:[\s/]++|[^\s\"'<>/=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+"
_TAG_WITH_ATTRIBUTES = re.compile(rb"(<[A-Za-z][^\s<>/]*+)(" + _ATTRIBUTES + rb")(?=[<>]|\Z)")
_ATTRIBUTE = re.compile(rb"[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+")


def _with_few_attributes(data: bytes) -> bytes:
    """``data`` without the attributes of a tag that has thousands: libxml2 compares each with all others."""
    if len(data) < _LARGE_PAGE:
        return data
    return _TAG_WITH_ATTRIBUTES.sub(_fewer, data)


def _fewer(match: re.Match[bytes]) -> bytes:
    if len(match[2]) < _LONG_TAG or sum(1 for _ in _ATTRIBUTE.finditer(match[2])) <= _MANY_ATTRIBUTES:
        return match[0]
    return match[1]


def parse(data: bytes) -> Element | None:
    """The root element of a page in UTF-8; None if there is no element.

    The tree is as deep as libxml2 allows (2048 elements). Text nested deeper is dropped.
    """
    data = _with_few_attributes(data.translate(_BLANKED))
    if not data.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


_TELLING = re.compile(r"auth(?:or|name)|by-?line|vcard|date|time|publish|posted|post-?meta|crumb|bcn", re.I)
_TELLING_TAGS = (
    "span", "div", "p", "a", "li", "address", "small", "em", "strong", "meta", "abbr", "dd", "nav", "ul",
    "ol", "section",
)  # fmt: skip
_NOT_IN_HEADINGS = ("div", "p", "section", "article", "ul", "ol", "table", "h2", "h3", "h4", "figure", "form")
_OFTEN = ("meta", "link", "script", "title", "body", "article", "h1", "p", "a", "time", "input")


class Elements:
    """A page's elements by tag and by name. Those that every page is searched for are found in one walk.

    The name is what the page's author calls an element: its class, else ``itemprop`` or id.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self._by_tag: dict[str, list[Element]] = {tag: [] for tag in _OFTEN}
        for element in root.iter(*_OFTEN):
            self._by_tag[element.tag].append(element)

    def __len__(self) -> int:
        return int(str(_COUNT(self.root)).split(".")[0])

    def of(self, *tags: str) -> list[Element]:
        """The elements with one of ``tags``, in document order."""
        if len(tags) > 1:
            return list(self.root.iter(*tags))
        found = self._by_tag.get(tags[0])
        if found is None:
            found = self._by_tag[tags[0]] = list(self.root.iter(tags[0]))
        return found

    def first(self, tag: str) -> Element | None:
        """The first element with a tag."""
        return next(iter(self.of(tag)), None)

    @cached_property
    def telling(self) -> list[tuple[str, Element]]:
        """Elements whose name suggests an author, a date or breadcrumbs, with that name in lower case."""
        found = []
        for element in self.root.iter(*_TELLING_TAGS):
            name = element.get("class") or element.get("itemprop") or element.get("id")
            if name and _is_telling(name):
                found.append((name.lower(), element))
        return found


@lru_cache(maxsize=50_000)
def _is_telling(name: str) -> bool:
    return bool(_TELLING.search(name))


def text_of(element: Element, limit: int = 2000, gap: str = "") -> str:
    """The text in an element with single spaces, cut at about ``limit`` characters.

    ``gap`` is put between the texts of inner elements: a space if these may be blocks.
    """
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > limit:
            break
    return squeeze(gap.join(parts))


def heading_text(element: Element) -> str:
    """The text of a heading. A line break becomes a space; what a missing end tag added to it is left out."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and inner is not element and inner.tag in _NOT_IN_HEADINGS:
            break
        if inner.tag == "br":
            parts.append(" ")
        text = inner.text if event == "start" else inner.tail if inner is not element else ""
        if isinstance(inner.tag, str) or event == "end":
            parts.append(text or "")
    return squeeze("".join(parts))


def squeeze(text: str) -> str:
    """``text`` with each run of white space as one space."""
    return " ".join(text.split())


def classes(element: Element) -> str:
    """Class and id of an element, in the form that the patterns of this package expect."""
    return class_names(element.get("class"), element.get("id"))


@lru_cache(maxsize=50_000)
def class_names(names: str | None, ident: str | None) -> str:
    """Class and id in lower case between spaces, their parts joined by hyphens."""
    return f" {squeeze(names or '')} {ident or ''} ".lower().replace("_", "-")


def ancestors(element: Element, limit: int = 12) -> Iterator[Element]:
    """The nearest ``limit`` elements around ``element``, innermost first."""
    parent = element.getparent()
    while parent is not None and limit:
        yield parent
        parent = parent.getparent()
        limit -= 1
