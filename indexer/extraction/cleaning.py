"""Turns the blocks of a story's element into the paragraphs of its text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from indexer.extraction.blocks import EMBED, Block
from indexer.extraction.bylines import (
    MAX_BYLINE_LENGTH,
    is_byline,
    names_source,
    parse_byline,
    starts_like_byline,
)
from indexer.extraction.calendars import normalize
from indexer.extraction.dates import parse_date
from indexer.extraction.labels import is_label
from indexer.extraction.phrases import is_foot, is_offer, is_pointer
from indexer.extraction.shortcodes import without_shortcodes

_WORD = re.compile(r"\w")
_LEADING = 6
_LAST = 4
_ROUND_UP = 5
_REACTIONS = 4
_LONG_STORY = 500
"""Letters. A shorter story may consist of the posts that it shows."""
_LONG_ITEM = 30
_LIST_TAGS = frozenset(("li", "dd", "dt"))


def clean_blocks(
    blocks: list[Block], title: str | None, *, captions: bool = False, authors: tuple[str, ...] = ()
) -> list[Block]:
    """The blocks that are text of the story. A short one that names one of ``authors`` is not an offer.

    ``captions`` keeps the captions of pictures in the text. One before the first paragraph belongs to the
    page's head and is always removed.
    """
    kept = [_without_remains(block) for block in blocks]
    kept = [block for block in kept if _WORD.search(block.text)]
    kept = _without_head(kept, title)
    kept = _without_reactions(_without_link_lists(kept))
    following = [*kept[1:], None][: len(kept)]
    names = [normalize(author) for author in authors]
    kept = [
        block
        for left, (block, after) in zip(
            range(len(kept), 0, -1), zip(kept, following, strict=True), strict=True
        )
        if not _is_furniture(block, after)
        or _is_signed(block.text, names)
        or (left <= _LAST and names_source(block.text))
    ]
    kept = _without_captions(kept, captions)
    while kept and kept[-1].is_heading:
        kept.pop()
    return kept


def join_blocks(blocks: list[Block]) -> list[list[str]]:
    """Paragraphs as lists of lines. Consecutive list items or table rows are one paragraph."""
    paragraphs: list[list[str]] = []
    previous: str | None = None
    for block in blocks:
        group = (
            "li"
            if block.tag in _LIST_TAGS
            else "tr"
            if block.tag in ("tr", "td", "th", "table", "tbody")
            else None
        )
        lines = block.text.split("\n")
        if group and group == previous:
            paragraphs[-1].extend(lines)
        else:
            paragraphs.append(lines)
        previous = group
    return paragraphs


def _without_remains(block: Block) -> Block:
    text = without_shortcodes(block.text)
    return block if text == block.text else replace(block, text=text)


def _is_signed(text: str, names: list[str]) -> bool:
    return (
        len(text) <= MAX_BYLINE_LENGTH and is_byline(text) and any(name in normalize(text) for name in names)
    )


def _is_furniture(block: Block, after: Block | None) -> bool:
    text = block.text
    if is_label(text) or is_foot(text) or is_offer(block):
        return True
    if block.is_heading and after is not None and after.prose:
        # The heading of a section may link to its subject.
        return False
    return block.tag not in ("td", "tr", "blockquote", EMBED, "figcaption", *_LIST_TAGS) and is_pointer(block)


def _without_head(blocks: list[Block], title: str | None) -> list[Block]:
    """Without title, date and byline, which some themes put into the story's element."""
    normalized = normalize(title) if title else None
    kept = []
    for index, block in enumerate(blocks):
        text = block.text
        # Folding is slow, and removes less than half of a text.
        alike = (
            normalized and index < 2 * _LEADING and len(normalized) // 2 <= len(text) <= 2 * len(normalized)
        )
        if alike and normalize(text) == normalized:
            continue
        if index < _LEADING and (_is_dateline(text) or starts_like_byline(text)):
            continue
        kept.append(block)
    return kept


def _is_dateline(text: str) -> bool:
    return (
        len(text) < 90 and len(text.split()) <= 14 and not text.endswith(".") and parse_date(text) is not None
    )


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """Without lists whose items are almost all links, and without the label above such a list.

    A story that consists of such lists keeps them, as a round-up does. Menus have shorter items.
    """
    lists = {start: end for start, end in _lists(blocks) if _are_links(blocks[start:end])}
    items = [block for start, end in lists.items() for block in blocks[start:end]]
    if len(lists) >= _ROUND_UP and sum(len(item.text) for item in items) >= _LONG_ITEM * len(items):
        return blocks
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        end = lists.get(index)
        if end is None:
            kept.append(blocks[index])
        elif kept and (kept[-1].is_heading or kept[-1].text.endswith(":")) and len(kept[-1].text) < 80:
            kept.pop()
        index = end or index + 1
    return kept


def _without_reactions(blocks: list[Block]) -> list[Block]:
    """The blocks without a series of posts of a social network after the last sentence of a long story.

    They are what others say about it, as comments are. One that the story goes on after is a quotation.
    """
    end = len(blocks)
    while end and blocks[end - 1].tag == EMBED:
        end -= 1
    signed = sum(block.text.startswith("—") for block in blocks[end:])
    long = sum(block.prose for block in blocks[:end] if block.tag != EMBED) >= _LONG_STORY
    return blocks[:end] if signed >= _REACTIONS and long else blocks


def _lists(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """Where each run of list items begins and ends."""
    start = 0
    for is_item, run in groupby(blocks, key=lambda block: block.tag in _LIST_TAGS):
        end = start + sum(1 for _ in run)
        if is_item:
            yield start, end
        start = end


def _are_links(items: list[Block]) -> bool:
    return sum(1 for item in items if 2 * item.linked >= len(item.text)) >= 0.6 * len(items)


def _without_captions(blocks: list[Block], captions: bool) -> list[Block]:
    kept: list[Block] = []
    text_seen = False
    for block in blocks:
        if block.tag in ("figcaption", "figure"):
            if not (captions and text_seen) or block.text in (other.text for other in kept[-3:]):
                continue
        elif not block.is_heading:
            text_seen = True
        kept.append(block)
    return kept


def leading_byline(blocks: list[Block]) -> str | None:
    """The text of a byline among the first blocks of a story's element."""
    for block in blocks[:_LEADING]:
        if starts_like_byline(block.text) and parse_byline(block.text):
            return block.text
    return None
