"""File locks: which generation is being filled, and who changes the list of generations.

The operating system releases such a lock when its process ends.
"""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAME = "filling"


class Filling:
    """A generation that this process is filling. It is locked until ``done`` is called or this object is
    deleted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o644)
        locks = file_locks()
        if locks is not None:
            locks.flock(self._file, locks.LOCK_EX)

    def done(self) -> None:
        """Release the lock: the generation is complete or abandoned."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            (self.folder / _NAME).unlink(missing_ok=True)

    def __del__(self) -> None:
        self.done()


def is_filled_now(folder: Path) -> bool:
    """Whether a running process is filling this generation."""
    locks = file_locks()
    try:
        with (folder / _NAME).open("rb") as file:
            if locks is not None:
                locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is created if missing. Waits until the lock is free.

    Raises:
        OSError: the file cannot be written.
    """
    locks = file_locks()
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if locks is not None:
            locks.flock(file, locks.LOCK_EX)
        yield
    finally:
        os.close(file)


def file_locks() -> Any:
    """The module for file locks, or None on a system without them (Windows)."""
    try:
        return importlib.import_module("fcntl")
    except ImportError:
        return None
