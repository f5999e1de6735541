"""What happens to the machine: its clock jumps, and its disk is full."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

_SMALL = 1_000_000_000
_BLOCK = 1 << 20


class Clock:
    """A clock for processes that are started with its ``environment``, while this process has the real one.

    Args:
        library: the file of libfaketime (Debian's package ``faketime`` has it).
        folder: where the offset is stored. Every process reads it again within a second.
    """

    def __init__(self, library: Path, folder: Path) -> None:
        self._library, self._file = library, folder / "clock"
        self.jump(0)

    def environment(self) -> Mapping[str, str]:
        """Environment variables of the processes."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            # A real clock that is set does not change the time since the start of the machine either.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, hours: int) -> None:
        """Set the clock this far ahead of the real one, or behind it if negative."""
        temporary = self._file.with_suffix(".new")
        temporary.write_text(f"{hours * 3600:+d}\n", "ascii")
        os.replace(temporary, self._file)


def is_small(folder: Path) -> bool:
    """Whether the file system of a folder is so small that it may be filled."""
    return shutil.disk_usage(folder).total < _SMALL


@contextmanager
def full_disk(folder: Path) -> Iterator[Callable[[], None]]:
    """A context manager: the file system of a folder has no free byte. What it gives makes room earlier."""
    ballast = folder / "ballast"
    make_room = partial(ballast.unlink, missing_ok=True)
    try:
        with ballast.open("wb", buffering=0) as file:
            for size in (_BLOCK, 4096, 1):
                with suppress(OSError):
                    while True:
                        file.write(b"\0" * size)
        yield make_room
    finally:
        make_room()
