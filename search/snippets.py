"""Snippets of a stored original with the query's words highlighted.

No text is analysed here: the highlights come from stored offsets (``search.marks``). A snippet is a window
with as many different words of the query as possible, extended to whole sentences if they are near, else to
whole words.
"""

import re
from collections.abc import Iterable

from engines.port.model import Document
from engines.port.offsets import Span
from engines.port.payload import StoredDocument
from search.marks import Marker
from search.model import Snippet

__all__ = ["LENGTH", "Marker", "snippets", "whole"]

LENGTH = 220
"""Approximate length of a snippet in characters."""
_REACH = 60
_BREAK = re.compile(r"[.!?؟۔…:;؛»”\"]\s|\n")
_SPACE = re.compile(r"\s+")


def snippets(
    stored: StoredDocument, marker: Marker, *, count: int = 2, length: int = LENGTH
) -> tuple[Snippet, tuple[Snippet, ...]]:
    """The highlighted title, and the best snippets of the body in text order.

    Without highlights in the body, the snippet is its beginning.

    Args:
        count: maximum number of snippets.
        length: approximate length of each in characters.
    """
    document = stored.document
    shift = len(document.title) + 1
    marks = marker.marks(f"{document.title}\n{document.body}", stored.vector, shift)
    title = Snippet(document.title, tuple((s, e) for s, e, _ in marks if e < shift))
    body = [(s - shift, e - shift, part) for s, e, part in marks if s >= shift]
    windows = _best_windows(body, count, length) or [(0, 0)]
    passages: list[Snippet] = []
    taken = 0
    for start, end in sorted(windows):
        low, high = _grown(document.body, max(start, taken), max(end, taken), length, taken)
        if high > low and (end > taken or not passages):
            passages.append(_passage(document, low, high, body))
            taken = high
    return title, tuple(passages)


def whole(stored: StoredDocument, marker: Marker) -> tuple[Snippet, Snippet]:
    """The complete title and body, highlighted."""
    document = stored.document
    shift = len(document.title) + 1
    marks = marker.marks(f"{document.title}\n{document.body}", stored.vector, shift)
    title = tuple((start, end) for start, end, _ in marks if end < shift)
    body = tuple((start - shift, end - shift) for start, end, _ in marks if start >= shift)
    return Snippet(document.title, title), Snippet(document.body, body)


def _best_windows(marks: list[tuple[int, int, int]], count: int, length: int) -> list[Span]:
    """Up to ``count`` windows over the highlights, each with as many parts of the query as possible that are
    not shown yet.
    """
    shown: set[int] = set()
    windows: list[Span] = []
    for _ in range(count):
        best = max(
            _windows(marks, windows, length), key=lambda w: (len(w[2] - shown), w[3], -w[0]), default=None
        )
        if best is None or (windows and not best[2] - shown):
            break
        windows.append((best[0], best[1]))
        shown |= best[2]
    return windows


def _windows(
    marks: list[tuple[int, int, int]], taken: list[Span], length: int
) -> Iterable[tuple[int, int, set[int], int]]:
    for i, (start, end, _) in enumerate(marks):
        if any(start < high + length // 2 and low - length // 2 < end for low, high in taken):
            continue
        parts: set[int] = set()
        last, inside = end, 0
        for _, e, part in marks[i : i + 24]:
            if e - start > length:
                break
            parts.add(part)
            last, inside = e, inside + 1
        yield start, last, parts, inside


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


def _passage(document: Document, low: int, high: int, marks: list[tuple[int, int, int]]) -> Snippet:
    inside = tuple((s - low, e - low) for s, e, _ in marks if low <= s and e <= high)
    text = document.body[low:high].replace("\n", " ")
    return Snippet(text, inside, leading=low > 0, trailing=high < len(document.body))
