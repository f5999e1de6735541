"""Finds the words of a query in a stored text, by the offsets that were stored when it was indexed."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from engines.port.offsets import Span, TermVector
from engines.port.terms import AnyTerm, Lookup, Sequence, TermNode, leaves

_BETWEEN = 12
"""Maximum number of characters between two words of a phrase: punctuation, spaces, an empty line."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the words of one query in stored documents. Created once per query and used for each hit."""

    lookups: tuple[str, ...]
    sequences: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...] = ()

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
        return cls(tuple(lookups), tuple(sequences), tuple(groups))

    def marks(self, text: str, vector: TermVector, border: int = 0) -> list[tuple[int, int, int]]:
        """(start, end, number of the query's part) of every highlight in ``text``, by start, without
        overlaps.

        Offsets are code points.

        Args:
            vector: the stored terms and offsets of the text.
            border: where the title ends and the body begins; no highlight crosses it.
        """
        found: set[tuple[int, int, int]] = set()
        for number, term in enumerate(self.lookups):
            found |= {(start, end, number) for start, end in vector.spans(term)}
        shift = len(self.lookups)
        for number, terms in enumerate(self.sequences):
            found |= {(start, end, number + shift) for start, end in _runs(text, vector, terms, border)}
        shift += len(self.sequences)
        for number, terms in enumerate(self.groups):
            found |= {(start, end, number + shift) for term in terms for start, end in vector.spans(term)}
        return _disjoint(found)


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
