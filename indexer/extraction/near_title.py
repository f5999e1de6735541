"""Date and author from the lines around a story's title, if no name of an element identifies them."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import groupby

from lxml import etree
from lxml.etree import _Element as Element

from indexer.extraction.blocks import BLOCK_TAGS, Block, BlockReader
from indexer.extraction.bylines import starts_like_byline
from indexer.extraction.calendars import normalize
from indexer.extraction.dates import parse_date
from indexer.extraction.masthead import Masthead, Place, says_today
from indexer.extraction.people import is_bare_lead, is_person
from indexer.extraction.tree import Elements, ancestors, squeeze, text_of

_BEFORE = 2
_AFTER = 7
_MAX_PIECES = 20
_MAX_LINE = 120
_MAX_WORDS = 9
_WORD = re.compile(r"\w+")
# Also what separates a name from the date behind it: "Sara Dana, 12 maj 2023".
_BARS = re.compile(r"\s*[|•·]\s*|(?<=[^\W\d])(?:\s*[,،]|\s+[-–—])\s+(?=\d)")
_PUNCTUATION = re.compile(r"[^\w\s.'’\u200c-]")
_SILENT = frozenset(("script", "style", "noscript", "template", "svg"))


class NearTitle:
    """The short lines just before and after a story's title.

    Those after it are found from the title's heading in the tree, because many themes put both into a box
    that is furniture. Those before it are blocks of ``reader``.
    """

    def __init__(self, page: Elements, reader: BlockReader, title: str) -> None:
        self._page = page
        self._reader = reader
        self._title = title
        self._normalized = normalize(title)

    def date_after(self, timezone: tzinfo, language: str) -> datetime | None:
        """The date of the first line after the title that is a date with few other words."""
        return _first_date([*self._after, *self._pieces], timezone, language)

    def date_before(self, timezone: tzinfo, language: str) -> datetime | None:
        """The same for the lines before the title, without those in the page's own bars."""
        nodes = self._reader.nodes
        blocks = [
            block.text
            for block in self._blocks_before
            if block.node < 0 or self.masthead.place(nodes[block.node].element, block.text) != Place.CHROME
        ]
        return _first_date(blocks, timezone, language)

    @cached_property
    def masthead(self) -> Masthead:
        """The judge of dates around the title's heading."""
        return Masthead(self.heading)

    def bylines(self) -> list[str]:
        """Lines that begin like a byline, else a person's name next to a date."""
        return (
            self.leads()
            or self._names_beside_dates([*self._after, *self._before])
            or self._names_beside_dates(self._pieces)
        )

    def leads(self) -> list[str]:
        """Lines that begin like a byline."""
        places = (self._after, self._pieces, self._before)
        found = ([line for line in lines if starts_like_byline(line)] for lines in places)
        return next(filter(None, found), [])

    def _names_beside_dates(self, lines: list[str]) -> list[str]:
        lines = [part for line in lines for part in _BARS.split(line)]
        dated = [len(line) < 60 and parse_date(line) is not None for line in lines]
        return [
            line
            for index, line in enumerate(lines)
            if any(dated[max(0, index - 1) : index + 2])
            and not dated[index]
            and is_person(line)
            and not _PUNCTUATION.search(line)
            and normalize(line) not in self._normalized
        ][:1]

    @cached_property
    def _after(self) -> list[str]:
        """The text of each block after the title."""
        blocks = groupby(self._texts, key=lambda found: found[0])
        lines = [" ".join(text for _, text in parts) for _, parts in blocks]
        return [line for line in lines[:_AFTER] if len(line) <= _MAX_LINE]

    @cached_property
    def _pieces(self) -> list[str]:
        """The individual texts after the title, which themes separate only by style."""
        return list(_joined(text for _, text in self._texts if len(text) <= _MAX_LINE))

    @cached_property
    def _before(self) -> list[str]:
        return [block.text for block in self._blocks_before]

    @cached_property
    def _blocks_before(self) -> list[Block]:
        at = self._place()
        blocks = reversed(self._reader.blocks[max(0, at - _BEFORE) : at]) if at is not None else ()
        return [block for block in blocks if not block.is_heading and len(block.text) <= _MAX_LINE]

    @cached_property
    def _texts(self) -> list[tuple[Element, str]]:
        """The texts that follow the title, each with its block, up to the second long one.

        A long one may be a standfirst before the date and the names.
        """
        heading = self.heading
        texts: list[tuple[Element, str]] = []
        long = 0
        for block, text in following(heading) if heading is not None else ():
            long += len(text) > _MAX_LINE
            if long > 1 or len(texts) == _MAX_PIECES:
                break
            texts.append((block, text))
        return texts

    @cached_property
    def heading(self) -> Element | None:
        """The heading with the story's title."""
        headings = (*self._page.of("h1"), *self._page.root.iter("h2", "h3"))
        alike = (heading for heading in headings if self._is_title(text_of(heading, 2 * len(self._title))))
        return next(alike, None)

    def _place(self) -> int | None:
        blocks = enumerate(self._reader.blocks)
        return next((at for at, block in blocks if block.is_heading and self._is_title(block.text)), None)

    def _is_title(self, text: str) -> bool:
        # Normalizing is slow, and removes less than half of a text.
        return (
            len(self._title) // 2 <= len(text) <= 2 * len(self._title) and normalize(text) == self._normalized
        )


def _first_date(lines: list[str], timezone: tzinfo, language: str) -> datetime | None:
    for line in _with_parts(lines):
        found = parse_date(line, timezone=timezone, language=language) if _may_date(line) else None
        if found:
            return found
    return None


def _with_parts(lines: list[str]) -> Iterator[str]:
    """Each line, then its parts between bars."""
    for line in lines:
        yield line
        parts = _BARS.split(line)
        yield from parts if len(parts) > 1 else ()


def _may_date(line: str) -> bool:
    """Whether a line may be a date with few other words, and not a sentence or the current date."""
    if says_today(line):
        return False
    few = len(_WORD.findall(line)) <= _MAX_WORDS or starts_like_byline(line)
    return few and not line.endswith((".", "۔", "؟", "?", "!"))


def following(heading: Element) -> Iterator[tuple[Element, str]]:
    """The texts after an element to the end of the page, each with its innermost block."""
    for around in (heading, *heading.iterancestors()):
        parent = around.getparent()
        if parent is None:
            return
        for text in filter(None, [squeeze(around.tail or "")]):
            yield _block_of(parent), text
        for sibling in around.itersiblings():
            yield from _texts_in(sibling)


def _texts_in(element: Element) -> Iterator[tuple[Element, str]]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        text = squeeze((inner.text if event == "start" else inner.tail) or "")
        if event == "start" and inner.tag in _SILENT:
            walk.skip_subtree()
        elif text:
            yield _block_of(inner if event == "start" else inner.getparent()), text


def _block_of(element: Element) -> Element:
    """The innermost block around a text in ``element``."""
    if element.tag in BLOCK_TAGS:
        return element
    return next((parent for parent in ancestors(element) if parent.tag in BLOCK_TAGS), element)


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """``pieces`` with a separate "By" joined to what follows it."""
    lead = ""
    for piece in pieces:
        if is_bare_lead(piece):
            lead = piece
            continue
        yield f"{lead} {piece}".strip()
        lead = ""
