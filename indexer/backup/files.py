"""Temporary and final files of a backup or a restore."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from indexer.errors import ArchiveCorruptError, ArchiveError, ArchiveVersionError, BackupError
from indexer.progress import Progress

_CHUNK = 1 << 20


def copied(source: IO[bytes], target: IO[bytes], progress: Progress) -> Iterator[bytes]:
    """Copy ``source`` to ``target``, a megabyte at a time. Yields each piece after writing it."""
    while chunk := source.read(_CHUNK):
        target.write(chunk)
        progress.advance()
        yield chunk


@contextmanager
def written(target: Path, *made: Path) -> Iterator[None]:
    """Turn disk errors into ours, and remove what was written so far."""
    try:
        yield
    except OSError as error:
        for path in made:
            remove(path)
        raise BackupError(
            f"{target} cannot be written: {error.strerror or error}. Check the folder and the free space."
        ) from error
    except ArchiveError as error:
        if isinstance(error, BackupError | ArchiveVersionError | ArchiveCorruptError):
            raise
        free = shutil.disk_usage(target.parent).free if target.parent.is_dir() else 0
        raise BackupError(f"{error.message} ({free // 1_000_000} MB are free in {target.parent}.)") from error


def remove(path: Path) -> None:
    """Delete a file if it exists and can be deleted."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power failure, on systems that support it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def megabytes(size: int) -> int:
    """Number of pieces that ``copied`` yields for ``size`` bytes."""
    return -(-size // _CHUNK)
