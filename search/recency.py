"""A gentle lift for what is new, the same on every engine: it decides between hits that fit about as well."""

from datetime import date, timedelta

from engines.port.calendars import day_number
from engines.port.terms import DayRange

STEPS = (30, 365, 3 * 365)
"""Ages in days: an article younger than one of them has a third of the lift for each."""


def recency_nodes(today: date, lift: float) -> tuple[DayRange, ...]:
    """What adds up to ``lift`` for the articles of the last month, and to less the older one is.

    Added to BM25, where a rare word scores 5 to 10: half a point moves what is nearly equal. Articles without
    a date, or of days to come, gain nothing.
    """
    if not lift:
        return ()
    last = day_number(today)
    return tuple(
        DayRange(day_number(today - timedelta(days=days)), last, lift / len(STEPS)) for days in STEPS
    )
