"""Replaces patterns and fuzzy words by terms, once per search, within limits; limits phrases.

Like Lucene's ``max_expansions`` and ``max_clause_count``, but what is left out is reported.
"""

from collections.abc import Callable, Iterable
from itertools import accumulate

from engines.port.terms import AnyTerm, Bool, Everything, Lookup, Sequence, TermNode, any_of, leaves
from search.model import Cut, CutKind
from search.term_dictionary import Found, TermDictionary

MAX_PATTERNS = 3
"""Maximum number of patterns and fuzzy words in a query. Further ones are ignored."""
MAX_WORDS = 40
"""Maximum number of words in a query, not counting patterns and phrases; a word between ``OR`` counts as two,
because no other word rules out most of its documents. Further ones are ignored.
"""
MAX_ENRICHED = 24
"""Maximum number of words in a query that have synonyms and that score in addition for being in the title,
for their roots and for their neighbours. A longer query is a pasted text. With
16, nDCG@10 of cranfield, whose questions are long, falls by .008.
"""
MAX_TERMS = 200
"""Maximum number of terms for one pattern or fuzzy word: the most common ones."""
MAX_POSTINGS = 600_000
"""Maximum number of postings (term and document) for all patterns and fuzzy words of a query."""
LEAST_TERMS = 10
"""Minimum number of terms for each pattern, however common they are."""
MAX_PHRASE_DOCUMENTS = 60_000
"""Maximum number of documents in which positions are compared for all phrases but the first, on each pass."""

Frequencies = Callable[[str, Iterable[str]], dict[str, int]]
"""The document frequencies of terms in a field."""


class Expansion:
    """Expands the patterns and fuzzy words of one query, each once.

    ``dictionary`` is only read if there is something to expand, ``frequencies`` if there are several phrases.
    """

    def __init__(
        self, dictionary: Callable[[], TermDictionary], frequencies: Frequencies | None = None
    ) -> None:
        self._dictionary, self._frequencies = dictionary, frequencies
        self._phrases: dict[TermNode, TermNode] = {}
        self._phrase_documents = 0
        self._known: dict[tuple[str, int], tuple[str, ...] | None] = {}
        self._words = self._kept = self._enriched = 0
        self.cuts: list[Cut] = []

    def again(self) -> "Expansion":
        """The expansion for planning the same query once more: it knows the terms, and counts from zero."""
        other = Expansion(self._dictionary, self._frequencies)
        other._phrases, other._known = self._phrases, self._known
        return other

    def enriched(self, count: int) -> int:
        """How many of the ``count`` words of a part of the query are enriched: as many as are left of
        ``MAX_ENRICHED`` for the whole query.
        """
        kept = min(count, MAX_ENRICHED - self._enriched)
        self._enriched += kept
        return kept

    def affordable_words[T](self, words: list[T], *, each: int = 1) -> list[T]:
        """The first words of a part of the query: as many as are left of ``MAX_WORDS`` for the whole
        query.

        Args:
            each: how many words each of them counts as.
        """
        kept = words[: (MAX_WORDS - self._words) // each]
        self._words += each * len(kept)
        self._kept += len(kept)
        if len(kept) < len(words):
            if all(cut.kind is not CutKind.WORDS for cut in self.cuts):
                self.cuts.append(Cut(CutKind.WORDS, "", self._kept))
            self._words = MAX_WORDS
        return kept

    def phrase(self, typed: str, node: TermNode) -> TermNode:
        """A phrase, or its words in any order if the phrases before it took too much.

        Args:
            typed: the text between the quotes.
            node: the phrase as each language reads it.
        """
        if node not in self._phrases:
            self._phrases[node] = node if self._affords_phrase(node) else self._words_of(typed, node)
        return self._phrases[node]

    def _affords_phrase(self, node: TermNode) -> bool:
        sequences = [leaf for leaf in leaves(node) if isinstance(leaf, Sequence)]
        if not sequences or not self._phrases or self._frequencies is None:
            return True
        # An engine compares positions only in documents with all of the words.
        for sequence in sequences:
            terms = {term for _, term in sequence.terms}
            self._phrase_documents += min(self._frequencies(sequence.field, terms).values(), default=0)
        return self._phrase_documents <= MAX_PHRASE_DOCUMENTS

    def _words_of(self, typed: str, node: TermNode) -> TermNode:
        ways: list[TermNode] = []
        number = 0
        for leaf in leaves(node):
            if isinstance(leaf, Sequence):
                words = dict.fromkeys(term for _, term in leaf.terms)
                number = max(number, len(words))
                ways.append(Bool(must=tuple(Lookup(leaf.field, term) for term in words)))
            else:
                ways.append(leaf)
        self.cuts.append(Cut(CutKind.PHRASES, typed, number))
        return any_of(*ways)

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
