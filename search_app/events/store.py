"""The SQLite file of finished queries and clicks.

Equal events of one hour are one row with a count, so that the file holds no order of events by which one
reader's queries could be put together, and a frequent query takes no space.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from analyzers import FehrestError
from search_app.events.model import Click, Event, Finished

NAME = "events.sqlite3"
MAX_ROWS = 200_000
"""Maximum number of rows of each table. When it is reached, only known rows are counted further."""
RARE_DAYS = 7
"""Days after which a query that was too rare is deleted."""
_OWNER_ONLY = 0o600
_QUERY = "hour, folded, typed, filters, language, source"
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS queries (
    hour TEXT NOT NULL, folded TEXT NOT NULL, typed TEXT NOT NULL, filters TEXT NOT NULL,
    language TEXT NOT NULL, source TEXT NOT NULL, total INTEGER, count INTEGER NOT NULL,
    UNIQUE ({_QUERY})) STRICT;
CREATE TABLE IF NOT EXISTS clicks (
    hour TEXT NOT NULL, folded TEXT NOT NULL, typed TEXT NOT NULL, filters TEXT NOT NULL,
    language TEXT NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL, rank INTEGER NOT NULL,
    count INTEGER NOT NULL, UNIQUE ({_QUERY}, document, rank)) STRICT;
"""


class EventsError(FehrestError):
    """The file of events cannot be used."""

    status = 503
    code = "events-unavailable"


class EventStore:
    """The events in a data folder. Every method raises EventsError if the file cannot be used.

    Args:
        wait: seconds to wait for another process that writes.
        rows: maximum number of rows of each table.
    """

    def __init__(self, folder: Path, *, wait: float = 5.0, rows: int = MAX_ROWS) -> None:
        self.path, self._wait, self._rows = Path(folder) / NAME, wait, rows

    def add(self, events: Iterable[Event], now: datetime) -> int:
        """Store events under the current hour, in one transaction.

        Returns:
            The number of events that were left out because the file is full.
        """
        with self.opened() as connection:
            free = {table: self._rows - _count(connection, table) for table in ("queries", "clicks")}
            return sum(not _add(connection, event, _hour(now), free) for event in events)

    def purge(self, now: datetime, *, days: int, least: int) -> int:
        """Delete what is older than ``days``, and queries that were finished less than ``least`` times.

        A rare query is kept for ``RARE_DAYS`` days first, because it may become more frequent.

        Returns:
            The number of deleted rows.
        """
        if not self.path.exists():
            return 0
        old, recent = _hour(now - timedelta(days=days)), _hour(now - timedelta(days=RARE_DAYS))
        with self.opened() as connection:
            before = connection.total_changes
            for table in ("queries", "clicks"):
                connection.execute(f"DELETE FROM {table} WHERE hour < ?", (old,))  # noqa: S608
                connection.execute(
                    f"DELETE FROM {table} WHERE hour < ? AND folded NOT IN "  # noqa: S608
                    "(SELECT folded FROM queries GROUP BY folded HAVING sum(count) >= ?)",
                    (recent, least),
                )
            return connection.total_changes - before

    def clear(self) -> None:
        """Delete everything."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(NAME + suffix).unlink(missing_ok=True)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection within one transaction."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
            with closing(sqlite3.connect(self.path, timeout=self._wait)) as connection, connection:
                # Deleted rows give their space back to the disk.
                connection.execute("PRAGMA auto_vacuum = FULL")
                connection.executescript(_SCHEMA)
                connection.execute("BEGIN IMMEDIATE")
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise EventsError(f"The file of events {self.path} cannot be used: {error}") from error


def _hour(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H")


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _add(connection: sqlite3.Connection, event: Event, hour: str, free: dict[str, int]) -> bool:
    """Whether there was room for an event."""
    query = event.query
    key: dict[str, str | int] = {
        "hour": hour,
        "folded": query.folded,
        "typed": query.text.strip(),
        "filters": query.filters,
        "language": query.language,
        "source": query.source.value,
    }
    if isinstance(event, Finished):
        return _counted(connection, "queries", key, event.total, free)
    return _counted(connection, "clicks", key | _click(event), None, free)


def _click(event: Click) -> dict[str, str | int]:
    return {"document": event.document, "rank": event.rank}


def _counted(
    connection: sqlite3.Connection,
    table: str,
    key: dict[str, str | int],
    total: int | None,
    free: dict[str, int],
) -> bool:
    """Count an event in its row. Names of columns come from this module only."""
    same = " AND ".join(f"{name} = :{name}" for name in key)
    also = ", total = coalesce(:total, total)" if table == "queries" else ""
    values = key | ({"total": total} if also else {})
    if connection.execute(f"UPDATE {table} SET count = count + 1{also} WHERE {same}", values).rowcount:  # noqa: S608
        return True
    if free[table] <= 0:
        return False
    free[table] -= 1
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO {table} ({names}, count) VALUES ({marks}, 1)", values)  # noqa: S608
    return True
