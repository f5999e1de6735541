"""Ranks the first hits of a search by meaning as well as by words.

Vectors only change the order of what the words matched, so totals, facets and the timeline do not depend on
them. Hits after the first ``DEPTH`` keep the order of the engine, so pages never repeat or lose one.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from engines.port.engine import EngineHit
from search.encoders import Encoder
from search.query import And, Days, Language, Node, Value, Words

DEPTH = 50
"""Number of hits that are ranked by meaning. Most of the time goes into reading what is stored of each."""
ACROSS_DEPTH = 300
"""The same if translations of the words match too: they are fewer and weaker words."""
WEIGHT = 0.4
"""Part of the meaning in a score; ``python -m benchmarks.meaning`` measures others."""
WORD_WEIGHT = 0.3
"""The same for vectors of words."""
ACROSS_WEIGHT = 0.5
"""The same for hits that are all in languages of translations."""
_DEVIATIONS = 2.5
"""A cosine that is so many standard deviations above the median counts as much as the best score of words."""


@dataclass(frozen=True)
class Reranking:
    """Orders hits by their words and their meaning. Thread-safe if the encoder is.

    Args:
        encoder: compares a query with documents.
        weight: part of the meaning, from 0 to 1.
        across_weight: the same for hits that are all in languages of translations.
    """

    encoder: Encoder
    weight: float = WEIGHT
    across_weight: float = ACROSS_WEIGHT

    def ordered(
        self, text: str, hits: Sequence[EngineHit], translated: Collection[str] = ()
    ) -> list[EngineHit]:
        """The hits, best first. Without vectors the order stays as it is.

        Args:
            text: the words of the query.
            hits: hits by relevance, best first.
            translated: languages in which translations of the words match.
        """
        foreign = bool(translated) and all(hit.stored.document.language in translated for hit in hits)
        weight = self.across_weight if foreign else self.weight
        nearness = self.encoder.nearness(text, [hit.stored.document for hit in hits])
        scores = blended([hit.score or 0.0 for hit in hits], nearness, weight)
        places = sorted(range(len(hits)), key=lambda place: (-scores[place], place))
        return [hits[place] for place in places]


def nearness_of(own: bytes, stored: Sequence[bytes]) -> list[float | None]:
    """The cosine of a document's vector with those of others; None for one that cannot be compared.

    Args:
        own: the vector of the document as it is stored; empty for none.
        stored: those of the others.
    """
    if not own or not any(stored):
        return [None] * len(stored)
    try:
        from meaning.quantized import nearness_between  # needs an extra
    except ModuleNotFoundError:
        return [None] * len(stored)  # vectors that another installation made
    return nearness_between(own, stored)


def blended(scores: Sequence[float], nearness: Sequence[float | None], weight: float) -> list[float]:
    """The scores of words and meaning together.

    The best score of the words is 1. Cosines of this kind of model are all high, so their median is 0, and
    their scale is their standard deviation: the distance of the best one from the others differs much from
    query to query. A cosine that is missing counts as the median.

    Args:
        scores: scores of the words, all positive.
        nearness: cosines with the query.
        weight: part of the meaning.
    """
    known = [value for value in nearness if value is not None]
    if len(known) < 2 or not scores:
        return list(scores)
    middle, mean, most = median(known), fmean(known), max(scores)
    span = _DEVIATIONS * math.dist(known, [mean] * len(known)) / math.sqrt(len(known))
    if span <= 0 or most <= 0:
        return list(scores)
    near = ((middle if value is None else value) - middle for value in nearness)
    return [
        (1 - weight) * score / most + weight * value / span for score, value in zip(scores, near, strict=True)
    ]


def plain_words(node: Node) -> str:
    """The words of a query that has nothing but words and filters; "" for any other.

    Quotes, patterns and fields ask for words and not for a meaning.
    """
    children = node.children if isinstance(node, And) else (node,)
    if not all(isinstance(child, Words | Language | Value | Days) for child in children):
        return ""
    return " ".join(child.text.strip() for child in children if isinstance(child, Words))
