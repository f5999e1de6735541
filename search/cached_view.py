"""Keeps a value computed from a whole index in memory, and computes it again when the index changes."""

import threading
import time
from collections.abc import Callable

from analyzers import FehrestError
from engines.port.engine import SearchEngine

LOOK_EVERY = 1.0
"""Seconds between two checks of the index's revision."""


class CachedView[T]:
    """A value computed from an engine's index. Thread-safe.

    The first use waits until it is computed. When the index has changed, it is computed again in a background
    thread; until then the old value is used, also while the engine is unreachable.

    Args:
        look_every: seconds between two checks of the index's revision.
    """

    def __init__(
        self, engine: SearchEngine, make: Callable[[SearchEngine], T], *, look_every: float = LOOK_EVERY
    ) -> None:
        self._engine = engine
        self._make = make
        self._look_every = look_every
        self._making = threading.Lock()
        self._made: tuple[int, T] | None = None
        self._looked = -look_every
        self._prepared = False

    def get(self) -> T:
        """The value for the current index, or for its state a moment ago.

        Raises:
            EngineError: the index cannot be read.
        """
        made = self._made
        if made is None:
            with self._making:
                return (self._made or self._remake())[1]
        self._look()
        return made[1]

    def get_unless_making(self) -> T | None:
        """Like ``get``, but returns None while the value is computed for the first time, so that no reader
        waits.

        If ``prepare`` failed, it is tried again in the background.
        """
        if self._made is None and self._prepared:
            self._look()
            return None
        return None if self._made is None and self._making.locked() else self.get()

    def prepare(self) -> None:
        """Compute the value in a background thread."""
        self._prepared = True
        if self._made is None:
            self._look()

    def _look(self) -> None:
        """Check in the background whether the index has changed, because the engine may be unreachable."""
        if self._making.locked() or time.monotonic() - self._looked < self._look_every:
            return
        self._looked = time.monotonic()
        threading.Thread(target=self._try, name="fehrest-cached-view", daemon=True).start()

    def _try(self) -> None:
        try:
            with self._making:
                self._remake()
        except FehrestError:
            # The generation may be deleted by now, or the engine unreachable. The next check tries again.
            return

    def _remake(self) -> tuple[int, T]:
        revision = self._engine.revision
        if self._made is None or self._made[0] != revision:
            self._made = (revision, self._make(self._engine))
        self._looked = time.monotonic()
        return self._made
