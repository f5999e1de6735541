"""Passages of a stored original with the searched words marked.

No text is analysed here: the offsets were kept when the document was indexed (``engines.vectors``). A
passage is a window over the marks with as many different words of the query as possible, grown to whole
sentences where they are near and to whole words otherwise.
"""

import fnmatch
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analyzers import fold
from engines.model import Document, Snippet
from engines.payload import StoredDocument
from engines.terms import Expand, Lookup, Near, Sequence, TermNode, leaves
from engines.vectors import Span, TermVector

LENGTH = 220
"""Characters of a passage, about."""
_REACH = 60
_BETWEEN = 12
"""Characters that may part two words of a phrase: marks, spaces, an empty line."""
_BREAK = re.compile(r"[.!?؟۔…:;؛»”\"]\s|\n")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of one query in stored documents; made once a query, used for each of its hits."""

    lookups: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    tests: tuple[Callable[[str], bool], ...]

    @classmethod
    def of(cls, node: TermNode) -> "Marker":
        """The marker of a tree; words in any field are marked wherever they stand."""
        lookups: dict[str, None] = {}
        sequences: dict[tuple[str, ...], None] = {}
        tests: list[Callable[[str], bool]] = []
        for leaf in leaves(node):
            match leaf:
                case Lookup(_, term):
                    lookups[term] = None
                case Sequence(_, terms, boost) if boost == 1.0:
                    sequences[tuple(term for _, term in terms)] = None
                case Expand(_, pattern):
                    tests.append(_pattern_test(pattern))
                case Near(_, term, distance):
                    tests.append(_near_test(term, distance))
        return cls(tuple(lookups), tuple(sequences), tuple(tests))

    def marks(self, text: str, vector: TermVector, border: int = 0) -> list[tuple[int, int, int]]:
        """(start, end, number of the query's part) of every mark in ``text``, by start, none overlapping.

        None reaches across ``border``, where the title ends and the body begins.
        """
        found: set[tuple[int, int, int]] = set()
        for number, term in enumerate(self.lookups):
            found |= {(start, end, number) for start, end in vector.spans(term)}
        shift = len(self.lookups)
        for number, terms in enumerate(self.sequences):
            found |= {(start, end, number + shift) for start, end in _runs(text, vector, terms, border)}
        if self.tests:
            found |= self._tested(text, vector, shift + len(self.sequences))
        return _disjoint(found)

    def _tested(self, text: str, vector: TermVector, shift: int) -> set[tuple[int, int, int]]:
        found = set()
        for spans in vector.words():
            # As exact forms are: without the apostrophes and spaces within a word.
            surface = fold(text[spans[0][0] : spans[0][1]]).replace("'", "").replace(" ", "")
            for number, test in enumerate(self.tests):
                if test(surface):
                    found |= {(start, end, number + shift) for start, end in spans}
        return found


def _pattern_test(pattern: str) -> Callable[[str], bool]:
    fits = re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).fullmatch
    return lambda surface: fits(surface) is not None


def _near_test(term: str, distance: int) -> Callable[[str], bool]:
    return lambda surface: within(term, surface, distance)


def within(one: str, other: str, distance: int) -> bool:
    """Whether the Levenshtein distance of two words is at most this (Wagner and Fischer, 1974)."""
    if abs(len(one) - len(other)) > distance:
        return False
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1] <= distance


def _runs(text: str, vector: TermVector, terms: tuple[str, ...], border: int) -> list[Span]:
    """Where the terms follow each other with no word between, on one side of the border."""
    runs = vector.spans(terms[0])
    for term in terms[1:]:
        following = sorted(vector.spans(term))
        runs = [
            (start, after)
            for start, end in runs
            for nxt, after in following[
                bisect_left(following, (end, 0)) : bisect_left(following, (end + _BETWEEN + 1, 0))
            ]
            if not start < border <= nxt and not _WORD.search(text, end, nxt)
        ]
    return runs


def _disjoint(marks: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for mark in sorted(marks, key=lambda m: (m[0], -m[1], m[2])):
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def snippets(
    stored: StoredDocument, marker: Marker, *, count: int = 2, length: int = LENGTH
) -> tuple[Snippet, tuple[Snippet, ...]]:
    """The marked title, and the body's best passages in its order; its beginning where none is marked."""
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


def _best_windows(marks: list[tuple[int, int, int]], count: int, length: int) -> list[Span]:
    """Up to ``count`` windows over the marks: each time the one with most parts not yet shown."""
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
    """The window grown to ``length``: from a sentence's beginning where one is near, else from a word's."""
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
