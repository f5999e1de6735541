"""Reads synonym files again when they change while a service runs."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from search.synonyms.files import shipped
from search.synonyms.groups import SynonymError
from search.synonyms.table import Synonyms

LOOK_EVERY = 1.0
"""Seconds between two checks of the files."""
_log = logging.getLogger(__name__)


def signature(folder: Path | None) -> str:
    """A text that changes when a relevant file is changed, added or renamed.

    Args:
        folder: the editor's folder, or None.
    """
    paths = [*shipped().values(), *(folder.glob("*.txt") if folder else ())]
    seen = sorted((str(path), found.st_mtime_ns, found.st_size) for path in paths for found in (path.stat(),))
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


class WatchedSynonyms:
    """The current synonyms of a folder. Thread-safe.

    A change is used from the next check on. If a changed file has an error, the previous synonyms are kept
    and the error is logged.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        look_every: float = LOOK_EVERY,
    ) -> None:
        """Read the files.

        Args:
            look_every: seconds between two checks.

        Raises:
            SynonymError: a file has an error.
        """
        self._folder, self._clock, self._look_every = folder, clock, look_every
        self.version = signature(folder)
        self._synonyms = Synonyms.load(folder)
        self._looked = clock()
        self._lock = threading.Lock()

    def get(self) -> Synonyms:
        """The synonyms. Returns the same object until a file changes."""
        if self._clock() - self._looked >= self._look_every:
            with self._lock:
                if self._clock() - self._looked >= self._look_every:
                    self._looked = self._clock()
                    self._look()
        return self._synonyms

    def _look(self) -> None:
        try:
            found = signature(self._folder)
            if found == self.version:
                return
            self.version = found
            self._synonyms = Synonyms.load(self._folder)
        except (SynonymError, OSError) as error:
            _log.warning("The changed synonyms are not used: %s", error)
