"""Turns the characters of a line, which a PDF has by their places, into a text in reading order.

A PDF does not store the order of letters: right-to-left text may be drawn in any order. So the characters of
a line are sorted from left to right, and then converted from visual to logical order. This inverts the
Unicode Bidirectional Algorithm (UAX 9) for one level of embedding: the line is reversed, except for its
left-to-right words and numbers.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.extraction.pdf.glyphs import Glyph

_RTL = ("R", "AL")
_DIGITS = ("EN", "AN")
_SEPARATORS = ("ES", "CS", "ET")
_WORD_GAP = 0.25
"""A gap between two characters of this share of their size separates words."""
_SPACE_GAP = 0.05
"""The same if there is a space between the two."""
_REACH = 0.6
"""The middle of a mark is at most this share of the height away from its letter."""
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›"))
_MIRRORED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_INSIDE = re.compile(r"([(\[{«‹]) (?=\S)|(?<=\S) ([)\]}»›])")
"""A space between a bracket and what is in it, which is a wide gap."""
_OPENING = frozenset("([{«‹")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page in reading order. Its place is in points from the left and the bottom of the page, and
    so is its size; ``page`` counts from 1.
    """

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float

    @property
    def is_rtl(self) -> bool:
        """Whether most of its letters are written from right to left."""
        return is_rtl(self.text)


def line_of(row: list[Glyph], page: int) -> Line | None:
    """The line of characters with one baseline; None if nothing is visible."""
    visible = [glyph for glyph in row if not glyph.text.isspace()]
    if not visible or all(glyph.added for glyph in visible):
        return None
    rtl = any(_bidi(glyph.text) in _RTL for glyph in visible)
    text = _sorted_text(row) if rtl else " ".join("".join(glyph.text for glyph in row).split())
    sizes = sorted(glyph.size for glyph in visible)
    return Line(
        text=text,
        page=page,
        left=min(glyph.left for glyph in visible),
        right=max(glyph.right for glyph in visible),
        y=sum(glyph.y for glyph in visible) / len(visible),
        size=sizes[len(sizes) // 2],
    )


def is_rtl(text: str) -> bool:
    """Whether a text has more letters of right-to-left scripts than of others."""
    kinds = list(map(unicodedata.bidirectional, text))
    return sum(map(kinds.count, _RTL)) > kinds.count("L")


def logical(texts: Sequence[str], *, rtl: bool) -> str:
    """The reading order of what is drawn from left to right. Each text is one glyph with its marks.

    Args:
        rtl: the direction of the line.
    """
    levels = _levels([_bidi(text) for text in texts], rtl=rtl)
    runs = [
        (level, [text for _, text in part])
        for level, part in groupby(zip(levels, texts, strict=True), key=lambda pair: pair[0])
    ]
    ordered = runs[::-1] if rtl else runs
    parts = [(level, text) for level, part in ordered for text in (part[::-1] if level else part)]
    text = "".join(_facing([text for _, text in parts], [level for level, _ in parts]))
    return _INSIDE.sub(lambda match: match[1] or match[2], text) if rtl else text


def _sorted_text(row: list[Glyph]) -> str:
    """The text of a line with letters of a right-to-left script.

    The places of spaces are not reliable, so words are separated by gaps, smaller ones where the file has a
    space between the two.
    """
    runs = [list(run) for space, run in groupby(row, key=_is_space) if not space]
    glyphs = [(glyph, number) for number, run in enumerate(runs) for glyph in _with_marks(run)]
    glyphs.sort(key=lambda pair: (pair[0].left + pair[0].right, pair[0].left))
    texts: list[str] = []
    edge, before = glyphs[0][0].left, glyphs[0][1]
    for glyph, number in glyphs:
        gap = glyph.left - edge
        if gap > (_WORD_GAP if number == before else _SPACE_GAP) * glyph.size:
            texts.append(" ")
        texts.append(glyph.text)
        edge, before = max(edge, glyph.right), number
    return logical(texts, rtl=is_rtl("".join(texts)))


def _is_space(glyph: Glyph) -> bool:
    return glyph.text.isspace() and not glyph.added


def _with_marks(drawn: list[Glyph]) -> list[Glyph]:
    """The characters with their marks. The characters of one glyph, such as a ligature, stay together."""
    found: list[Glyph] = []
    marks: list[tuple[Glyph, int]] = []
    for glyph in (each for each in drawn if not each.added):
        last = found[-1] if found else None
        if unicodedata.category(glyph.text[0]) == "Mn":
            marks.append((glyph, len(found)))
        elif last and (last.x, last.left, last.right) == (glyph.x, glyph.left, glyph.right):
            last.text += glyph.text
        else:
            found.append(glyph)
    for mark, place in marks:
        _attach(mark, found[place - 1 : place] if place else [], found[place : place + 1])
    return found or [mark for mark, _ in marks]


def _attach(mark: Glyph, before: list[Glyph], after: list[Glyph]) -> None:
    """Add a mark to its letter: the one drawn before it, or after it in right-to-left text that is drawn from
    left to right.
    """
    middle = (mark.left + mark.right) / 2
    near = [glyph for glyph in (*before, *after) if _distance(glyph, middle) <= _REACH * glyph.size]
    if len(near) == 2:
        drawn_reversed = near[1].x > near[0].x and _bidi(near[1].text) in _RTL
        near[1 if drawn_reversed else 0].text += mark.text
    elif near or before or after:
        (near or before or after)[0].text += mark.text


def _distance(glyph: Glyph, x: float) -> float:
    return max(glyph.left - x, x - glyph.right, 0.0)


def _bidi(text: str) -> str:
    return unicodedata.bidirectional(text[0])


def _levels(kinds: list[str], *, rtl: bool) -> list[bool]:
    """Whether each glyph is read from right to left. Neutral signs are read like both their neighbours if
    these agree, else in the direction of the line.
    """
    levels: list[bool | None] = [_level(kinds, number) for number in range(len(kinds))]
    strong = [number for number, level in enumerate(levels) if level is not None]
    for start, end in zip([-1, *strong], [*strong, len(kinds)], strict=True):
        agree = start >= 0 and end < len(kinds) and levels[start] == levels[end]
        numbers = agree and rtl and kinds[start] in _DIGITS and kinds[end] in _DIGITS
        level = levels[start] if agree and not numbers else rtl
        levels[start + 1 : end] = [level] * (end - start - 1)
    return [bool(level) for level in levels]


def _level(kinds: list[str], number: int) -> bool | None:
    kind = kinds[number]
    if kind in _RTL:
        return True
    if kind == "L" or kind in _DIGITS:
        return False
    around = (*kinds[max(0, number - 1) : number], *kinds[number + 1 : number + 2])
    inside = kind in _SEPARATORS and len(around) == 2 and all(each in _DIGITS for each in around)
    percent = kind == "ET" and any(each in _DIGITS for each in around)
    return False if inside or percent else None


def _facing(texts: list[str], levels: list[bool]) -> list[str]:
    """The texts with brackets of right-to-left runs as they are read. In a PDF they are as drawn, or as read,
    or both in one line, so what is before a bracket decides.
    """
    found = list(texts)
    for number, text in enumerate(texts):
        if text in _MIRRORED and levels[number]:
            before = found[number - 1] if number else " "
            after = texts[number + 1] if number + 1 < len(texts) else " "
            opens = (
                before.isspace()
                or before in _OPENING
                or (after.isalnum() and not _is_open(found[:number], text))
            )
            found[number] = text if opens == (text in _OPENING) else _MIRRORED[text]
    return found


def _is_open(texts: list[str], bracket: str) -> bool:
    """Whether a bracket of this kind is open after the texts."""
    pair = {bracket, _MIRRORED[bracket]}
    last = next((text for text in reversed(texts) if text in pair), "")
    return last in _OPENING and last != ""
