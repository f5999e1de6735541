"""Writes a backup of the archive."""

import hashlib
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from indexer.archive.schema import translated
from indexer.backup.files import copied, megabytes, remove, sync_folder, written
from indexer.backup.manifest import ARCHIVE, BESIDE, FORMAT, MANIFEST, Manifest
from indexer.errors import BackupError
from indexer.progress import Progress

_WAIT = 30.0
"""Seconds to wait for another process that has the archive locked."""


def back_up(archive: Path, target: Path, progress: Progress, *, replace: bool = False) -> Manifest:
    """Write a backup of an archive to ``target``, with the joined categories. Other processes may write
    meanwhile.

    The copy is one transaction of the archive, so it is consistent. ``target`` appears only when it is
    complete: a kill leaves nothing under that name, or the previous file.

    Args:
        archive: the SQLite file of the archive. It must exist.
        target: the file to write, best named ``.zip``.
        progress: counts megabytes.
        replace: whether an existing ``target`` is replaced.

    Raises:
        BackupError: ``target`` exists, or it cannot be written.
        ArchiveError: there is no archive, or it cannot be read.
    """
    if not archive.is_file():
        raise BackupError(f"There is no archive in {archive.parent}. Name its folder with --data.")
    if target.exists() and not replace:
        raise BackupError(f"{target} exists. Choose another name, or replace it with --force.")
    copy, part = (target.with_name(f".{target.name}.{os.getpid()}.{end}") for end in ("sqlite3", "part"))
    try:
        with written(target, copy, part):
            _snapshot(archive, copy)
            manifest = _describe(copy)
            beside = [path for name in BESIDE if (path := archive.with_name(name)).is_file()]
            _compress(copy, part, manifest, progress, beside)
            part.replace(target)
            sync_folder(target.parent)
    finally:
        remove(copy)
        remove(part)
    return manifest


def _snapshot(archive: Path, copy: Path) -> None:
    """VACUUM INTO copies one read transaction, so writers neither wait nor affect it."""
    address = f"{archive.absolute().as_uri()}?mode=ro"
    with translated(archive), closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))


def _describe(copy: Path) -> Manifest:
    with translated(copy), closing(sqlite3.connect(copy)) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        articles = database.execute("SELECT count(*) FROM articles WHERE deleted = 0").fetchone()[0]
        revision = database.execute("SELECT coalesce(max(revision), 0) FROM articles").fetchone()[0]
    with copy.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(FORMAT, version, created, articles, revision, copy.stat().st_size, digest)


def _compress(copy: Path, part: Path, manifest: Manifest, progress: Progress, beside: list[Path]) -> None:
    progress.total = megabytes(manifest.size)
    with part.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as backup:
            backup.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            with copy.open("rb") as source, backup.open(ARCHIVE, "w", force_zip64=True) as entry:
                for _ in copied(source, entry, progress):
                    pass
            for path in beside:
                backup.write(path, path.name)
        out.flush()
        os.fsync(out.fileno())
