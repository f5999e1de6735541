"""Reads the file of rules again when it changes while a service runs."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from search.rules.files import RuleError, read_rules
from search.rules.model import NO_RULES, Rules

LOOK_EVERY = 1.0
"""Seconds between two checks of the file."""
_log = logging.getLogger(__name__)


class WatchedRules:
    """The current rules of a file. Thread-safe. A missing file has none.

    A change is used from the next check on. If the file has an error, the previous rules are kept (none at
    the start) and the error is logged: rules must not keep readers from searching.

    Args:
        look_every: seconds between two checks.
    """

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.monotonic, look_every: float = LOOK_EVERY
    ) -> None:
        self.path, self._clock, self._look_every = path, clock, look_every
        self.version, self._rules = "", NO_RULES
        self._lock = threading.Lock()
        self._look()
        self._looked = clock()

    def get(self) -> Rules:
        """The rules. Returns the same object until the file changes."""
        if self._clock() - self._looked >= self._look_every:
            with self._lock:
                if self._clock() - self._looked >= self._look_every:
                    self._looked = self._clock()
                    self._look()
        return self._rules

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
            self._rules = Rules(read_rules(self.path))
        except RuleError as error:
            _log.warning("The changed rules are not used: %s", error)
