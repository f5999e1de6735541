"""Patterns and fuzzy words to terms, once for each search, and never to more than a search can afford.

As Lucene's ``max_expansions`` and ``max_clause_count`` do it, but what is left out is named.
"""

from collections.abc import Callable
from itertools import accumulate

from engines.port.terms import AnyTerm, Everything, TermNode
from search.model import Cut, CutKind
from search.term_dictionary import Found, TermDictionary

MAX_PATTERNS = 3
"""Patterns and fuzzy words of a query that are looked for; further ones are left out."""
MAX_WORDS = 40
"""Words of a query that are looked for, patterns and phrases aside; further ones are left out."""
MAX_TERMS = 200
"""Terms that one pattern or fuzzy word stands for: the commonest."""
MAX_POSTINGS = 1_500_000
"""Occurrences (term and document) that all patterns and fuzzy words of a query read in one pass."""
LEAST_TERMS = 10
"""Terms that each pattern may have however common they are."""


class Expansion:
    """Expands the patterns and fuzzy words of one query, each once.

    ``dictionary`` is asked for only where there is something to expand.
    """

    def __init__(self, dictionary: Callable[[], TermDictionary]) -> None:
        self._dictionary = dictionary
        self._known: dict[tuple[str, int], tuple[str, ...] | None] = {}
        self._words = 0
        self.cuts: list[Cut] = []

    def affordable_words[T](self, words: list[T]) -> list[T]:
        """The words of a part of the query, as many as are left of ``MAX_WORDS`` for all parts."""
        kept = words[: MAX_WORDS - self._words]
        self._words += len(kept)
        cut = Cut(CutKind.WORDS, "", MAX_WORDS)
        if len(kept) < len(words) and cut not in self.cuts:
            self.cuts.append(cut)
        return kept

    def pattern(self, pattern: str, field: str) -> TermNode:
        """Documents with a word that fits a pattern; ``Everything`` where it was one too many."""
        return self._node(pattern, 0, field)

    def near(self, term: str, distance: int, field: str) -> TermNode:
        """Documents with a word at most ``distance`` letters away; the same."""
        return self._node(term, distance, field)

    def _node(self, text: str, distance: int, field: str) -> TermNode:
        key = (text, distance)
        if key not in self._known:
            self._known[key] = self._terms(text, distance)
        terms = self._known[key]
        return Everything() if terms is None else AnyTerm(field, terms)

    def _terms(self, text: str, distance: int) -> tuple[str, ...] | None:
        typed = f"{text}~" if distance else text
        if sum(terms is not None for terms in self._known.values()) >= MAX_PATTERNS:
            self.cuts.append(Cut(CutKind.PATTERNS, typed, MAX_PATTERNS))
            return None
        words = self._dictionary()
        found = words.near(text, distance, MAX_TERMS) if distance else words.matching(text, MAX_TERMS)
        kept = self._affordable(found)
        if len(kept) < len(found.terms) or not found.whole:
            self.cuts.append(Cut(CutKind.TERMS, typed, len(kept)))
        return kept

    def _affordable(self, found: Found) -> tuple[str, ...]:
        share = MAX_POSTINGS // MAX_PATTERNS
        kept = sum(total <= share for total in accumulate(found.frequencies))
        return found.terms[: max(LEAST_TERMS, kept)]
