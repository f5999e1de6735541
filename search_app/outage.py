"""Detects that the engine is unreachable, from the requests that use it, and logs it once."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engines.port.errors import EngineAccessError, EngineError, EngineUnavailableError

LOG = logging.getLogger(__name__)
TOLD_ONCE = (EngineUnavailableError, EngineAccessError)
"""Errors that every request gets until someone or something fixes them, so they are logged once."""
_LASTING = 3.0
"""Seconds after which failures count as an outage. Another node takes over in less, and then no request is
refused.
"""
_QUIET = 5.0
"""Seconds without a failure after which an outage is over, so that a flickering one is logged once."""


class Outage:
    """State of the engine's availability. Thread-safe.

    During an outage one request at a time tries the engine and the others fail at once. If all threads waited
    for a timeout, the service could not even answer ``/healthz``.

    Args:
        logged: log outages, as a server should. A command prints its error itself.
    """

    def __init__(
        self, *, lasting: float = _LASTING, quiet: float = _QUIET, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._lasting, self._quiet, self._clock = lasting, quiet, clock
        self._lock = threading.Lock()
        self._asking = threading.RLock()
        self._since: float | None = None
        self._began = self._last = 0.0
        self._reported: set[str] = set()
        self.logged = False

    @property
    def lasts(self) -> bool:
        """Whether the engine has not answered for a while."""
        since = self._since
        return since is not None and self._clock() - since > self._lasting

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Use it around all code that uses the engine.

        Raises:
            EngineUnavailableError: there is an outage, and another request is trying the engine.
        """
        alone = self.lasts
        if alone and not self._asking.acquire(blocking=False):
            raise EngineUnavailableError("The search engine cannot be reached; another request is trying it")
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
            if not self._reported:
                self._began = now
            if self.logged and error.code not in self._reported:
                LOG.error("%s: %s", error.code, error.message)
            self._reported.add(error.code)
            self._last = now

    def _answered(self) -> None:
        if not self._reported:
            return
        with self._lock:
            self._since = None
            if self._reported and self._clock() - self._last > self._quiet:
                self._reported.clear()
                if self.logged:
                    away = self._last - self._began
                    LOG.warning("The search engine answers again; it could not be reached for %d s", away)
