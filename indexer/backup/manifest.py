"""The manifest of a backup, and how a backup is opened."""

import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.archive.tables import VERSION
from indexer.errors import ArchiveVersionError, BackupError

FORMAT = 1
"""The layout of a backup. Increased when an older program could not read the newer file."""
MANIFEST, ARCHIVE = "manifest.json", "archive.sqlite3"
BESIDE = ("categories.toml",)
"""Files next to the archive that a backup has as well, if they exist."""
UNREADABLE = (KeyError, TypeError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What reading a damaged ZIP file raises."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. ``size`` (in bytes) and ``sha256`` (in hexadecimal) are those of the
    database.
    """

    format: int
    archive_format: int
    created: str
    articles: int
    revision: int
    size: int
    sha256: str


def read_manifest(file: Path) -> Manifest:
    """Read the manifest of a backup.

    Raises:
        BackupError: the file cannot be read or is not a backup.
        ArchiveVersionError: a newer version of Fehrest wrote it.
    """
    with opened(file) as backup:
        return manifest_of(backup, file)


def manifest_of(backup: zipfile.ZipFile, file: Path) -> Manifest:
    """Read the manifest of an open backup. ``file`` is its name for messages. Raises as ``read_manifest``
    does.
    """
    try:
        found: dict[str, Any] = json.loads(backup.read(MANIFEST))
        formats = int(found["format"]), int(found["archive_format"])
        if formats[0] > FORMAT or formats[1] > VERSION:
            raise ArchiveVersionError(
                f"{file} was written by a newer version of Fehrest (backup format {formats[0]}, "
                f"archive format {formats[1]}; this program reads up to {FORMAT} and {VERSION}). "
                "Update Fehrest."
            )
        return Manifest(**{name: found[name] for name in Manifest.__slots__})
    except UNREADABLE as error:
        raise damaged(file, f"its manifest cannot be read ({error})") from error


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a backup for reading.

    Raises:
        BackupError: the file cannot be read or is not a ZIP file.
    """
    try:
        if not file.is_file():
            raise BackupError(f"{file} is not a file. Name a backup that `fehrest backup` wrote.")
        backup = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise damaged(file, str(error)) from error
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}.") from error
    with backup:
        yield backup


def damaged(file: Path, why: str) -> BackupError:
    """The error for a backup that was truncated or changed."""
    return BackupError(f"{file} is not a complete backup: {why}. Nothing was changed; use another backup.")
