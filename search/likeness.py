"""How alike are two documents? The cosine of their signatures, and what the nearest ones add to it.

Weights are (1 + log tf) * idf (Salton and Buckley, Term-weighting approaches, 1988). The document that is
compared is then moved towards its nearest neighbours (Rocchio, Relevance feedback, 1971): an article that
shares few words with it but many with those comes closer, which is what latent semantic indexing is used for.
"""

import math
from collections.abc import Mapping, Sequence

from search.signature import MAX_COUNT, Signature

Vector = dict[str, float]
"""Terms and their weights, of length 1."""

_FREQUENCY = (0.0, *(1 + math.log(count) for count in range(1, MAX_COUNT + 1)))
_NEIGHBOURS = 20
_SHARE = 2.0
"""How much the neighbours count, compared with the document itself."""


def vector(signature: Signature, rarity: Mapping[str, float]) -> Vector:
    """The weights of a signature's terms. The terms that it lacks count as its least frequent ones do."""
    found = {term: _FREQUENCY[count] * rarity[term] for term, count in signature.counts.items()}
    square = math.sumprod(found.values(), found.values())
    if signature.rest:
        once = [rarity[term] ** 2 for term, count in signature.counts.items() if count == 1]
        square += signature.rest * (sum(once) / len(once) if once else square / len(found))
    length = math.sqrt(square)
    return {term: weight / length for term, weight in found.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors."""
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def contained(one: Vector, other: Vector) -> float:
    """The share of one vector's weights whose terms the other one has, or the reverse if that is more."""
    common = one.keys() & other.keys()
    return max(sum([each[term] for term in common]) / (sum(each.values()) or 1.0) for each in (one, other))


def with_neighbours(others: Sequence[Vector], cosines: Sequence[float]) -> list[float]:
    """The likeness of each of the others, from 0 to 1, if the nearest of them have a say.

    Args:
        cosines: those of the others with the document.
    """
    nearest = sorted(range(len(others)), key=lambda place: -cosines[place])[:_NEIGHBOURS]
    total = sum(cosines[place] ** 2 for place in nearest)
    centre: Vector = {}
    for place in nearest if total else ():
        share = cosines[place] ** 2 / total
        for term, weight in others[place].items():
            centre[term] = centre.get(term, 0.0) + share * weight
    return [
        (cosine_ + _SHARE * cosine(other, centre)) / (1 + _SHARE)
        for other, cosine_ in zip(others, cosines, strict=True)
    ]
