"""A category page saved as text: articles one after another, recognised by their last lines.

Each article on such a page has, in this order: captions of its image and its category (one block), title,
paragraphs, byline with notes, date with the number of comments, share links. Blocks are separated by empty
lines. Only the date line is always there and unambiguous, so articles are found from their ends. Menus before
the first one and side columns after the last one are dropped.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from indexer.article import Article
from indexer.extraction.after_matter import take_byline
from indexer.extraction.bylines import Byline, parse_byline, starts_like_byline
from indexer.extraction.calendars import MONTHS, normalize
from indexer.extraction.dates import parse_date
from indexer.extraction.text_blocks import (
    BULLET,
    LONG_LINE,
    PROSE_END,
    Block,
    blocks_of,
    is_menu,
    is_prose,
    is_share,
    is_title,
    paragraphs_of,
)
from indexer.extraction.vocabulary import alternatives

_COMMENTS = re.compile(
    rf"(?:\d+|no|one|leave a{alternatives('comments', 'none')})\s*"
    rf"(?:comments?|replies|reply|responses?{alternatives('comments', 'words')})(?!\w)"
    rf"|(?:comments?{alternatives('comments', 'counted')})\s*[:(]?\s*\d+\)?"
    rf"{alternatives('comments', 'lines')}"
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Segment:
    lines: list[str]
    date: datetime | None
    foot: str


def looks_like_dump(text: str) -> bool:
    """Whether ``text`` has the last lines of at least one article."""
    lines = text.splitlines()
    return any(_is_footer(lines, index) for index in range(len(lines)))


def read_dump(text: str, *, timezone: tzinfo = UTC, file: str = "") -> tuple[Article, ...]:
    """The articles of a page saved as text, in order. Those without title or body are left out."""
    articles = (_article(segment, file) for segment in _segments(text.splitlines(), timezone))
    return tuple(article for article in articles if article is not None)


def _segments(lines: list[str], timezone: tzinfo) -> list[_Segment]:
    segments: list[_Segment] = []
    start = 0
    for index, line in enumerate(lines):
        if _is_footer(lines, index):
            segments.append(_Segment(lines[start:index], parse_date(line, timezone=timezone), line))
            start = index + 1
        elif index == start and (is_share(line) or _is_counter(line)):
            start = index + 1
    return segments


def _is_footer(lines: list[str], index: int) -> bool:
    line = lines[index]
    if not line or len(line) > 90 or not _DIGIT.search(line):
        return False
    normalized = normalize(line)
    comments = _COMMENTS.search(normalized)
    after = lines[index + 1] if index + 1 < len(lines) else ""
    if not (comments or is_share(after) or _is_counter(after)) or parse_date(line) is None:
        return False
    # The rest of a line with the date and the counter is at most a name; otherwise it is a sentence.
    return len(normalized.split()) <= 12 and not PROSE_END.search(line)


@lru_cache(maxsize=8192)
def _is_counter(line: str) -> bool:
    return len(line) < 40 and bool(_COMMENTS.fullmatch(normalize(line).strip()))


def _article(segment: _Segment, file: str) -> Article | None:
    blocks = blocks_of(segment.lines)
    head = _head(blocks)
    if head is None:
        return None
    title, category, captions, body = head
    body, byline = take_byline(body)
    paragraphs = paragraphs_of(body, captions, title)
    if not paragraphs:
        return None
    byline = byline or _foot_byline(segment.foot) or Byline()
    return Article(
        title=title,
        body="\n\n".join(paragraphs),
        authors=byline.authors,
        source=byline.source,
        categories=((category,),) if category else (),
        date=segment.date,
        file=file,
    )


def _foot_byline(line: str) -> Byline | None:
    """The author that some layouts print before the date: "by Clara Winter September 23, 2025"."""
    names = []
    for word in line.split():
        if any(char.isdigit() for char in word) or normalize(word).strip(",،.") in MONTHS:
            break
        names.append(word)
    text = " ".join(names).rstrip(" |•·–—-,،")
    return parse_byline(text) if starts_like_byline(text) else None


def _head(blocks: list[Block]) -> tuple[str, str | None, list[str], list[Block]] | None:
    """Title, category, captions and the remaining blocks."""
    at = _title_index(blocks)
    if at is None or at + 1 >= len(blocks):
        return None
    before = blocks[at - 1] if at else []
    category = before[-1].strip() if before and len(before[-1]) <= LONG_LINE else None
    captions = before[:-1]
    if is_menu(before):
        # The page's menu runs into the first article's head, so at most one line is a caption.
        category = None if BULLET.match(before[-1]) else category
        captions = [line for line in before[-2:-1] if not BULLET.match(line)]
    return blocks[at][0], category, captions, blocks[at + 1 :]


def _title_index(blocks: list[Block]) -> int | None:
    """The block of one short line after the block that ends with the category."""
    if len(blocks) < 2:
        return None
    first_prose = next((i for i, block in enumerate(blocks) if is_prose(block) and i), None)
    if len(blocks) >= 3 and not _leads_with_menus(blocks, first_prose) and _is_second_title(blocks):
        return 1
    if first_prose is None:
        return 0 if is_title(blocks[0]) else None
    return next((i for i in range(first_prose - 1, -1, -1) if is_title(blocks[i])), None)


def _is_second_title(blocks: list[Block]) -> bool:
    """Whether the second block is a title by its position, under captions and category, even if not by its
    form.
    """
    if is_title(blocks[1]):
        return True
    head, line = blocks[0], blocks[1][0]
    below = max(len(text) for text in blocks[2])
    return (
        len(head) <= 3
        and not is_prose(head)
        and len(blocks[1]) == 1
        and len(line) <= 100
        and below > len(line)
    )


def _leads_with_menus(blocks: list[Block], first_prose: int | None) -> bool:
    """Whether several menu blocks are between the page's top and the first article's head."""
    return any(is_menu(block) for block in blocks[1:first_prose])
