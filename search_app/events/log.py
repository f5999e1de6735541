"""Takes events from requests, and writes them in a thread. A request never waits for the file.

Each process of a service has its own queue and thread. When the queue is full, events are dropped and
counted.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from search_app.events.model import Event
from search_app.events.store import EventsError, EventStore
from search_app.settings import Settings

LOG = logging.getLogger(__name__)
WAITING = 1_000
"""Maximum number of events that wait to be written."""
_TOGETHER = 200
"""Maximum number of events in one transaction."""
_PURGE_EVERY = 3600.0
"""Seconds between two purges."""
Observe = Callable[[str, int], None]
"""Called with ``stored``, ``ignored`` or ``dropped`` and a number of events."""


def _observe_nothing(result: str, number: int) -> None:
    """Without metrics nobody counts."""


class EventLog:
    """Stores events if the setting is on. Thread-safe. The thread starts with the first event.

    Args:
        waiting: maximum number of events that wait to be written.
        clock: returns the current time.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        store: EventStore | None = None,
        waiting: int = WAITING,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.on = settings.events == "on"
        self.observe: Observe = _observe_nothing
        self._settings, self._clock = settings, clock
        self._store = store or EventStore(settings.data)
        self._queue: queue.Queue[Event] = queue.Queue(waiting)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._failing = False

    def put(self, events: Iterable[Event]) -> None:
        """Take events, or drop them if too many wait. Does nothing if the setting is off."""
        for event in events if self.on else ():
            if not event.query.is_stored:
                self.observe("ignored", 1)
                continue
            try:
                self._queue.put_nowait(event)
            except queue.Full:
                self.observe("dropped", 1)
                continue
            self._start()

    def flush(self) -> None:
        """Wait until all events that were taken are written or dropped."""
        self._queue.join()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="fehrest-events", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        purged = -_PURGE_EVERY
        while True:
            batch = [self._queue.get()]
            while len(batch) < _TOGETHER and not self._queue.empty():
                batch.append(self._queue.get())
            try:
                self._write(batch)
                if time.monotonic() - purged >= _PURGE_EVERY:
                    purged = time.monotonic()
                    self._purge()
            finally:
                for _ in batch:
                    self._queue.task_done()

    def _write(self, batch: list[Event]) -> None:
        try:
            left_out = self._store.add(batch, self._clock())
        except EventsError as error:
            left_out = len(batch)
            if not self._failing:
                LOG.warning("Queries and clicks are not stored for now: %s", error.message)
            self._failing = True
        else:
            self._failing = False
        self.observe("stored", len(batch) - left_out)
        self.observe("dropped", left_out)

    def _purge(self) -> None:
        try:
            purge(self._store, self._settings, self._clock())
        except EventsError as error:
            LOG.warning("Old queries and clicks are not deleted for now: %s", error.message)


def purge(store: EventStore, settings: Settings, now: datetime) -> int:
    """Delete what the settings do not keep. Returns the number of deleted rows."""
    return store.purge(now, days=settings.events_days, least=settings.events_least)
