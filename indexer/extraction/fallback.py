"""A second opinion from trafilatura, for pages whose structure says little."""

import logging

import trafilatura
from lxml.etree import _Element as Element

from indexer.extraction.blocks import Block
from indexer.extraction.tree import count_elements

# Larger trees take it more than a second or so.
_MAX_ELEMENTS = 30_000
_MAX_DEPTH = 200

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def generic_blocks(source: str, root: Element) -> list[Block]:
    """What trafilatura finds in ``source``, whose tree is ``root``: nothing where it gives up."""
    if count_elements(root) > _MAX_ELEMENTS or _is_deep(root):
        return []
    try:
        text = trafilatura.extract(source, include_comments=False, include_tables=True, fast=False)
    except Exception:  # whatever it stumbles over, a page without second opinion is still a page
        return []
    return [Block(line, "p", 0, -1) for line in (text or "").splitlines() if line.strip()]


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
