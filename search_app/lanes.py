"""Separate queues and threads for quick, normal, costly and heavy requests, so that none blocks the others.

waitress has one queue for all requests. Here each kind of request has its own queue and threads. A full queue
refuses at once with 503 instead of growing.
"""

import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

from waitress.task import ThreadedTaskDispatcher  # type: ignore[import-untyped]

from engines.port.fields import FIELDS

REFUSED = "FEHREST_REFUSED"
"""Header that marks a request whose queue is full. The application answers it with 503."""
MAX_WAITING = 64
"""Maximum number of searches that wait for a thread."""
MAX_HEAVY_WAITING = 4
"""Maximum number of heavy requests that wait for a thread."""
MAX_COSTLY_WAITING = 16
"""Maximum number of costly searches that wait for a thread."""
PLAIN_WORDS = 8
"""A search with more words than this is costly."""
PLAIN_SIZE = 50
"""A search for more hits on a page than this is costly."""
PLAIN_CHOICES = 3
"""A search with choices in more facets than this is costly: each of them takes a pass of its own."""
WRITE_THREADS = 2
"""Requests that store articles at the same time. They wait for the index and need little processor time."""
MAX_WRITES_WAITING = 32
"""Maximum number of such requests that wait for a thread."""
WRITES = ("/api/v1/articles", "/api/v1/hooks/")
"""Addresses whose requests have large bodies."""
DEEP = 1_000
"""A page is heavy from this hit number on: engines sort all hits before it."""
_READY = ("/readyz",)
_QUICK = ("/healthz", "/robots.txt", "/static/", "/opensearch.xml", "/api/v1/openapi.json", "/api/v1/docs")
_HEAVY = ("/results.", "/sitemap", "/facets/", "/api/v1/facets/")
_EVENTS = ("/events", "/api/v1/events")
_HEAVY_POSTS = ("/api/v1/multi-search",)
_COSTLY_SIGNS = frozenset('*?~"\u201c\u201d\u201e\u00ab\u00bb')
"""Signs of patterns, fuzzy words and phrases."""
_QUEUE_LOG = logging.getLogger("search_app.lanes.queue")
_QUEUE_LOG.setLevel(logging.ERROR)
_COSTLY_FLAGS = ("explain", "match")


class Lane(StrEnum):
    """A kind of request."""

    QUICK = "quick"
    """Does not use the engine, so it is always answered."""
    READY = "ready"
    """Checks whether the engine answers, which may take as long as its timeout."""
    SEARCH = "search"
    COSTLY = "costly"
    """A search with patterns, phrases, many words or many hits. It may take ten times as long as most."""
    WRITE = "write"
    """Stores articles, and waits a moment until they are indexed."""
    HEAVY = "heavy"
    """Reads a lot: files of results, sitemaps, all values of a facet, pages with high numbers."""


def lane_of(path: str, query: str, method: str = "GET") -> Lane:
    """The lane of a request.

    Args:
        path: the path of the address.
        query: the query string, without the question mark.
        method: the method in capitals.
    """
    if method == "OPTIONS" or path.startswith(_QUICK):
        return Lane.QUICK
    if path.startswith(_READY):
        return Lane.READY
    if method in ("PUT", "DELETE") or (method == "POST" and path.startswith(WRITES)):
        return Lane.WRITE
    if path.startswith(_HEAVY) or path == "/api/v1/articles":
        return Lane.HEAVY
    if path in _EVENTS:
        return Lane.SEARCH
    if method == "POST":
        return Lane.HEAVY if path.startswith(_HEAVY_POSTS) else Lane.COSTLY
    try:
        given = parse_qs(query, max_num_fields=200)
    except ValueError:
        return Lane.SEARCH
    if _last_hit(given) > DEEP:
        return Lane.HEAVY
    return Lane.COSTLY if _is_costly(given) else Lane.SEARCH


def _last_hit(given: dict[str, list[str]]) -> int:
    if "page" not in given:
        return 0
    page, size = (_number(given.get(name, ["10"])[0]) for name in ("page", "size"))
    return page * size


def _is_costly(given: dict[str, list[str]]) -> bool:
    text = given.get("q", [""])[0]
    return (
        len(text.split()) > PLAIN_WORDS
        or not _COSTLY_SIGNS.isdisjoint(text)
        or _number(given.get("size", [""])[0]) > PLAIN_SIZE
        or len(given.keys() & set(FIELDS.facets)) > PLAIN_CHOICES
        or any(name in given for name in _COSTLY_FLAGS)
    )


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class Lanes:
    """A task dispatcher for waitress. ``spooled`` returns the bytes of responses that wait for slow
    readers.
    """

    def __init__(self, threads: int, heavy: int, spool: int) -> None:
        counts = {Lane.QUICK: 1, Lane.READY: 1, Lane.SEARCH: threads, Lane.COSTLY: 1, Lane.HEAVY: heavy}
        counts[Lane.WRITE] = WRITE_THREADS
        self._most = {
            Lane.READY: MAX_WAITING,
            Lane.SEARCH: MAX_WAITING,
            Lane.COSTLY: MAX_COSTLY_WAITING,
            Lane.HEAVY: MAX_HEAVY_WAITING,
            Lane.WRITE: MAX_WRITES_WAITING,
        }
        self._spool = spool
        self._dispatchers = {lane: _Queue() for lane in counts}
        for lane, count in counts.items():
            self._dispatchers[lane].set_thread_count(count)
        self.spooled: Callable[[], int] = lambda: 0

    def add_task(self, channel: Any) -> None:
        """Queue the first request of a connection, or refuse it if its lane is full."""
        request = channel.requests[0]
        request.headers.pop(REFUSED, None)
        lane = Lane.QUICK if request.error else lane_of(request.path, request.query, request.command)
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
    """waitress's queue and threads. It does not log each request that waits: a queue that is full says so."""

    queue_logger = _QUEUE_LOG

    @property
    def waiting(self) -> int:
        """Number of requests that no thread has taken yet."""
        return len(self.queue)
