"""Clicks become judgements: which articles readers of a query want.

Readers look at the first hits more than at later ones, so a click counts by one over the chance that its rank
was looked at, which is taken as 1 / rank (position-based model; Joachims, Swaminathan and Schnabel, Unbiased
Learning-to-Rank with Biased Feedback, 2017). A gain is the share of readers who wanted the article, from 0 to
1.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from search_app.events.store import EventStore

MAX_WEIGHT = 10.0
"""Maximum weight of a click, so that a single one far below decides nothing."""
LEAST_SEARCHES = 5
LEAST_CLICKS = 3
_SURE = 1.96
_SMALLEST = 0.002
"""A change of nDCG below it is noise, however sure it is."""
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, how often it was searched for, and the gain of each article that was opened."""

    query: str
    searches: int
    gains: Mapping[str, float]


class Effect(StrEnum):
    """What a change does to the ranking."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Verdict:
    """nDCG@10 before and after a change, over ``queries``, and what that means."""

    queries: int
    before: float
    after: float
    effect: Effect


def judgements(
    store: EventStore, *, days: int = 365, most: int = 500, now: datetime | None = None
) -> list[Judged]:
    """The judged queries, the most frequent first. Queries with few searches or clicks are left out.

    Clicks on a page with filters are not used: its ranks are others.
    """
    if not store.path.exists():
        return []
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).strftime("%Y-%m-%dT%H")
    with store.opened() as connection:
        searched = connection.execute(
            "SELECT folded, sum(count) FROM queries WHERE hour >= ? AND filters = '' GROUP BY folded",
            (since,),
        ).fetchall()
        clicked = connection.execute(
            "SELECT folded, document, rank, sum(count) FROM clicks WHERE hour >= ? AND filters = '' "
            "GROUP BY folded, document, rank",
            (since,),
        ).fetchall()
    return judged(dict(searched), clicked)[:most]


def judged(searches: Mapping[str, int], clicks: Iterable[tuple[str, str, int, int]]) -> list[Judged]:
    """The gains of articles.

    Args:
        searches: how often each query was searched for.
        clicks: query, article, rank (from 1) and number of clicks.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: dict[str, int] = defaultdict(int)
    for query, document, rank, count in clicks:
        weights[query][document] += count * min(MAX_WEIGHT, float(rank))
        counts[query] += count
    found = [
        Judged(query, searches[query], {id_: min(1.0, w / searches[query]) for id_, w in found.items()})
        for query, found in weights.items()
        if searches.get(query, 0) >= LEAST_SEARCHES and counts[query] >= LEAST_CLICKS
    ]
    return sorted(found, key=lambda one: (-one.searches, one.query))


def gained(found: Sequence[str], gains: Mapping[str, float], depth: int = DEPTH) -> float:
    """nDCG with gains between 0 and 1, from 0 to 1."""
    total = sum(gains.get(id_, 0.0) / math.log2(rank + 2) for rank, id_ in enumerate(found[:depth]))
    best = sorted(gains.values(), reverse=True)[:depth]
    ideal = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(best))
    return total / ideal if ideal else 0.0


def verdict(
    queries: Sequence[Judged], before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]
) -> Verdict:
    """Whether a change of the ranking is better or worse, by a paired test at 95 % (Student's t for many
    queries).

    Args:
        before: ids of the hits of each query, best first.
        after: the same after the change.
    """
    pairs = [
        (gained(old, one.gains), gained(new, one.gains))
        for one, old, new in zip(queries, before, after, strict=True)
    ]
    count = len(pairs)
    if not count:
        return Verdict(0, 0.0, 0.0, Effect.SAME)
    first, second = (math.fsum(pair[side] for pair in pairs) / count for side in (0, 1))
    change = second - first
    spread = math.fsum((new - old - change) ** 2 for old, new in pairs) / max(1, count - 1)
    margin = max(_SMALLEST, _SURE * math.sqrt(spread / count))
    effect = Effect.SAME if abs(change) <= margin else Effect.BETTER if change > 0 else Effect.WORSE
    return Verdict(count, first, second, effect)
