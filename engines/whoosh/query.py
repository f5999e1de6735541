"""Evaluates the tree of terms on one Whoosh segment: which documents match, as sets, and their scores.

Whoosh's compound queries cannot ask for "at least two of these", and its phrases do not support empty
positions, so the tree is evaluated here. Postings, positions, dictionaries and BM25 are Whoosh's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import query
from whoosh.reading import TermNotFound

from engines.port.deadline import check_deadline
from engines.port.fields import check_field, facet_field
from engines.port.terms import (
    AnyId,
    AnyTerm,
    AnyValue,
    Best,
    Bool,
    Constant,
    DayRange,
    Everything,
    InStory,
    Lookup,
    Sequence,
    TermNode,
)

STORY = "story"


class SegmentMatcher:
    """Evaluates trees on one segment. Document numbers are the segment's own."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()

    def docs(self, node: TermNode) -> set[int]:
        """The matching documents."""
        check_deadline()
        match node:
            case Lookup(field, term):
                return set(self._postings(check_field(field), term))
            case Sequence(field, terms):
                return self._sequence(check_field(field), terms)
            case AnyTerm(field, terms):
                return self._union(check_field(field), terms)
            case Bool():
                return self._bool(node)
            case Best(nodes):
                return set().union(*map(self.docs, nodes))
            case Constant(inner):
                return self.docs(inner)
            case _:
                return self._limit(node)

    def _limit(self, node: AnyValue | DayRange | InStory | AnyId | Everything) -> set[int]:
        match node:
            case AnyValue(facet, values):
                return self._union(facet_field(facet), values)
            case DayRange(first, last):
                days = query.NumericRange("day", first or 1, last or 99_999_999)
                return set(days.docs(self._searcher))
            case InStory(stories):
                return self._union(STORY, map(str, stories))
            case AnyId(ids):
                return self._union("id", ids)
            case Everything():
                return set(self._reader.all_doc_ids())

    def scores(self, node: TermNode, docs: Iterable[int]) -> dict[int, float]:
        """The scores of these documents for a tree: the BM25 of its terms, added up except in ``Best``."""
        wanted = set(docs)
        return dict.fromkeys(wanted, 0.0) | self._scores(node, wanted)

    def _scores(self, node: TermNode, docs: set[int]) -> dict[int, float]:
        check_deadline()
        match node:
            case Lookup(field, term, boost):
                return self._bm25(field, term, boost, docs)
            case Sequence(field, terms, boost) if boost == 1.0:
                # A phrase scores as its words. Bonuses for neighbours take too much time here.
                return _added(self._bm25(field, term, 1.0, docs) for _, term in terms)
            case Best(nodes):
                return _highest(self._scores(child, docs) for child in nodes)
            case AnyTerm() | Constant():
                return dict.fromkeys(docs & self.docs(node), 1.0)
            case DayRange(boost=boost) | AnyId(boost=boost) if boost:
                return dict.fromkeys(docs & self.docs(node), boost)
            case Bool():
                inside = docs & self._bool(node) if node.must else docs
                parts = (self._scores(child, inside) for child in (*node.must, *node.should))
                return {doc: node.boost * score for doc, score in _added(parts).items()}
        return {}

    def _bm25(self, field: str, term: str, boost: float, docs: set[int]) -> dict[int, float]:
        matcher = query.Term(field, term).matcher(self._searcher)
        scores = {}
        while matcher.is_active():
            if matcher.id() in docs:
                scores[matcher.id()] = boost * matcher.score()
            matcher.next()
        return scores

    def _bool(self, node: Bool) -> set[int]:
        found = [self.docs(child) for child in node.must]
        if node.should and (node.at_least or not node.must):
            counted = Counter(doc for child in node.should for doc in self.docs(child))
            found.append({doc for doc, count in counted.items() if count >= max(1, node.at_least)})
        matching = set.intersection(*found) if found else self.docs(Everything())
        for child in node.must_not:
            matching -= self.docs(child)
        return matching

    def _postings(self, field: str, term: str) -> Iterator[int]:
        try:
            return iter(self._reader.postings(field, term).all_ids())
        except TermNotFound:
            return iter(())

    def _union(self, field: str, terms: Iterable[str]) -> set[int]:
        return {doc for term in terms for doc in self._postings(field, term)}

    def _sequence(self, field: str, terms: tuple[tuple[int, str], ...]) -> set[int]:
        """Documents in which some position p has every term at p plus the term's offset."""
        docs = set.intersection(*(set(self._postings(field, term)) for _, term in terms))
        if not docs:
            return docs
        starts = [self._starts(field, term, place, docs) for place, term in terms]
        return {doc for doc in docs if set.intersection(*(found[doc] for found in starts))}

    def _starts(self, field: str, term: str, place: int, docs: set[int]) -> dict[int, set[int]]:
        matcher = self._reader.postings(field, term)
        found = {}
        while matcher.is_active():
            if matcher.id() in docs:
                found[matcher.id()] = {position - place for position in matcher.value_as("positions")}
            matcher.next()
        return found


def _added(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for part in parts:
        for doc, score in part.items():
            scores[doc] = scores.get(doc, 0.0) + score
    return scores


def _highest(parts: Iterable[dict[int, float]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for part in parts:
        for doc, score in part.items():
            scores[doc] = max(scores.get(doc, 0.0), score)
    return scores
