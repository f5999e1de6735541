"""The log in the schema of User Behavior Insights 1.3 (https://o19s.github.io/ubi), for OpenSearch's tools.

A query needs ``user_query``, an event ``action_name``, ``query_id`` and ``timestamp``. The schema's
``client_id`` is left out: the log does not know who typed what. Rows are counts per hour, so each is written
as often as it was counted, all with the beginning of the hour.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from search_app.events.store import EventStore

Json = dict[str, Any]
APPLICATION = "fehrest"
_QUERIES = (
    "SELECT hour, folded, typed, filters, language, source, total, count FROM queries ORDER BY 1, 2, 3, 4"
)
_CLICKS = (
    "SELECT hour, folded, typed, filters, language, source, document, rank, count FROM clicks "
    "ORDER BY 1, 2, 3, 4, 7, 8"
)


def queries(store: EventStore) -> Iterator[Json]:
    """The finished queries."""
    for hour, folded, typed, filters, language, source, total, count in _rows(store, _QUERIES):
        one = {
            "application": APPLICATION,
            "query_id": _id(hour, folded, filters),
            "user_query": typed,
            "timestamp": _moment(hour),
            "object_id_field": "id",
            "query_attributes": _attributes(filters, language, source, total),
        }
        yield from (one for _ in range(count))


def events(store: EventStore) -> Iterator[Json]:
    """The opened hits."""
    for hour, folded, typed, filters, language, source, document, rank, count in _rows(store, _CLICKS):
        one = {
            "application": APPLICATION,
            "action_name": "click",
            "query_id": _id(hour, folded, filters),
            "timestamp": _moment(hour),
            "message_type": "CLICK",
            "user_query": typed,
            "event_attributes": {
                "object": {"object_id": document, "object_id_field": "id"},
                "position": {"ordinal": rank},
                **_attributes(filters, language, source, None),
            },
        }
        yield from (one for _ in range(count))


def _rows(store: EventStore, query: str) -> list[tuple[Any, ...]]:
    if not store.path.exists():
        return []
    with store.opened() as connection:
        return connection.execute(query).fetchall()


def _id(hour: str, folded: str, filters: str) -> str:
    """The same for the queries and clicks of one hour, one text and the same filters."""
    return hashlib.blake2b(f"{hour}\0{folded}\0{filters}".encode(), digest_size=16).hexdigest()


def _moment(hour: str) -> str:
    return f"{hour}:00:00+00:00"


def _attributes(filters: str, language: str, source: str, total: int | None) -> Json:
    found = {"filters": filters, "language": language, "source": source, "total": total}
    return {name: value for name, value in found.items() if value not in ("", None)}
