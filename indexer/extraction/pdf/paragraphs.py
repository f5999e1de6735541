"""Joins the lines of a PDF to paragraphs, without what is repeated on every page."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from indexer.extraction.pdf.lines import Line

PAGE = "\f"
"""Begins each page but the first in a text, between two paragraphs or two words. Empty pages count."""
_LEADING = 1.5
"""The distance of two lines of a paragraph is at most this many times the height of the font."""
_EDGE_LINES = 3
_REPEATED = 0.6
"""Lines at the top or bottom of at least this share of the pages are headers and footers."""
_FEW_PAGES = 3
"""With so few pages, headers and footers are on all of them."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:\w{1,8}\W+)?\d{1,4}(?:\s*(?:/|-|–|of|nga|من|از)\s*\d{1,4})?\W*", re.I)
_LOWER_FIRST = re.compile(r"[^\W\d_]", re.U)
_ENDS = re.compile(r"[.!?؟۔:…»”\"]\s*$")
_ITEM = re.compile(r"(?:[•●▪◦–—*]|\d{1,2}[.)]|[a-z][.)])\s")
_HYPHENS = ("\xad", "-", "\u2010")


def without_repeats(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without headers, footers and page numbers: lines at an edge that are on most pages, whatever
    their numbers are.
    """
    edges = [{_key(line) for line in _edge(page)} for page in pages]
    counts = Counter(key for keys in edges for key in keys)
    least = max(2, len(pages) if len(pages) <= _FEW_PAGES else _REPEATED * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}
    return [_without_edges(page, repeated) for page in pages]


def paragraphs_of(pages: list[list[Line]]) -> Iterator[tuple[str, float]]:
    """Each paragraph with its size in points. ``PAGE`` is where a page begins, also inside a paragraph."""
    usual = usual_size(pages)
    parts: list[str] = []
    last: Line | None = None
    for page in pages:
        step = min(_usual_step(page) or _LEADING * usual, _LEADING * usual)
        for line in page:
            if last is None or _begins(line, last, step * max(1.0, line.size / usual)):
                if parts and last:
                    yield "".join(parts), last.size
                parts = [PAGE * (line.page - (last.page if last else 1))]
            elif line.page > last.page:
                parts.append(PAGE * (line.page - last.page))
            elif parts and not _joins_word(parts, line):
                parts.append(" ")
            parts.append(_whole(line))
            last = line
    if parts and last:
        yield "".join(parts), last.size


def usual_size(pages: list[list[Line]]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _begins(line: Line, last: Line, step: float) -> bool:
    """Whether a line begins a paragraph: another size, a wide gap, an indent, an item of a list."""
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size) or _ITEM.match(line.text):
        return True
    down = last.y - line.y
    if line.page > last.page or down < 0:  # another page or column
        return bool(_ENDS.search(last.text)) and not _is_continued(last)
    if down > 1.35 * step:
        return True
    return _is_indented(line, last) and bool(_ENDS.search(last.text))


def _is_continued(line: Line) -> bool:
    return line.text.endswith(_HYPHENS)


def _is_indented(line: Line, last: Line) -> bool:
    shift = last.right - line.right if line.is_rtl else line.left - last.left
    return 0.8 * line.size < shift < 6 * line.size


def _joins_word(parts: list[str], line: Line) -> bool:
    """Whether the word at the end was divided. Then its hyphen is removed."""
    before = parts[-1]
    if before.endswith("\xad"):
        parts[-1] = before[:-1]
        return True
    if before.endswith(_HYPHENS) and before[-2:-1].isalpha() and line.text[:1].islower():
        parts[-1] = before[:-1]
        return True
    return False


def _whole(line: Line) -> str:
    """The text of a line. A soft hyphen inside it is invisible."""
    return line.text[:-1].replace("\xad", "") + line.text[-1:]


def _usual_step(page: list[Line]) -> float:
    """The usual distance between two lines of a page, in points; 0.0 if it has one line."""
    steps = Counter(round(a.y - b.y, 0) for a, b in pairwise(page) if 0 < a.y - b.y < 4 * max(a.size, b.size))
    return steps.most_common(1)[0][0] if steps else 0.0


def _edge(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: -line.y)
    return ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold())


def _without_edges(page: list[Line], repeated: set[str]) -> list[Line]:
    edges = {id(line) for line in _edge(page)}
    outer = sorted(page, key=lambda line: -line.y)
    first_and_last = {id(line) for line in (*outer[:1], *outer[-1:])}
    return [
        line
        for line in page
        if not (id(line) in edges and _key(line) in repeated)
        and not (id(line) in first_and_last and len(page) > 1 and _PAGE_NUMBER.fullmatch(line.text))
    ]
