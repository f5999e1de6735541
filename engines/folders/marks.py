"""What an engine in a folder reports of its index: the state file has it."""

from datetime import UTC, datetime
from pathlib import Path

from engines.folders.state import State, read_state, stamp_of
from engines.port.errors import EngineError
from engines.port.origin import Origin


class Marks:
    """A part of an engine: the marks of the last commit.

    Args:
        folder: the folder of the index.
        state: its state when it was opened.
    """

    def __init__(self, folder: Path, state: State) -> None:
        self._folder, self._state = folder, state
        self._last: tuple[tuple[int, int], State] = ((0, 0), state)
        self._read()

    @property
    def revision(self) -> int:
        """The last committed revision of the archive."""
        return self._read()[1].revision

    @property
    def changed(self) -> datetime:
        """When the last commit was, to the second, in UTC."""
        (_, nanoseconds), _ = self._read()
        return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the analyzers that made the tokens."""
        return self._state.fingerprint

    @property
    def origin(self) -> Origin:
        """What the last commit was made from."""
        return self._read()[1].origin

    def _read(self) -> tuple[tuple[int, int], State]:
        """The state with the number and the time of its file. It is only read again if the file was replaced:
        each request asks several times.

        The last known one if the folder was removed: two swaps do that while requests still use it.
        """
        try:
            stamp = stamp_of(self._folder)
            if stamp != self._last[0]:
                self._last = stamp, read_state(self._folder)
        except EngineError:
            if self._folder.exists():
                raise
        return self._last
