"""What an engine in a folder reports of its index: the state file has it."""

from datetime import datetime
from pathlib import Path

from engines.folders.state import State, changed_at, read_state
from engines.port.origin import Origin


class Marks:
    """A part of an engine: the marks of the last commit.

    Args:
        folder: the folder of the index.
        state: its state when it was opened.
    """

    def __init__(self, folder: Path, state: State) -> None:
        self._folder, self._state = folder, state

    @property
    def revision(self) -> int:
        """The last committed revision of the archive."""
        return read_state(self._folder).revision

    @property
    def changed(self) -> datetime:
        """When the last commit was."""
        return changed_at(self._folder)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the analyzers that made the tokens."""
        return self._state.fingerprint

    @property
    def origin(self) -> Origin:
        """What the last commit was made from."""
        return read_state(self._folder).origin
