"""What is made of a whole index and kept in memory. It is made again when the index changes."""

import threading
import time
from collections.abc import Callable

from analyzers import FehrestError
from engines.port.engine import SearchEngine

LOOK_EVERY = 1.0
"""Seconds between two looks at the revision of the index."""


class CachedView[T]:
    """Something made of an engine's index. Safe in threads.

    The first use waits for it. When the index has changed, it is made again in the background, and the old
    one serves until then, also while the engine is away. ``look_every`` is the time between two looks at the
    revision of the index, in seconds.
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
        """What was made of the index as it is, or as it was a short while ago.

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
        """The same, but None while it is being made for the first time: no reader waits for it.

        Where ``prepare`` was not able to make it, it is tried again in the background.
        """
        if self._made is None and self._prepared:
            self._look()
            return None
        return None if self._made is None and self._making.locked() else self.get()

    def prepare(self) -> None:
        """Make it in a background thread, so that no reader waits."""
        self._prepared = True
        if self._made is None:
            self._look()

    def _look(self) -> None:
        """Check in the background whether the index has changed, as the engine may be away."""
        if self._making.locked() or time.monotonic() - self._looked < self._look_every:
            return
        self._looked = time.monotonic()
        threading.Thread(target=self._try, name="fehrest-cached-view", daemon=True).start()

    def _try(self) -> None:
        try:
            with self._making:
                self._remake()
        except FehrestError:
            # The generation may be gone by now, or the engine away; the next look tries again.
            return

    def _remake(self) -> tuple[int, T]:
        revision = self._engine.revision
        if self._made is None or self._made[0] != revision:
            self._made = (revision, self._make(self._engine))
        self._looked = time.monotonic()
        return self._made
