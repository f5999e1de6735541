"""A page with one story, saved as text."""

from datetime import UTC, tzinfo

from indexer.article import Article
from indexer.extraction.after_matter import take_byline
from indexer.extraction.bylines import Byline, is_byline, parse_byline
from indexer.extraction.dates import parse_date
from indexer.extraction.text_blocks import Block, blocks_of, is_prose, is_title, paragraphs_of

_MAX_HEAD = 8


def read_single(text: str, *, timezone: tzinfo = UTC, file: str = "") -> Article | None:
    """The story of a text without a category page's marks: title, date and byline lines, paragraphs."""
    blocks = _split_heads(blocks_of(text.splitlines()))
    first_prose = next((index for index, block in enumerate(blocks) if index and is_prose(block)), None)
    if first_prose is None:
        return None
    at = next((index for index in range(first_prose) if is_title(blocks[index])), None)
    if at is None:
        return None
    head = [line for block in blocks[at + 1 : first_prose] for line in block][:_MAX_HEAD]
    date = next((found for line in head if (found := parse_date(line, timezone=timezone))), None)
    led = next((parse_byline(line) for line in head if is_byline(line)), None)
    body = [[line for line in block if not _is_head_line(line)] for block in blocks[at + 1 : first_prose]]
    rest, tail = take_byline([*filter(None, body), *blocks[first_prose:]])
    byline = tail or led or Byline()
    paragraphs = paragraphs_of(rest, [], blocks[at][0])
    return Article(
        title=blocks[at][0],
        body="\n\n".join(paragraphs),
        authors=byline.authors,
        source=byline.source,
        date=date,
        file=file,
    )


def _split_heads(blocks: list[Block]) -> list[Block]:
    """``blocks`` with a title split from the date and byline lines that follow it without an empty line."""
    if blocks and 1 < len(blocks[0]) <= _MAX_HEAD and all(map(_is_head_line, blocks[0][1:])):
        return [blocks[0][:1], blocks[0][1:], *blocks[1:]]
    return blocks


def _is_head_line(line: str) -> bool:
    return is_byline(line) or (len(line) < 90 and parse_date(line) is not None)
