"""What readers look for: reports of the stored queries and clicks."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from search_app.events.store import EventStore


class Report(StrEnum):
    """Which queries a report lists, the most frequent first."""

    TOP = "top"
    """All queries."""
    NONE = "none"
    """Queries that found nothing the last time."""
    UNCLICKED = "unclicked"
    """Queries that found something, of which no reader opened a hit."""


@dataclass(frozen=True, slots=True)
class Line:
    """One query of a report.

    ``text`` is its most frequent spelling, ``filters`` the chosen filters as in an address. ``count`` is how
    often it was finished, ``clicks`` how often a hit was opened, ``rank`` the mean rank of these hits.
    ``total`` is the number of hits the last time it was counted, ``last`` the day it was last finished (UTC).
    """

    text: str
    filters: str
    count: int
    clicks: int
    rank: float | None
    total: int | None
    last: str


# An aggregate with max() takes the other columns from the row with the maximum (SQLite, "bare columns").
_SQL = """
WITH chosen AS (SELECT * FROM queries WHERE hour >= :since AND (:language = '' OR language = :language)),
counted AS (SELECT folded, filters, sum(count) AS count, max(hour) AS last FROM chosen GROUP BY 1, 2),
spelled AS (SELECT folded, filters, typed, max(times) FROM
    (SELECT folded, filters, typed, sum(count) AS times FROM chosen GROUP BY 1, 2, 3) GROUP BY 1, 2),
found AS (SELECT folded, filters, total, max(hour || printf('%017d', total)) FROM chosen
    WHERE total IS NOT NULL GROUP BY 1, 2),
opened AS (SELECT folded, filters, sum(count) AS clicks, sum(count * rank) AS ranks FROM clicks
    WHERE hour >= :since AND (:language = '' OR language = :language) GROUP BY 1, 2)
SELECT typed, filters, count, coalesce(clicks, 0), 1.0 * ranks / clicks, total, last
FROM counted JOIN spelled USING (folded, filters) LEFT JOIN found USING (folded, filters)
    LEFT JOIN opened USING (folded, filters)
WHERE {condition} ORDER BY count DESC, folded, filters LIMIT :most
"""
_CONDITIONS = {
    Report.TOP: "1",
    Report.NONE: "total = 0",
    Report.UNCLICKED: "total > 0 AND clicks IS NULL",
}


def report(
    store: EventStore,
    kind: Report,
    *,
    most: int = 100,
    days: int = 30,
    language: str = "",
    now: datetime | None = None,
) -> list[Line]:
    """The lines of a report. Without a file of events there are none.

    A query with filters is a line of its own, because it may find nothing where the words alone do.

    Args:
        most: maximum number of lines.
        days: only what was finished in the last days.
        language: only queries of pages in this language; empty: all.
        now: the end of these days; the current time by default.

    Raises:
        EventsError: the file cannot be read.
    """
    if not store.path.exists():
        return []
    since = ((now or datetime.now(UTC)) - timedelta(days=days)).strftime("%Y-%m-%dT%H")
    values = {"since": since, "language": language, "most": most}
    with store.opened() as connection:
        rows = connection.execute(_SQL.format(condition=_CONDITIONS[kind]), values).fetchall()
    return [_line(row) for row in rows]


def _line(row: sqlite3.Row) -> Line:
    typed, filters, count, clicks, rank, total, last = row
    return Line(typed, filters, count, clicks, round(rank, 1) if rank else None, total, last[:10])
