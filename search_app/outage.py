"""Is the engine away? Learnt from the requests that ask it, and told in the log once, not by each of them."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engines.port.errors import EngineAccessError, EngineError, EngineUnavailableError

LOG = logging.getLogger(__name__)
TOLD_ONCE = (EngineUnavailableError, EngineAccessError)
"""Errors that every request meets until somebody or something mends them."""
_LASTING = 3.0
"""Seconds after which an outage lasts: another node takes over in less, and then nobody is refused."""
_QUIET = 5.0
"""Seconds without a failure after which an outage is told to be over: one that flickers is told once."""


class Outage:
    """What is known of the engine's absence. Safe in threads.

    While it lasts, one request at a time asks the engine and the others fail at once: threads that all wait
    for an answer that does not come could not even say that the process lives. ``logged`` tells that it goes
    into the log, as a server wants it; a command tells its error itself.
    """

    def __init__(
        self, *, lasting: float = _LASTING, quiet: float = _QUIET, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lasting, self._quiet, self._clock = lasting, quiet, clock
        self._lock = threading.Lock()
        self._asking = threading.RLock()
        self._since: float | None = None
        self._began = self._last = 0.0
        self._told: set[str] = set()
        self.logged = False

    @property
    def lasts(self) -> bool:
        """Whether the engine has not answered for a while."""
        since = self._since
        return since is not None and self._clock() - since > self._lasting

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Around whatever asks the engine.

        Raises:
            EngineUnavailableError: another request is asking whether it is back.
        """
        alone = self.lasts
        if alone and not self._asking.acquire(blocking=False):
            raise EngineUnavailableError("The search engine is away; another request asks whether it is back")
        try:
            yield
        except TOLD_ONCE as error:
            self._failed(error)
            raise
        else:
            self._answered()
        finally:
            if alone:
                self._asking.release()

    def _failed(self, error: EngineError) -> None:
        with self._lock:
            now = self._clock()
            self._since = now if self._since is None else self._since
            if not self._told:
                self._began = now
            if self.logged and error.code not in self._told:
                LOG.error("%s: %s", error.code, error.message)
            self._told.add(error.code)
            self._last = now

    def _answered(self) -> None:
        if not self._told:
            return
        with self._lock:
            self._since = None
            if self._told and self._clock() - self._last > self._quiet:
                self._told.clear()
                if self.logged:
                    away = self._last - self._began
                    LOG.warning("The search engine answers again; it was away for %d s", away)
