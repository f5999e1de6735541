"""Reads a file of settings again when it changes while a service runs."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from analyzers import FehrestError

LOOK_EVERY = 1.0
"""Seconds between two checks of the file."""
_log = logging.getLogger(__name__)


class WatchedFile[T]:
    """What a file says at the moment. Thread-safe.

    A change is used from the next check on. If the file has an error, the previous value is kept and the
    error is logged: a file must not keep readers from searching.

    Args:
        read: reads the file; raises FehrestError if it has an error. It may be missing.
        value: what is used until the file was read without an error.
        look_every: seconds between two checks.
    """

    def __init__(
        self,
        path: Path,
        read: Callable[[Path], T],
        value: T,
        *,
        clock: Callable[[], float] = time.monotonic,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self.path, self._read, self._value = path, read, value
        self._clock, self._look_every = clock, look_every
        self.version = ""
        self._lock = threading.Lock()
        self._look()
        self._looked = clock()

    def get(self) -> T:
        """The value. Returns the same object until the file changes."""
        if self._clock() - self._looked >= self._look_every:
            with self._lock:
                if self._clock() - self._looked >= self._look_every:
                    self._looked = self._clock()
                    self._look()
        return self._value

    def _look(self) -> None:
        try:
            found = self.path.stat()
            version = f"{found.st_mtime_ns} {found.st_size}"
        except OSError:
            version = ""
        if version == self.version:
            return
        self.version = version
        try:
            self._value = self._read(self.path)
        except FehrestError as error:
            _log.warning("The changed file is not used: %s", error)
