"""Is a text already published? Whether most of one text is in another one.

Two shares are compared: of a text's runs of three words (Broder, On the resemblance and containment of
documents, 1997) and of its words, weighted by how rare they are. The reports of a series share most of their
runs, but not the names and figures, which are rare. ``benchmarks.published`` measures it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from analyzers import fold
from engines.port.model import Document

Weights = Callable[[Iterable[str]], Mapping[str, float]]
"""The weights of words, as ``Rarity.weights`` returns them."""

_WORD = re.compile(r"\w+")
_RUN = 3
_FEWEST = 8
"""Minimum number of runs of a text that can be recognised."""
_CONTAINED = 0.4
"""Minimum share of the runs."""
_BOTH = 0.68
"""Minimum mean of the share of the runs and the share of the words."""
_OF_DRAFT = 0.25
"""Minimum share of the draft that an article has, even if all of that article is in the draft."""
_FIGURES = 4
"""With at least this many different figures, more than half of them must be the same."""
_MOST_LETTERS = 20_000


@dataclass(frozen=True)
class Compared:
    """A text, or its beginning, as it is compared with others."""

    document: Document

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its folded words."""
        return tuple(_WORD.findall(fold(self.document.body[:_MOST_LETTERS])))

    @cached_property
    def different(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.words)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Its runs of words."""
        return frozenset(zip(*(self.words[start:] for start in range(_RUN)), strict=False))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Its different figures."""
        return frozenset(word for word in self.different if word[0].isdecimal())


def copies_of(draft: Document, others: Iterable[Document], weights: Weights) -> frozenset[str]:
    """The ids of the documents that have a draft's text."""
    own = Compared(draft)
    return frozenset(one.id for one in others if is_copy(own, Compared(one), weights))


def is_copy(draft: Compared, other: Compared, weights: Weights) -> bool:
    """Whether most of a draft is in another text, or most of that one in the draft."""
    languages = {draft.document.language, other.document.language}
    if len(languages - {"und"}) > 1 or min(len(draft.runs), len(other.runs)) < _FEWEST:
        return False
    common = len(draft.runs & other.runs)
    inner = draft if len(draft.runs) <= len(other.runs) else other
    runs = common / len(inner.runs)
    if runs < _CONTAINED or common < _OF_DRAFT * len(draft.runs) or _are_of_a_series(inner, draft, other):
        return False
    return (runs + _weighed(inner, draft.different & other.different, weights)) / 2 >= _BOTH


def _are_of_a_series(inner: Compared, draft: Compared, other: Compared) -> bool:
    """Whether two texts have other figures."""
    known = len(inner.figures)
    return known >= _FIGURES and len(draft.figures & other.figures) <= known / 2


def _weighed(text: Compared, common: Iterable[str], weights: Weights) -> float:
    """The share of a text's words by their weights."""
    known = weights(text.different)
    total = sum(known[word] for word in text.different)
    return sum(known[word] for word in common) / total if total else 1.0
