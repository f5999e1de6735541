"""The signature of a document: its most frequent terms, stored with it in every index.

Two documents are compared by their signatures, without reading their texts. Which terms are rare changes with
the archive, so a signature only has counts; ``search.rarity`` has the weights.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol

from analyzers import get_analyzer

MAX_TERMS = 128
"""Maximum number of terms in a signature: the most frequent ones, of equals the earliest."""
_TITLE_WEIGHT = 2
_SHORTEST = 2
"""Minimum length of a word. A higher one, as used for Latin letters, would drop Persian and Arabic words."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""The digits in which counts are stored."""
MAX_COUNT = len(DIGITS) - 1
"""Higher counts are stored as this one."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Terms with the number of times each occurs, most frequent first, and how many further terms the
    document has.
    """

    counts: dict[str, int]
    rest: int = 0

    def encoded(self) -> str:
        """The signature as a text: the number of further terms, a digit for each count, and the terms."""
        if not self.counts:
            return ""
        digits = "".join([DIGITS[min(count, MAX_COUNT)] for count in self.counts.values()])
        return " ".join((str(self.rest), digits, *self.counts))

    @classmethod
    def decoded(cls, text: str) -> "Signature":
        """The signature in a text from ``encoded``."""
        rest, digits, terms = parts_of(text)
        return cls(dict(zip(terms, map(DIGITS.index, digits), strict=True)), rest)


def parts_of(text: str) -> tuple[int, str, list[str]]:
    """The number of further terms, a digit of base 36 for each count, and the terms, of an encoded signature.

    Reading many signatures takes half the time without a dictionary for each.
    """
    if not text:
        return 0, "", []
    rest, digits, *terms = text.split(" ")
    return int(rest), digits, terms


class Signed(Protocol):
    """A word whose terms are counted; equal words are one object."""

    @property
    def signed(self) -> tuple[str, ...]:
        """What ``signed_terms`` returned for it."""


def signed_terms(language: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of a word that are counted: its stems, or its exact form if it has none. Empty for function
    words and numbers.

    Args:
        language: code of the document's language.
        terms: the exact form and the stems.
    """
    exact = terms[0]
    if len(exact) < _SHORTEST or not exact[0].isalpha() or get_analyzer(language).is_function_word(exact):
        return ()
    return terms[1:] or terms


def signature_of(title: Iterable[Signed], body: Iterable[Signed]) -> Signature:
    """The signature of a document. A word of the title counts twice."""
    words = Counter(title)
    for word in words:
        words[word] *= _TITLE_WEIGHT
    words.update(body)
    counts: dict[str, int] = {}
    for word, count in words.items():
        for term in word.signed:
            counts[term] = counts.get(term, 0) + count
    kept = sorted(counts.items(), key=itemgetter(1), reverse=True)[:MAX_TERMS]
    return Signature(dict(kept), len(counts) - len(kept))
