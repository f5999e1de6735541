"""A small boost for recent articles, the same on every engine. It decides between hits that match about
equally well.
"""

from datetime import date, timedelta

from engines.port.calendars import day_number
from engines.port.terms import DayRange

STEPS = (30, 365, 3 * 365)
"""Ages in days. An article gets a third of the boost for each that it is younger than."""


def recency_nodes(today: date, lift: float) -> tuple[DayRange, ...]:
    """Nodes that add up to ``lift`` for articles of the last month, and to less for older ones.

    Articles without a date, or with a future date, gain nothing.

    Args:
        today: the day from which ages are counted.
        lift: points of BM25. A rare word scores 5 to 10, so 0.5 only reorders nearly equal hits.
    """
    if not lift:
        return ()
    last = day_number(today)
    return tuple(
        DayRange(day_number(today - timedelta(days=days)), last, lift / len(STEPS)) for days in STEPS
    )
