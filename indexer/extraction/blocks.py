"""A page as a list of text blocks with their enclosing elements. One walk over the tree."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import content_rank
from indexer.extraction.furniture import NO_NAMES, Furniture
from indexer.extraction.marks import MARK_TAGS, character, is_credit, is_mark
from indexer.extraction.tree import Elements, squeeze

BLOCK_TAGS = frozenset(
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
_HOLDING_TAGS = frozenset(("div", "p", "ul", "ol"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTION_CLASS = re.compile(r"\s(?:\S*-)?(?:caption|wp-caption-text|gallery-caption)(?:-\S+)?\s")


EMBED = "embed"
"""The tag of the blocks of a post of a social network that a story shows."""
_INHERITED = ("figcaption", "li", "blockquote", EMBED)
EMBEDS = frozenset(("twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed"))


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item, caption or table row. ``linked`` is the number of its letters in
    links.
    """

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
        """Letters of running text: none in headings, captions, short lines and lists of links."""
        if self.is_heading or self.tag == "figcaption" or len(self.text) < 40:
            return 0
        return 0 if self.linked * 2 > len(self.text) else len(self.text) - self.linked


@dataclass(slots=True)
class Node:
    """An element with the blocks ``first`` to ``last`` (exclusive). ``children`` are those with prose."""

    element: Element
    names: str
    parent: int
    first: int
    last: int = 0
    prose: int = 0
    children: list[int] | None = None

    @property
    def rank(self) -> int:
        """How clearly the element is marked as that of the story's text: 0, 1 or 2."""
        if self.element.tag in ("body", "html"):
            return 0
        return 2 if self.element.get("itemprop") == "articleBody" else content_rank(self.names)


class BlockReader:
    """Walks a tree once. ``blocks`` and ``nodes`` are in document order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self._parts: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._stack: list[int] = []
        self._tags: list[str] = []

    def read(self, page: Elements) -> "BlockReader":
        """Fill ``blocks`` and ``nodes`` from a page or a part of one."""
        root = page.root
        names_of = Furniture(page).names_of
        walk = etree.iterwalk(root, events=("start", "end"))
        skipping = None
        for event, element in walk:
            if event == "start":
                mark = element.tag in MARK_TAGS and is_mark(element)
                names = None if mark else names_of(element)
                if names is None:
                    walk.skip_subtree()
                    skipping = element
                else:
                    self._open(element, names)
            else:
                if element is not skipping:
                    self._close(element.tag)
                skipping = None
                tail = element.tail
                if tail and element is not root:
                    self._add(tail)
        if self._parts:
            self._flush()
        self._count()
        return self

    def _open(self, element: Element, names: str) -> None:
        tag = element.tag
        if tag in BLOCK_TAGS:
            if self._parts:
                self._flush()
            stack = self._stack
            self.nodes.append(Node(element, names, stack[-1] if stack else -1, len(self.blocks)))
            stack.append(len(self.nodes) - 1)
            self._tags.append(self._kind(tag, names))
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._in_link += 1
        elif tag == "img":
            self._add(character(element))
        elif tag == "cite" and self._parts and is_credit(element):
            self._parts.append("\n")
        elif tag in ("td", "th") and self._parts:
            self._parts.append(" | ")
        text = element.text
        if text:
            self._add(text)

    def _close(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            if self._parts:
                self._flush()
            self.nodes[self._stack.pop()].last = len(self.blocks)
            self._tags.pop()
        elif tag == "a":
            self._in_link -= 1

    def _kind(self, tag: str, names: str) -> str:
        if names is not NO_NAMES and "caption" in names and _CAPTION_CLASS.search(names):
            return "figcaption"
        if tag == "blockquote" and names is not NO_NAMES and not EMBEDS.isdisjoint(names.split()):
            return EMBED
        if tag in _HOLDING_TAGS and self._tags and self._tags[-1] in _INHERITED:
            return self._tags[-1]
        return tag

    def _add(self, text: str) -> None:
        if not text or text.isspace():
            if text and self._parts:
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
            if node.prose and node.parent >= 0:
                around = self.nodes[node.parent]
                if around.children is None:
                    around.children = []
                around.children.append(index)


def _paragraphs(text: str) -> list[str]:
    if "\n" not in text:
        line = squeeze(text)
        return [line] if line else []
    lines = [squeeze(line) for line in text.split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]
