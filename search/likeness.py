"""How alike are two documents? The cosine of their signatures, and what the nearest ones add to it.

Weights are (1 + log tf) * idf^0.9 (Salton and Buckley, Term-weighting approaches, 1988). The document that is
compared is then moved towards its nearest neighbours, twice (Rocchio, Relevance feedback, 1971): an article
that shares few words with it but many with those comes closer, which is what latent semantic indexing is used
for. ``python -m benchmarks.related`` measures the numbers.

Most of the time goes into looking up terms. So the documents that one is compared with are columns: they are
read once, in loops of C.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import mul

from search.rarity import Rarity
from search.signature import DIGITS, MAX_COUNT, parts_of

Vector = Mapping[str, float]
"""Terms and their weights, of length 1."""

_FREQUENCY = {DIGITS[count]: 1 + math.log(count) for count in range(1, MAX_COUNT + 1)}
"""The weight of a count, by its digit in a signature."""
_NEIGHBOURS = 20
_SHARE = 2.0
"""How much the neighbours count, compared with the document itself."""
_POWERS = (3, 4)
"""The power of its likeness by which a neighbour counts, the first time and the second time."""
_RARITY = 0.9
"""The power of a term's rarity in its weight."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The terms of a document, their weights in the same order, and the length of the vector they are."""

    terms: Sequence[str]
    weights: list[float]
    length: float


def columns_of(signatures: Sequence[str], rarity: Rarity) -> list[Columns]:
    """The columns of documents with these encoded signatures. What is not known of the rarity of their terms
    is looked up at once.
    """
    parts = list(map(parts_of, signatures))
    weights = rarity.of_each([terms for _, _, terms in parts])
    return list(map(_columns, parts, weights))


def _columns(parts: tuple[int, str, list[str]], rarity: list[float]) -> Columns:
    _, digits, terms = parts
    weights = list(map(mul, map(_FREQUENCY.__getitem__, digits), map(pow, rarity, repeat(_RARITY))))
    return Columns(terms, weights, math.sqrt(math.sumprod(weights, weights)))


def vector(signature: str, rarity: Rarity) -> dict[str, float]:
    """The weights of the terms of an encoded signature, of length 1; empty if none has a weight."""
    [found] = columns_of([signature], rarity)
    if not found.length:
        return {}
    return {term: weight / found.length for term, weight in zip(found.terms, found.weights, strict=True)}


def cosine(one: Vector, other: Columns) -> float:
    """The cosine of two vectors."""
    product = math.sumprod(list(map(one.get, other.terms, repeat(0.0))), other.weights)
    return product / other.length if other.length else 0.0


def contained(one: Vector, other: Columns) -> float:
    """The share of one vector's weights whose terms the other one has, or the reverse if that is more."""
    common = [one.get(term, 0.0) for term in other.terms]
    theirs = sum([weight for weight, shared in zip(other.weights, common, strict=True) if shared])
    return max(sum(common) / (sum(one.values()) or 1.0), theirs / (sum(other.weights) or 1.0))


def with_neighbours(others: Sequence[Columns], cosines: Sequence[float]) -> list[float]:
    """The likeness of each of the others, from 0 to 1, if the nearest of them have a say.

    Args:
        cosines: those of the others with the document.
    """
    scores = cosines
    for power in _POWERS:
        centre = _centre(others, scores, power)
        both = zip(others, cosines, strict=True)
        scores = [(own + _SHARE * cosine(centre, other)) / (1 + _SHARE) for other, own in both]
    return list(scores)


def _centre(others: Sequence[Columns], scores: Sequence[float], power: int) -> Vector:
    """The mean of the nearest of some documents, each weighted by a power of its score."""
    nearest = sorted(range(len(others)), key=lambda place: -scores[place])[:_NEIGHBOURS]
    total = sum(scores[place] ** power for place in nearest)
    centre: dict[str, float] = {}
    known = centre.get
    for place in nearest if total else ():
        other = others[place]
        share = scores[place] ** power / total / (other.length or 1.0)
        for term, weight in zip(other.terms, other.weights, strict=True):
            centre[term] = known(term, 0.0) + share * weight
    return centre
