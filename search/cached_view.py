"""Keeps a value computed from a whole index in memory, and computes it again when the index changes."""

import threading
import time
from collections.abc import Callable
from math import inf, isfinite

from analyzers import FehrestError
from engines.port.engine import SearchEngine

LOOK_EVERY = 1.0
"""Seconds between two checks of the index's revision."""
REST = 10.0
"""While the index keeps changing, at most a tenth of the time is spent on computing the value again."""
_EARLIER = -1


class CachedView[T]:
    """A value computed from an engine's index. Thread-safe.

    The first use waits until it is computed. When the index has changed, it is computed again in a background
    thread; until then the old value is used, also while the engine is unreachable.

    Args:
        look_every: seconds between two checks of the index's revision; infinite for no check at all.
        rest: after a computation the next one waits for this many times the time that it took.
        earlier: a value of an earlier state of the index, which is used until the first computation ends.
    """

    def __init__(
        self,
        engine: SearchEngine,
        make: Callable[[SearchEngine], T],
        *,
        look_every: float = LOOK_EVERY,
        rest: float = REST,
        earlier: T | None = None,
    ) -> None:
        self._engine = engine
        self._make = make
        self._look_every, self._rest = look_every, rest
        self._making = threading.Lock()
        self._made: tuple[int, T] | None = None if earlier is None else (_EARLIER, earlier)
        self._next_look = 0.0 if isfinite(look_every) else inf
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

    @property
    def known(self) -> T | None:
        """What was made last, if anything was; nothing is made for it."""
        return self._made[1] if self._made else None

    @property
    def state(self) -> int | None:
        """The revision of the index that the value was made from; negative for an earlier index."""
        made = self._made
        return made[0] if made else None

    def prepare(self) -> None:
        """Compute the value in a background thread."""
        self._prepared = True
        if self._made is None or self._made[0] == _EARLIER:
            self._look()

    def _look(self) -> None:
        """Check in the background whether the index has changed, as the engine may be away."""
        if self._making.locked() or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + self._look_every
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
        began, pause = time.monotonic(), self._look_every
        if self._made is None or self._made[0] != revision:
            self._made = (revision, self._make(self._engine))
            pause = max(pause, self._rest * (time.monotonic() - began))
        self._next_look = time.monotonic() + pause
        return self._made
