"""A draft, analysed once for everything that is looked up for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from engines.port.model import Document
from engines.port.offsets import Span
from engines.port.payload import StoredDocument
from search.documents import described
from search.likeness import Vector, vector
from search.linking.phrases import Match, Sentences
from search.rarity import Rarity

MAX_LETTERS = 20_000
"""Number of letters of a draft that are read."""


@dataclass(frozen=True)
class Draft:
    """A draft with its offsets, and the weights of its terms.

    ``linked`` are the addresses that it links to, ``spans`` the phrases of its body that have a link.
    """

    stored: StoredDocument
    rarity: Rarity
    linked: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def document(self) -> Document:
        """The draft as a document."""
        return self.stored.document

    @cached_property
    def vector(self) -> Vector:
        """The weights of its terms, to compare it with other documents."""
        return vector(self.stored.signature, self.rarity)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How rare its terms are."""
        return self.rarity.weights(self.vector)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of its body."""
        return Sentences(self.document.body)

    def telling(self, most: int) -> list[str]:
        """Its weightiest terms."""
        highest = self.rarity.highest
        found = [term for term in self.vector if 0 < self.weights[term] < highest]
        return sorted(found, key=lambda term: (-self.vector[term], term))[:most]

    @cached_property
    def _spans(self) -> Callable[[str], list[Span]]:
        # Hundreds of titles are looked up, which share many words.
        return cache(self.stored.vector.spans)

    def matches(self, words: Sequence[tuple[str, ...]]) -> list[Match]:
        """The words of a title in its body."""
        return _matches(self.document, self._spans, words)


def read_draft(
    document: Document,
    rarity: Rarity,
    linked: frozenset[str] = frozenset(),
    spans: tuple[tuple[int, int], ...] = (),
) -> Draft:
    """Analyse a draft. Of a long one the first ``MAX_LETTERS`` letters are read."""
    read = replace(document, body=document.body[:MAX_LETTERS])
    return Draft(described(read), rarity.for_request(), linked, spans)


def matches_in(stored: StoredDocument, words: Sequence[tuple[str, ...]]) -> list[Match]:
    """The words of a title in the body of a document. Offsets are those in the body."""
    return _matches(stored.document, stored.vector.spans, words)


def _matches(
    document: Document, spans: Callable[[str], list[Span]], words: Sequence[tuple[str, ...]]
) -> list[Match]:
    shift = len(document.title) + 1
    end = shift + len(document.body)
    found: dict[tuple[int, int], int] = {}
    for number, terms in enumerate(words):
        for term in terms:
            for start, stop in spans(term):
                if shift <= start and stop <= end:
                    found.setdefault((start - shift, stop - shift), number)
    return [Match(start, stop, word) for (start, stop), word in found.items()]
