"""The signature of a document: its most frequent terms, stored with it in every index.

Two documents are compared by their signatures, without reading their texts. Which terms are rare changes with
the archive, so a signature only has counts; ``search.rarity`` has the weights.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from analyzers import get_analyzer

MAX_TERMS = 128
"""Maximum number of terms in a signature: the most frequent ones, of equals the earliest."""
_TITLE_WEIGHT = 2
_SHORTEST = 2
"""Minimum length of a word. A higher one, as used for Latin letters, would drop Persian and Arabic words."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAX_COUNT = len(_DIGITS) - 1
"""Higher counts are stored as this one."""

Words = Iterable[tuple[str, tuple[str, ...]]]
"""The exact form of each token of a text, and its terms."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Terms with the number of times each occurs, and how many further terms the document has."""

    counts: dict[str, int]
    rest: int = 0

    def encoded(self) -> str:
        """The signature as a text: the number of further terms, a digit for each count, and the terms."""
        if not self.counts:
            return ""
        digits = "".join(_DIGITS[min(count, MAX_COUNT)] for count in self.counts.values())
        return " ".join((str(self.rest), digits, *self.counts))

    @classmethod
    def decoded(cls, text: str) -> "Signature":
        """The signature in a text from ``encoded``."""
        if not text:
            return cls({})
        rest, digits, *terms = text.split(" ")
        return cls(dict(zip(terms, map(_DIGITS.index, digits), strict=True)), int(rest))


def signature_of(language: str, title: Words, body: Words) -> Signature:
    """The signature of a document. A word of the title counts twice; function words and numbers not at all.

    Args:
        language: code of the document's language.
    """
    words = Counter(title)
    for word in words:
        words[word] *= _TITLE_WEIGHT
    words.update(body)
    is_function_word = get_analyzer(language).is_function_word
    counts: dict[str, int] = {}
    for (exact, terms), count in words.items():
        if len(exact) >= _SHORTEST and exact[0].isalpha() and not is_function_word(exact):
            for term in terms[1:] or terms:
                counts[term] = counts.get(term, 0) + count
    kept = sorted(counts.items(), key=lambda pair: -pair[1])[:MAX_TERMS]
    return Signature(dict(kept), len(counts) - len(kept))
