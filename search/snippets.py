"""Snippets of a stored original with the query's words highlighted.

No text is analysed here: the highlights come from stored offsets (``search.marks``). A snippet is a window
with as many different words of the query as possible, extended to whole sentences if they are near, else to
whole words.
"""

import re
from typing import NamedTuple

from engines.port.model import CAPTION_GAP, Document
from engines.port.offsets import Span
from engines.port.payload import StoredDocument
from search.marks import Marker
from search.model import Snippet

__all__ = ["LENGTH", "Marker", "snippets", "whole"]

LENGTH = 220
"""Approximate length of a snippet in characters."""
_REACH = 60
_MOST_MARKS = 24
"""Highlights of a window, at most."""
_BREAK = re.compile(r"[.!?؟۔…:;؛»”\"]\s|\n")
Mark = tuple[int, int, int]
"""Start and end of a highlight, and the number of the query's part."""
_SPACE = re.compile(r"\s+")
_PAGE = "\f"
"""Begins each page of a text but the first one."""


def snippets(
    stored: StoredDocument, marker: Marker, *, count: int = 2, length: int = LENGTH
) -> tuple[Snippet, tuple[Snippet, ...]]:
    """The highlighted title, and the best snippets of the body in text order. If a caption has words of the
    query that these lack, it is the last one.

    Without highlights in body and captions, the snippet is the beginning of the body.

    Args:
        count: maximum number of snippets.
        length: approximate length of each in characters.
    """
    document = stored.document
    title, body, after = _marked(stored, marker)
    windows = _best_windows(body, count, length)
    caption = _best_caption(document, after, _shown(body, windows)) if after else None
    if not windows and caption is None:
        windows = [(0, 0)]
    if caption:
        windows = windows[: count - 1]
    passages: list[Snippet] = []
    taken = 0
    for start, end in sorted(windows):
        low, high = _grown(document.body, max(start, taken), max(end, taken), length, taken)
        if high > low and (end > taken or not passages):
            passages.append(_passage(document, low, high, body))
            taken = high
    return Snippet(document.title, title), (*passages, *((caption,) if caption else ()))


def whole(stored: StoredDocument, marker: Marker) -> tuple[Snippet, Snippet]:
    """The complete title and body, highlighted."""
    document = stored.document
    title, marks, _ = _marked(stored, marker)
    body = tuple((start, end) for start, end, _ in marks)
    page = page_at(document.body, body[0][0]) if body else 0
    return Snippet(document.title, title), Snippet(document.body, body, page=page)


def _marked(stored: StoredDocument, marker: Marker) -> tuple[tuple[Span, ...], list[Mark], list[Mark]]:
    """The highlights in the title, in the body, and in the text after it that begins with a gap."""
    document = stored.document
    shift = len(document.title) + 1
    end = shift + len(document.body)
    marks = marker.marks(document.full_text, stored.vector, shift)
    return (
        tuple((s, e) for s, e, _ in marks if e < shift),
        [(s - shift, e - shift, part) for s, e, part in marks if shift <= s < end],
        [(s - end, e - end, part) for s, e, part in marks if s >= end],
    )


def _shown(marks: list[Mark], windows: list[Span]) -> set[int]:
    """The parts of the query that are highlighted in the windows."""
    return {part for s, e, part in marks if any(start <= s and e <= end for start, end in windows)}


def _best_caption(document: Document, marks: list[Mark], shown: set[int]) -> Snippet | None:
    """The caption with most parts of the query that are not shown yet; None if no caption has any."""
    best: Snippet | None = None
    most = at = 0
    for text in document.caption_texts:
        at += len(CAPTION_GAP)
        inside = [(s - at, e - at, part) for s, e, part in marks if at <= s < at + len(text)]
        at += len(text)
        new = len({part for _, _, part in inside} - shown)
        if new > most:
            most, best = new, _shortened(text, inside)
    return best


def _shortened(text: str, marks: list[Mark]) -> Snippet:
    """A caption, or the part of a long one with most highlights."""
    low, high = 0, len(text)
    if high > 2 * LENGTH:
        [(start, end)] = _best_windows(marks, 1, LENGTH)
        low, high = _grown(text, start, end, LENGTH, 0)
    inside = tuple((s - low, e - low) for s, e, _ in marks if low <= s and e <= high)
    shown = text[low:high].replace("\n", " ")
    return Snippet(shown, inside, leading=low > 0, trailing=high < len(text), caption=True)


def _best_windows(marks: list[Mark], count: int, length: int) -> list[Span]:
    """Up to ``count`` windows over the highlights, each with as many parts of the query as possible that are
    not shown yet.
    """
    windows: list[Span] = []
    shown: set[int] = set()
    while len(windows) < count:
        best = _best_window(marks, windows, shown, length)
        if best is None or (windows and best.new == 0):
            break
        windows.append((best.start, best.end))
        shown |= {part for start, end, part in marks if best.start <= start and end <= best.end}
    return windows


class _Window(NamedTuple):
    """Highlights next to each other: how many parts of the query are ``new``, how many highlights."""

    new: int
    inside: int
    start: int
    end: int


def _best_window(marks: list[Mark], taken: list[Span], shown: set[int], length: int) -> _Window | None:
    """The window with most new parts, then with most highlights, then the first. Highlights are passed once:
    both ends of the window only move forward.
    """
    best: _Window | None = None
    counts: dict[int, int] = {}
    after = 0
    for first, (start, end, part) in enumerate(marks):
        limit = min(len(marks), first + _MOST_MARKS)
        while after < limit and marks[after][1] - start <= length:
            other = marks[after][2]
            if other not in shown:
                counts[other] = counts.get(other, 0) + 1
            after += 1
        inside = after - first
        better = best is None or (len(counts), inside) > (best.new, best.inside)
        if better and not _is_near(taken, start, end, length // 2):
            best = _Window(len(counts), inside, start, marks[after - 1][1] if inside else end)
        if inside == 0:
            after = first + 1  # a highlight that is longer than a window
        elif part not in shown:
            counts[part] -= 1
            if not counts[part]:
                del counts[part]
    return best


def _is_near(taken: list[Span], start: int, end: int, distance: int) -> bool:
    return any(start < high + distance and low - distance < end for low, high in taken)


def _grown(text: str, start: int, end: int, length: int, floor: int) -> Span:
    """The window extended to ``length``: from the beginning of a sentence if one is near, else of a word."""
    spare = max(0, length - (end - start))
    low = max(floor, start - spare // 2)
    before = [m.end() for m in _BREAK.finditer(text, max(floor, start - spare // 2 - _REACH), start)]
    if low > floor:
        low = before[0] if before else _next_word(text, low, start)
    high = min(len(text), max(end, low + length))
    if high < len(text):
        after = [m.start() + 1 for m in _BREAK.finditer(text, max(end, high - _REACH), high + _REACH // 2)]
        high = after[-1] if after else _word_end(text, high, end)
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


def _next_word(text: str, at: int, limit: int) -> int:
    space = _SPACE.search(text, at, limit)
    return space.end() if space else limit


def _word_end(text: str, at: int, limit: int) -> int:
    end = at
    while at > limit and not text[at].isspace():
        at -= 1
    return at if text[at].isspace() else end


def _passage(document: Document, low: int, high: int, marks: list[Mark]) -> Snippet:
    inside = tuple((s - low, e - low) for s, e, _ in marks if low <= s and e <= high)
    text = document.body[low:high].replace("\n", " ").replace(_PAGE, " ")
    page = page_at(document.body, low + (inside[0][0] if inside else 0))
    return Snippet(text, inside, leading=low > 0, trailing=high < len(document.body), page=page)


def page_at(body: str, at: int) -> int:
    """The number of the page that a place in a text is on; 0 if the text has no pages."""
    return body.count(_PAGE, 0, at) + 1 if _PAGE in body else 0
