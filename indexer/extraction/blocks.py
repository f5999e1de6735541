"""A page as a row of text blocks, each knowing which elements it stands in. One walk over the tree."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import (
    DEAD_TAGS,
    NEVER_DEAD,
    content_rank,
    is_comments_class,
    is_dead_class,
    is_dead_role,
    is_hidden,
)
from indexer.extraction.boxes import letter_boxes
from indexer.extraction.tree import Elements, class_names, squeeze, text_of

_BLOCK_TAGS = frozenset(
    [
        "html",
        "body",
        "main",
        "article",
        "section",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "li",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "caption",
        "header",
        "footer",
        "aside",
        "address",
        "form",
        "fieldset",
        "center",
        "details",
        "summary",
        "hr",
        "dir",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPH_BREAK = "\x1e"
_SUSPECT_TAGS = frozenset(("form", "footer", "aside", "header"))
_NO_NAMES = "   "
# Paragraphs (or letters, on pages without) looked at to tell furniture from layout, in all.
_MAX_CHECKED = 150_000
_BREAKS = re.compile(rf"\s*{_PARAGRAPH_BREAK}[\s{_PARAGRAPH_BREAK}]*")
_CAPTION_CLASS = re.compile(r"\s(?:\S*-)?(?:caption|wp-caption-text|gallery-caption)(?:-\S+)?\s")


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item, caption or table row. ``linked`` counts its letters in links."""

    text: str
    tag: str
    linked: int
    node: int
    level: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether the block is a heading."""
        return self.tag in _HEADINGS

    @property
    def prose(self) -> int:
        """Letters that count as running text: none in headings, captions, short lines and lists of links."""
        if self.is_heading or self.tag == "figcaption" or len(self.text) < 40:
            return 0
        return 0 if self.linked * 2 > len(self.text) else len(self.text) - self.linked


@dataclass(slots=True)
class Node:
    """An element that holds blocks ``first`` to ``last`` (exclusive)."""

    element: Element
    names: str
    parent: int
    first: int
    last: int = 0
    prose: int = 0
    children: list[int] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """How plainly the element is marked as the place of the story's text: 0, 1 or 2."""
        if self.element.tag in ("body", "html"):
            return 0
        return 2 if self.element.get("itemprop") == "articleBody" else content_rank(self.names)


class BlockReader:
    """Walks a tree once; ``blocks`` and ``nodes`` are in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self._budget = _MAX_CHECKED
        self._enough = 0
        self._size = 0
        self._names = _NO_NAMES
        self._parts: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._in_cell = 0
        self._stack: list[int] = []
        self._tags: list[str] = []
        self._boxes: set[Element] = set()

    def read(self, page: Elements) -> "BlockReader":
        """Fill ``blocks`` and ``nodes`` from a page or a part of one."""
        root = page.root
        self._enough = -(-len(page.of("p")) // 3)
        self._size = len(text_of(root, 200_000)) if self._enough < 2 else 0
        self._boxes = letter_boxes(page.of("input"))
        walk = etree.iterwalk(root, events=("start", "end"))
        skipping = None
        for event, element in walk:
            if event == "start":
                if self._skips(element):
                    walk.skip_subtree()
                    skipping = element
                else:
                    self._open(element)
            else:
                if element is not skipping:
                    self._close(element)
                skipping = None
                if element.tail and element is not root:
                    self._add(element.tail)
        if self._parts:
            self._flush()
        self._count()
        return self

    def _skips(self, element: Element) -> bool:
        tag = element.tag
        if tag in DEAD_TAGS:
            return True
        if self._boxes and element in self._boxes:
            return True
        if not element.keys():
            # Most elements of a text have no attributes, and only their name can speak against them.
            self._names = _NO_NAMES
            return tag in _SUSPECT_TAGS and not self._wraps_page(element)
        self._names, comments, dead = _judge(element.get("class"), element.get("id"))
        if tag in NEVER_DEAD:
            return False
        if comments or is_dead_role(element.get("role")) or is_hidden(element, self._names):
            return True
        return (dead or tag in _SUSPECT_TAGS) and not self._wraps_page(element)

    def _wraps_page(self, element: Element) -> bool:
        """Whether an element that is named like furniture holds a good part of the page's paragraphs.

        Themes name whole layouts after what stands beside the text ("with-sidebar").
        """
        if self._enough < 2:
            self._budget -= self._size
            return self._budget <= 0 or 2 * len(text_of(element, 200_000)) > self._size
        if self._budget <= 0:
            return True
        found = sum(1 for _ in islice(element.iter("p"), self._enough))
        self._budget -= found + 1
        return found >= self._enough

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCK_TAGS:
            if self._parts:
                self._flush()
            parent = self._stack[-1] if self._stack else -1
            self.nodes.append(Node(element, self._names, parent, len(self.blocks)))
            self._stack.append(len(self.nodes) - 1)
            self._tags.append(self._kind(element))
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._in_link += 1
        elif tag in ("td", "th") and self._parts:
            self._parts.append(" | ")
        if element.text:
            self._add(element.text)

    def _close(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCK_TAGS:
            if self._parts:
                self._flush()
            self.nodes[self._stack.pop()].last = len(self.blocks)
            self._tags.pop()
        elif tag == "a":
            self._in_link -= 1

    def _kind(self, element: Element) -> str:
        tag: str = element.tag
        if "caption" in self._names and _CAPTION_CLASS.search(self._names):
            return "figcaption"
        if (
            tag in ("div", "p", "ul", "ol")
            and self._tags
            and self._tags[-1] in ("figcaption", "li", "blockquote")
        ):
            return self._tags[-1]
        return tag

    def _add(self, text: str) -> None:
        if text.isspace():
            if self._parts:
                self._parts.append(" ")
            return
        if self._tags and self._tags[-1] != "pre":
            text = text.replace("\n", " ")
        self._parts.append(text)
        if self._in_link:
            self._linked += len(text.strip())

    def _flush(self) -> None:
        text = "".join(self._parts)
        linked, node = self._linked, self._stack[-1] if self._stack else -1
        self._parts, self._linked = [], 0
        tag = self._tags[-1] if self._tags else "p"
        for paragraph in _paragraphs(text):
            self.blocks.append(Block(paragraph, tag, min(linked, len(paragraph)), node))
            linked = max(0, linked - len(paragraph))

    def _count(self) -> None:
        sums = [0]
        for block in self.blocks:
            sums.append(sums[-1] + block.prose)
        for index, node in enumerate(self.nodes):
            node.prose = sums[node.last] - sums[node.first]
            if node.parent >= 0:
                self.nodes[node.parent].children.append(index)


@lru_cache(maxsize=50_000)
def _judge(names: str | None, ident: str | None) -> tuple[str, bool, bool]:
    """Class and id as one string, and whether they are those of comments or of other furniture."""
    joined = class_names(names, ident)
    return joined, is_comments_class(joined), is_dead_class(joined)


def _paragraphs(text: str) -> list[str]:
    lines = [squeeze(line) for line in text.split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]
