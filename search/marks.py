"""Finds the words of a query in a stored text, by the offsets that were stored when it was indexed."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from engines.port.offsets import Span, TermVector
from engines.port.terms import AnyTerm, Best, Bool, Lookup, Sequence, TermNode, leaves

_BETWEEN = 12
"""Maximum number of characters between two words of a phrase: punctuation, spaces, an empty line."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of one query in stored documents. Created once per query and used for each hit."""

    lookups: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...] = ()
    conditions: TermNode | None = None
    """The tree, if it has words that only count together with others."""

    @classmethod
    def of(cls, node: TermNode) -> "Marker":
        """The marker for a tree. Words of any field are highlighted wherever they occur."""
        lookups: dict[str, None] = {}
        sequences: dict[tuple[str, ...], None] = {}
        groups: dict[tuple[str, ...], None] = {}
        for leaf in leaves(node):
            match leaf:
                case Lookup(_, term):
                    lookups[term] = None
                case Sequence(_, terms, boost) if boost == 1.0:
                    sequences[tuple(term for _, term in terms)] = None
                case AnyTerm(_, terms):
                    groups[terms] = None
        conditions = node if _has_conditions(node) else None
        return cls(tuple(lookups), tuple(sequences), tuple(groups), conditions)

    def marks(self, text: str, vector: TermVector, border: int = 0) -> list[tuple[int, int, int]]:
        """(start, end, number of the query's part) of every highlight in ``text``, by start, without
        overlaps.

        Offsets are code points.

        Args:
            vector: the stored terms and offsets of the text.
            border: where the title ends and the body begins; no highlight crosses it.
        """
        found: set[tuple[int, int, int]] = set()
        spans = vector.spans if self.conditions is None else _Counted(self.conditions, vector).spans
        for number, term in enumerate(self.lookups):
            found |= {(start, end, number) for start, end in spans(term)}
        shift = len(self.lookups)
        for number, terms in enumerate(self.sequences):
            found |= {(start, end, number + shift) for start, end in _runs(text, vector, terms, border)}
        shift += len(self.sequences)
        for number, terms in enumerate(self.groups):
            found |= {(start, end, number + shift) for term in terms for start, end in vector.spans(term)}
        return _disjoint(found)


def _has_conditions(node: TermNode) -> bool:
    if isinstance(node, Bool):
        return len(node.must) > 1 or any(map(_has_conditions, (*node.must, *node.should)))
    return isinstance(node, Best) and any(map(_has_conditions, node.nodes))


class _Counted:
    """The places of a document in which the single words of a tree count.

    A part of a compound only counts if the document has all parts. If they are next to each other somewhere,
    only those places count.
    """

    def __init__(self, node: TermNode, vector: TermVector) -> None:
        self._vector = vector
        self._found: dict[str, set[Span]] = {}
        self._collect(node)

    def spans(self, term: str) -> set[Span]:
        """[start, end) of each occurrence that counts, in code points."""
        return self._found.get(term, set())

    def _collect(self, node: TermNode) -> None:
        if isinstance(node, Lookup):
            self._found.setdefault(node.term, set()).update(self._vector.spans(node.term))
        elif isinstance(node, Best):
            for child in node.nodes:
                self._collect(child)
        elif isinstance(node, Bool):
            if len(node.must) > 1:
                self._collect_parts(node.must)
            for child in (*(node.must if len(node.must) == 1 else ()), *node.should):
                self._collect(child)

    def _collect_parts(self, parts: tuple[TermNode, ...]) -> None:
        lookups = [part for part in parts if any(isinstance(leaf, Lookup) for leaf in leaves(part))]
        places = [_Counted(part, self._vector) for part in lookups]
        found = [sorted(set[Span]().union(*place._found.values())) for place in places]
        if not all(found):
            return
        near = [_near(spans, [other for other in found if other is not spans]) for spans in found]
        for place, spans in zip(places, near if all(near) else found, strict=True):
            for term, own in place._found.items():
                self._found.setdefault(term, set()).update(own.intersection(spans))


def _near(spans: list[Span], others: list[list[Span]]) -> list[Span]:
    """The spans that have one of another list right before or after them."""
    return [span for span in spans if any(_is_near(span, other) for other in others)]


def _is_near(span: Span, others: list[Span]) -> bool:
    at = bisect_left(others, span)
    around = others[max(0, at - 1) : at + 1]
    return any(max(span[0], other[0]) - min(span[1], other[1]) <= _BETWEEN for other in around)


def _runs(text: str, vector: TermVector, terms: tuple[str, ...], border: int) -> list[Span]:
    """Where the terms follow each other without a word between them, on one side of the border."""
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
