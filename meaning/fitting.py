"""Fits vectors of words to the vectors of texts: a query encoder that needs no model.

The vector of a query is the sum of its words' vectors. Each of these has two parts of equal length on
average, times the rarity of the word:

- what the texts with this word are about: ridge regression from their words to their vectors (Hoerl and
  Kennard, Ridge regression, 1970), in its dual form, so that it costs as many equations as there are texts;
- the model's vector of the word alone, without what all words have in common (Arora et al., A simple but
  tough-to-beat baseline for sentence embeddings, 2017).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from meaning.port import Vectors

RIDGE = 1.0
"""Added to the squared length of a text, which is 1."""
OWN = 2.0
"""Length of a word's own vector, compared with that of the texts that have it."""
_BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class Fitted:
    """Terms, in how many texts each is, its vector (a row of ``vectors``), and the mean of the texts."""

    terms: tuple[str, ...]
    counts: tuple[int, ...]
    vectors: "Vectors"
    centre: "Vectors"


def fit(
    texts: Sequence[Counter[str]], vectors: "Vectors", words: Mapping[str, "Vectors"], most: int
) -> Fitted:
    """The vectors of the most common terms of some texts in one language.

    Args:
        texts: the terms of each text, and how often it has them.
        vectors: those of the texts; shape (number of texts, dimensions).
        words: the model's vectors of terms. A term that is not here has only what its texts are about, and
            one that no text has only this vector.
        most: maximum number of terms.
    """
    counts = Counter(term for text in texts for term in text)
    counts.update(dict.fromkeys(words, 0))
    terms = sorted(counts, key=lambda term: (-counts[term], term))[:most]
    places = {term: place for place, term in enumerate(terms)}
    rarity = np.array([math.log((len(texts) + 1) / (counts[term] + 0.5)) for term in terms], np.float32)
    rows = [_row(text, places, rarity) for text in texts]
    centre: Vectors = vectors.mean(axis=0)
    found = _scaled(_about(rows, vectors - centre, len(terms)))
    known = [term for term in terms if term in words]
    if known:
        own = np.stack([words[term] for term in known]).astype(np.float32)
        found[[places[term] for term in known]] += OWN * _scaled(own - own.mean(axis=0))
    return Fitted(tuple(terms), tuple(counts[term] for term in terms), found * rarity[:, None], centre)


_Row = tuple[NDArray[np.int64], "Vectors"]


def _row(text: Counter[str], places: Mapping[str, int], rarity: "Vectors") -> _Row:
    """The places of a text's terms and their weights, which together have the length 1."""
    known = [(places[term], 1 + math.log(count)) for term, count in text.items() if term in places]
    numbers = np.array([place for place, _ in known], np.int64)
    weights = np.array([weight for _, weight in known], np.float32) * rarity[numbers]
    return numbers, weights / max(float(np.linalg.norm(weights)), 1e-9)


def _about(rows: Sequence[_Row], targets: "Vectors", width: int) -> "Vectors":
    likeness = np.eye(len(rows), dtype=np.float32) * RIDGE
    for start in range(0, width, _BLOCK):
        block = np.zeros((len(rows), _BLOCK), np.float32)
        for place, (numbers, weights) in enumerate(rows):
            here = (numbers >= start) & (numbers < start + _BLOCK)
            block[place, numbers[here] - start] = weights[here]
        likeness += block @ block.T
    shares = np.linalg.solve(likeness, targets)
    found: Vectors = np.zeros((width, targets.shape[1]), np.float32)
    for (numbers, weights), share in zip(rows, shares, strict=True):
        found[numbers] += weights[:, None] * share
    return found


def _scaled(vectors: "Vectors") -> "Vectors":
    """Vectors of which the mean length is 1, without those that are 0."""
    lengths = np.linalg.norm(vectors, axis=1)
    length = float(lengths[lengths > 0].mean()) if lengths.any() else 1.0
    return vectors / max(length, 1e-9)
