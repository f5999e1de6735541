"""A second opinion from trafilatura, for pages whose structure says little."""

import logging
import re

import trafilatura
from lxml.etree import _Element as Element

from indexer.extraction.blocks import Block
from indexer.extraction.calendars import normalize
from indexer.extraction.tree import Elements

# Larger trees take it more than about a second.
_MAX_ELEMENTS = 30_000
_MAX_DEPTH = 200
_LONG = 40
_JOINER = "\u200c"
_WORD = re.compile(r"\w+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def generic_blocks(source: str, page: Elements, own: list[Block], *, fast: bool = True) -> list[Block]:
    """The blocks that trafilatura considers the page's text; [] if it finds none.

    ``source`` is the page's markup, ``own`` the blocks read from it. These are returned if they contain what
    trafilatura found, because it drops joiners that Persian needs. Otherwise the joiners are put back.
    """
    if len(page) > _MAX_ELEMENTS or _is_deep(page.root):
        return []
    try:
        text = trafilatura.extract(source, include_comments=False, include_tables=True, fast=fast)
    except TimeoutError:  # the limit of this page
        raise
    except Exception:  # whatever error it has, a page without a second opinion is still a page
        return []
    lines = [line for line in (text or "").splitlines() if line.strip()]
    chosen = _chosen(lines, own)
    if sum(len(block.text) for block in chosen) >= 0.8 * sum(map(len, lines)):
        return chosen
    joiners = _joined_words(page.root)
    return [Block(_with_joiners(line, joiners), "p", 0, -1) for line in lines]


def _joined_words(root: Element) -> dict[str, str]:
    """The page's words with a joiner, by what remains of them without it."""
    words = (word for part in root.itertext() if _JOINER in part for word in str(part).split())
    return {word.replace(_JOINER, ""): word for word in words if _JOINER in word}


def _with_joiners(line: str, joiners: dict[str, str]) -> str:
    return " ".join(joiners.get(word, word) for word in line.split()) if joiners else line


def _chosen(lines: list[str], own: list[Block]) -> list[Block]:
    keys = [_key(line) for line in lines]
    exact, whole = set(keys), "".join(keys)
    chosen = []
    for block in own:
        key = _key(block.text)
        if key and (key in exact or (len(key) >= _LONG and key in whole)):
            chosen.append(block)
    return chosen


def _key(text: str) -> str:
    return "".join(_WORD.findall(normalize(text)))


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
