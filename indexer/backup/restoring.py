"""Restores the archive from a backup."""

import hashlib
import os
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer.archive.schema import connect, translated
from indexer.archive.tables import APPLICATION_ID
from indexer.backup.files import copied, megabytes, remove, sync_folder, written
from indexer.backup.manifest import ARCHIVE, BESIDE, UNREADABLE, Manifest, damaged, manifest_of, opened
from indexer.errors import ArchiveCorruptError, ArchiveVersionError
from indexer.progress import Progress

_PAGES = 256
"""Pages of the database that are copied in one step: a megabyte."""
_WAIT = 30.0
"""Seconds to wait for another process that writes to the archive."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore. ``kept`` is the copy of what was replaced, or None."""

    manifest: Manifest
    kept: Path | None


def restore(file: Path, archive: Path, progress: Progress, *, pages: int = _PAGES) -> Restored:
    """Replace an archive by a backup, after checking every byte of it.

    The new content is written in one transaction. So a process that has the archive open continues with the
    new content, and a kill leaves either the old or the new. An archive that is too damaged for this is moved
    away.

    Args:
        file: a backup from ``back_up``.
        archive: the SQLite file of the archive; created with its folder if missing.
        progress: counts megabytes that are checked and written.
        pages: number of pages of 4 KB that are copied in one step.

    Raises:
        BackupError: the file is not a backup or is damaged, or the disk cannot be written; nothing was
        changed.
        ArchiveVersionError: a newer version of Fehrest wrote it; nothing was changed.
        ArchiveBusyError: another process holds the archive's write lock; nothing was changed.
    """
    unpacked = archive.with_name(f".{archive.name}.{os.getpid()}.restoring")
    try:
        with opened(file) as backup, written(archive, unpacked):
            manifest = manifest_of(backup, file)
            archive.parent.mkdir(parents=True, exist_ok=True)
            _unpack(backup, manifest, file, unpacked, progress)
            beside = _read_beside(backup, file)
        _check_database(unpacked, file)
        with written(archive):
            for name, content in beside.items():
                _replace_beside(archive.with_name(name), content)
        return Restored(manifest, _put_in_place(unpacked, archive, progress, pages))
    finally:
        remove(unpacked)


def _unpack(
    backup: zipfile.ZipFile, manifest: Manifest, file: Path, unpacked: Path, progress: Progress
) -> None:
    progress.total = 2 * megabytes(manifest.size)
    digest, size = hashlib.sha256(), 0
    try:
        with backup.open(ARCHIVE) as entry, unpacked.open("wb") as out:
            for chunk in copied(entry, out, progress):
                digest.update(chunk)
                size += len(chunk)
                if size > manifest.size:
                    break
            out.flush()
            os.fsync(out.fileno())
    except UNREADABLE as error:
        raise damaged(file, str(error)) from error
    if size != manifest.size or digest.hexdigest() != manifest.sha256:
        raise damaged(file, "the checksum differs")


def _read_beside(backup: zipfile.ZipFile, file: Path) -> dict[str, bytes]:
    """The other files of a backup, with their names."""
    try:
        return {name: backup.read(name) for name in BESIDE if name in backup.namelist()}
    except UNREADABLE as error:
        raise damaged(file, str(error)) from error


def _replace_beside(path: Path, content: bytes) -> None:
    """Write a file in one step. A different one that was there is kept, as the archive is."""
    if path.exists() and path.read_bytes() != content:
        path.replace(_kept_name(path))
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _kept_name(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return path.with_name(f"{path.stem}-before-{stamp}{path.suffix}")


def _check_database(unpacked: Path, file: Path) -> None:
    try:
        with closing(sqlite3.connect(unpacked)) as database:
            application = database.execute("PRAGMA application_id").fetchone()[0]
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise damaged(file, str(error)) from error
    if application != APPLICATION_ID or found != "ok":
        raise damaged(file, found if found != "ok" else "it contains another program's database")


def _put_in_place(unpacked: Path, archive: Path, progress: Progress, pages: int) -> Path | None:
    """Make the unpacked database the archive. Returns the path of the copy of the previous one."""
    if not archive.exists():
        _drop_journals(archive)
        unpacked.replace(archive)
        sync_folder(archive.parent)
        return None
    kept = _kept_name(archive)
    if not _looks_whole(archive):
        _move_away(unpacked, archive, kept)
        return kept
    try:
        _overwrite(unpacked, archive, kept, progress, pages)
    except (ArchiveCorruptError, ArchiveVersionError):
        remove(kept)
        _move_away(unpacked, archive, kept)
    return kept


def _looks_whole(archive: Path) -> bool:
    """Whether it begins like an SQLite file. Opening one that does not would delete its journal."""
    with archive.open("rb") as file:
        return file.read(16) in (b"", b"SQLite format 3\0")


def _overwrite(unpacked: Path, archive: Path, kept: Path, progress: Progress, pages: int) -> None:
    with closing(connect(archive, _WAIT)) as target, translated(archive):
        while True:
            before = target.execute("PRAGMA data_version").fetchone()
            remove(kept)
            target.execute("VACUUM INTO ?", (str(kept),))
            # Another process may have written since; then the copy would lack that.
            if target.execute("PRAGMA data_version").fetchone() == before:
                break
        with closing(sqlite3.connect(unpacked)) as source:
            source.backup(target, pages=pages, progress=lambda *_: progress.advance())


def _move_away(unpacked: Path, archive: Path, kept: Path) -> None:
    """The damaged file keeps its journal under the new name, so nothing of it is lost."""
    os.link(archive, kept)
    journal = archive.with_name(f"{archive.name}-wal")
    if journal.exists():
        journal.replace(kept.with_name(f"{kept.name}-wal"))
    _drop_journals(archive)
    unpacked.replace(archive)
    sync_folder(archive.parent)


def _drop_journals(archive: Path) -> None:
    """A journal of another database would be replayed into this one."""
    for end in ("-wal", "-shm"):
        remove(archive.with_name(archive.name + end))
