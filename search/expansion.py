"""Replaces patterns and fuzzy words by terms, once per search, within limits.

Like Lucene's ``max_expansions`` and ``max_clause_count``, but what is left out is reported.
"""

from collections.abc import Callable
from itertools import accumulate

from engines.port.terms import AnyTerm, Everything, TermNode
from search.model import Cut, CutKind
from search.term_dictionary import Found, TermDictionary

MAX_PATTERNS = 3
"""Maximum number of patterns and fuzzy words in a query. Further ones are ignored."""
MAX_WORDS = 40
"""Maximum number of words in a query, not counting patterns and phrases. Further ones are ignored."""
MAX_TERMS = 200
"""Maximum number of terms for one pattern or fuzzy word: the most common ones."""
MAX_POSTINGS = 1_500_000
"""Maximum number of postings (term and document) for all patterns and fuzzy words of a query."""
LEAST_TERMS = 10
"""Minimum number of terms for each pattern, however common they are."""


class Expansion:
    """Expands the patterns and fuzzy words of one query, each once.

    ``dictionary`` is only read if there is something to expand.
    """

    def __init__(self, dictionary: Callable[[], TermDictionary]) -> None:
        self._dictionary = dictionary
        self._known: dict[tuple[str, int], tuple[str, ...] | None] = {}
        self._words = 0
        self.cuts: list[Cut] = []

    def affordable_words[T](self, words: list[T]) -> list[T]:
        """The first words of a part of the query: as many as are left of ``MAX_WORDS`` for the whole
        query.
        """
        kept = words[: MAX_WORDS - self._words]
        self._words += len(kept)
        cut = Cut(CutKind.WORDS, "", MAX_WORDS)
        if len(kept) < len(words) and cut not in self.cuts:
            self.cuts.append(cut)
        return kept

    def pattern(self, pattern: str, field: str) -> TermNode:
        """Documents with a word that matches a pattern; ``Everything`` if the query has too many patterns.

        Args:
            pattern: letters, ``*`` (any letters) and ``?`` (one letter).
            field: the field to search.
        """
        return self._node(pattern, 0, field)

    def near(self, term: str, distance: int, field: str) -> TermNode:
        """Documents with a word at most ``distance`` letters away; ``Everything`` if the query has too many
        patterns.
        """
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
