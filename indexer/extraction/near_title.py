"""What stands around a story's title where no name of an element tells it: its date and who wrote it."""

import re
from datetime import datetime, tzinfo

from indexer.extraction.blocks import Block
from indexer.extraction.bylines import starts_like_byline
from indexer.extraction.calendars import fold
from indexer.extraction.dates import parse_date
from indexer.extraction.people import is_person

_BEFORE = 2
_AFTER = 7
_MAX_LINE = 120
_MAX_WORDS = 9
_WORD = re.compile(r"\w+")
_PUNCTUATION = re.compile(r"[^\w\s.'’\u200c-]")


class NearTitle:
    """The short lines just before and after the title among a page's blocks."""

    def __init__(self, blocks: list[Block], title: str) -> None:
        self._lines = _lines(blocks, title)

    def date(self, timezone: tzinfo, language: str) -> datetime | None:
        """The date of the first line that is a date with few other words."""
        for line in self._lines:
            if len(_WORD.findall(line)) <= _MAX_WORDS and not line.endswith((".", "۔", "؟", "?", "!")):
                found = parse_date(line, timezone=timezone, language=language)
                if found:
                    return found
        return None

    def bylines(self) -> list[str]:
        """Lines that begin as a byline does; else a person's name beside a date."""
        return self.leads() or self._names_beside_dates()

    def leads(self) -> list[str]:
        """Lines that begin as a byline does."""
        return [line for line in self._lines if starts_like_byline(line)]

    def _names_beside_dates(self) -> list[str]:
        dated = [parse_date(line) is not None and len(line) < 60 for line in self._lines]
        return [
            line
            for index, line in enumerate(self._lines)
            if any(dated[max(0, index - 1) : index + 2])
            and not dated[index]
            and is_person(line)
            and not _PUNCTUATION.search(line)
        ][:1]


def _lines(blocks: list[Block], title: str) -> list[str]:
    folded = fold(title)
    least, most = len(title) // 2, 2 * len(title)
    places = (
        index
        for index, block in enumerate(blocks)
        if block.is_heading and least <= len(block.text) <= most and fold(block.text) == folded
    )
    at = next(places, None)
    if at is None:
        return []
    lines = [line for block in blocks[at + 1 : at + 1 + _AFTER] for line in block.text.split("\n")]
    before = [block.text for block in blocks[max(0, at - _BEFORE) : at] if not block.is_heading]
    return [line for line in [*lines[:_AFTER], *reversed(before)] if len(line) <= _MAX_LINE]
