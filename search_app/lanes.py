"""Separate queues and threads for quick, normal and heavy requests, so that exports do not block searches.

waitress has one queue for all requests. Here each kind of request has its own queue and threads. A full queue
refuses at once with 503 instead of growing.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

from waitress.task import ThreadedTaskDispatcher  # type: ignore[import-untyped]

REFUSED = "FEHREST_REFUSED"
"""Header that marks a request whose queue is full. The application answers it with 503."""
MAX_WAITING = 64
"""Maximum number of searches that wait for a thread."""
MAX_HEAVY_WAITING = 4
"""Maximum number of heavy requests that wait for a thread."""
DEEP = 1_000
"""A page is heavy from this hit number on: engines sort all hits before it."""
_QUICK = ("/healthz", "/robots.txt", "/static/", "/opensearch.xml")
_HEAVY = ("/results.", "/sitemap", "/facets/", "/api/v1/facets/")


class Lane(StrEnum):
    """A kind of request."""

    QUICK = "quick"
    """Does not use the engine, so it is always answered."""
    SEARCH = "search"
    HEAVY = "heavy"
    """Reads a lot: files of results, sitemaps, all values of a facet, pages with high numbers."""


def lane_of(path: str, query: str) -> Lane:
    """The lane of a request.

    Args:
        path: the path of the address.
        query: the query string, without the question mark.
    """
    if path.startswith(_QUICK):
        return Lane.QUICK
    heavy = path.startswith(_HEAVY) or _last_hit(query) > DEEP
    return Lane.HEAVY if heavy else Lane.SEARCH


def _last_hit(query: str) -> int:
    if "page" not in query:
        return 0
    try:
        given = parse_qs(query, max_num_fields=200)
        page, size = (_number(given.get(name, ["10"])[0]) for name in ("page", "size"))
    except ValueError:
        return 0
    return page * size


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class Lanes:
    """A task dispatcher for waitress. ``spooled`` returns the bytes of responses that wait for slow
    readers.
    """

    def __init__(self, threads: int, heavy: int, spool: int) -> None:
        counts = {Lane.QUICK: 1, Lane.SEARCH: threads, Lane.HEAVY: heavy}
        self._most = {Lane.SEARCH: MAX_WAITING, Lane.HEAVY: MAX_HEAVY_WAITING}
        self._spool = spool
        self._dispatchers = {lane: _Queue() for lane in counts}
        for lane, count in counts.items():
            self._dispatchers[lane].set_thread_count(count)
        self.spooled: Callable[[], int] = lambda: 0

    def add_task(self, channel: Any) -> None:
        """Queue the first request of a connection, or refuse it if its lane is full."""
        request = channel.requests[0]
        request.headers.pop(REFUSED, None)
        lane = Lane.QUICK if request.error else lane_of(request.path, request.query)
        if self._is_full(lane):
            request.headers[REFUSED] = lane.value
            lane = Lane.QUICK
        self._dispatchers[lane].add_task(channel)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Let running requests finish. waitress calls this."""
        done = [queue.shutdown(cancel_pending, timeout) for queue in self._dispatchers.values()]
        return all(done)

    def _is_full(self, lane: Lane) -> bool:
        if lane is Lane.QUICK:
            return False
        if lane is Lane.HEAVY and self.spooled() > self._spool:
            return True
        return self._dispatchers[lane].waiting >= self._most[lane]


class _Queue(ThreadedTaskDispatcher):  # type: ignore[misc]
    """waitress's queue and threads."""

    @property
    def waiting(self) -> int:
        """Number of requests that no thread has taken yet."""
        return len(self.queue)
