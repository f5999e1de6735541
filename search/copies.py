"""Is a text already published? Whether two texts are copies of each other, by their runs of three words.

Broder, On the resemblance and containment of documents, 1997.
"""

import re

from analyzers import fold
from engines.port.model import Document

_WORD = re.compile(r"\w+")
_RUN = 3
_FEWEST = 8
"""Minimum number of runs of a text that can be recognised."""
_CONTAINED = 0.5
"""Minimum share of the shorter text's runs that the longer one has. ``benchmarks.related`` measures it."""
_MOST_LETTERS = 20_000


def is_copy(one: Document, other: Document) -> bool:
    """Whether most of one text, or of its beginning, is in the other one."""
    if one.language != other.language and "und" not in (one.language, other.language):
        return False
    first, second = _runs(one.body), _runs(other.body)
    fewest = min(len(first), len(second))
    return fewest >= _FEWEST and len(first & second) >= _CONTAINED * fewest


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text[:_MOST_LETTERS]))
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
