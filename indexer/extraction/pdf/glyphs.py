"""The characters of a page of a PDF with their places, as PDFium finds them."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_CHARACTERS = 100_000
"""Maximum number of characters of a page. No page that a person can read has more."""
_LINE_ENDS = "\r\n"
_LARGE_STEP = 0.5
"""A change of the baseline by this share of the size begins another line. Superscripts are nearer."""
_SMALLEST_SIZE = 1.0
_LAST_HYPHEN = 0x02
"""What PDFium makes of a hyphen at the end of a line."""


@dataclass(slots=True)
class Glyph:
    """One character: its place in points from the left and the bottom of the page.

    ``x`` and ``y`` are where it is drawn from, ``left`` and ``right`` its visible edges, ``size`` is that of
    its font. ``added`` is a space that the file does not have and PDFium supposes.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    added: bool = False


def rows_of(page: Any) -> Iterator[list[Glyph]]:
    """The characters of a page in groups of one baseline, in the order in which they are drawn."""
    text = page.get_textpage()
    try:
        yield from _rows(text)
    finally:
        text.close()


def _rows(text: Any) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in _glyphs(text, min(text.count_chars(), MAX_CHARACTERS)):
        if glyph is None:
            ends = True
        else:
            last = next((g for g in reversed(row) if not g.text.isspace()), None)
            size = max(glyph.size, last.size) if last else 0.0
            moved = last is not None and abs(glyph.y - last.y) > _LARGE_STEP * size
            ends = moved and not glyph.text.isspace()
        if ends and row:
            yield row
            row = []
        if glyph is not None:
            row.append(glyph)
    if row:
        yield row


def _glyphs(text: Any, count: int) -> Iterator[Glyph | None]:
    """The characters; None for the end of a line that PDFium has recognised."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in map(ord, _LINE_ENDS):
            yield None
            continue
        if (letter := _letter(code)) == "":
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, _, right, _ = text.get_charbox(index)
        raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        added = letter == " " and raw.FPDFText_IsGenerated(text, index) == 1
        yield Glyph(letter, x.value, y.value, left, right, max(size, _SMALLEST_SIZE), added)


def _letter(code: int) -> str:
    """The character in its usual form: presentation forms of Arabic letters and ligatures are resolved."""
    if 0xD800 <= code < 0xE000 or code in (0, 0xFFFE, 0xFFFF):
        return ""
    letter = chr(code)
    if code >= 0xFB00 and (code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC):
        return unicodedata.normalize("NFKC", letter)
    if code == _LAST_HYPHEN:
        return "-"
    if letter.isspace():
        return " "
    return letter if letter.isprintable() or unicodedata.category(letter) == "Cf" else ""
