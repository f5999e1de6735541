"""Which generation is being filled right now? A lock tells, which ends with its process in any case."""

import importlib
import os
from pathlib import Path
from typing import Any

_NAME = "filling"


class Filling:
    """A generation that this process fills, locked until ``done`` or until nobody holds this object."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
        locks = _locks()
        if locks is not None:
            locks.flock(self._file, locks.LOCK_EX)

    def done(self) -> None:
        """It is filled, or given up."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            (self.folder / _NAME).unlink(missing_ok=True)

    def __del__(self) -> None:
        self.done()


def is_filled_now(folder: Path) -> bool:
    """Whether a living process fills this generation."""
    locks = _locks()
    try:
        with (folder / _NAME).open("rb") as file:
            if locks is not None:
                locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _locks() -> Any:
    """The module for file locks, or None where the system has none such (Windows)."""
    try:
        return importlib.import_module("fcntl")
    except ImportError:
        return None
