"""Repairs UTF-8 that a program read as Windows-1252 or Latin-1 and stored again: ``pÃ«rsÃ«ri`` for
``përsëri``.

ftfy does the repair. It only gets lines with pairs of letters that such an accident produces, so clean text
is neither changed nor slowed down.
"""

import re
from functools import lru_cache
from typing import Any

# The first byte of a two- or three-byte letter in UTF-8, read as Latin, and a continuation byte.
_SIGNS = re.compile(
    "[ÂÃÄÅØÙÚÛ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|â(?:\u20ac|\u0080)"
)


def repaired(text: str) -> str:
    """The text with such lines repaired; the same object if there are none."""
    if not _may_have(text) or not _SIGNS.search(text):
        return text
    return "".join(_line(line) for line in re.split(r"(\n)", text))


def _may_have(text: str) -> bool:
    """Whether any first letter of such a pair occurs, which is far quicker to see than the pairs."""
    return not text.isascii() and any(letter in text for letter in "ÂÃÄÅØÙÚÛâ")


def _line(line: str) -> str:
    if not _may_have(line) or not _SIGNS.search(line):
        return line
    fixed: str = _ftfy().fix_encoding(line)
    return fixed


@lru_cache(maxsize=1)
def _ftfy() -> Any:
    import ftfy

    return ftfy
