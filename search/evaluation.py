"""Measures of ranking quality as in TREC, and run files for its tools."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Run = Mapping[str, Sequence[tuple[str, float]]]
"""Query id -> (document id, score), best first."""
Judgements = Mapping[str, frozenset[str]]
"""Query id -> ids of the relevant documents."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the queries.

    nDCG and MRR use ten hits, recall a hundred. ``interval`` is half the width of the 95 % confidence
    interval of nDCG.
    """

    queries: int
    ndcg_10: float
    mrr_10: float
    recall_100: float
    interval: float


def ndcg(found: Sequence[str], relevant: frozenset[str], depth: int = 10) -> float:
    """Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen, 2002), from 0 to
    1.

    Args:
        found: ids of the hits, best first.
        depth: number of hits to use.
    """
    gained = sum(1 / math.log2(rank + 2) for rank, id_ in enumerate(found[:depth]) if id_ in relevant)
    best = sum(1 / math.log2(rank + 2) for rank in range(min(depth, len(relevant))))
    return gained / best if best else 0.0


def reciprocal_rank(found: Sequence[str], relevant: frozenset[str], depth: int = 10) -> float:
    """One over the rank of the first relevant document; 0 if there is none among the first ``depth`` hits."""
    return next((1 / rank for rank, id_ in enumerate(found[:depth], 1) if id_ in relevant), 0.0)


def recall(found: Sequence[str], relevant: frozenset[str], depth: int = 100) -> float:
    """The share of the relevant documents among the first ``depth`` hits, from 0 to 1."""
    return len(relevant.intersection(found[:depth])) / len(relevant) if relevant else 0.0


def measure(run: Run, judgements: Judgements) -> Measures:
    """The means over all judged queries. A query without hits counts as nothing found."""
    lists = [
        ([id_ for id_, _ in run.get(query, ())], relevant)
        for query, relevant in judgements.items()
        if relevant
    ]
    gains = [ndcg(found, relevant) for found, relevant in lists]
    count = max(1, len(gains))
    mean = math.fsum(gains) / count
    variance = math.fsum((gain - mean) ** 2 for gain in gains) / max(1, count - 1)
    return Measures(
        queries=len(gains),
        ndcg_10=mean,
        mrr_10=math.fsum(reciprocal_rank(found, relevant) for found, relevant in lists) / count,
        recall_100=math.fsum(recall(found, relevant) for found, relevant in lists) / count,
        interval=1.96 * math.sqrt(variance / count),
    )


def run_lines(run: Run, tag: str = "fehrest") -> Iterable[str]:
    """The lines of a TREC run file: query, Q0, document, rank, score, tag.

    Args:
        tag: name of the run.
    """
    for query, found in run.items():
        for rank, (id_, score) in enumerate(found, 1):
            yield f"{query} Q0 {id_} {rank} {score:.6f} {tag}"
