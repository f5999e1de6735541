"""Opens, checks and creates the archive's file, and maps its driver's errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from indexer.archive.tables import APPLICATION_ID, STEPS, VERSION
from indexer.errors import (
    ArchiveBusyError,
    ArchiveCorruptError,
    ArchiveError,
    ArchiveUnwritableError,
    ArchiveVersionError,
)

_MARK = """INSERT OR IGNORE INTO marks
    SELECT max(revision), lower(hex(randomblob(8))) FROM articles HAVING max(revision) > 0"""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}


def connect(path: Path, wait: float) -> sqlite3.Connection:
    """Open the archive, or create it if it does not exist. Raises a subclass of ArchiveError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveUnwritableError(
            f"The folder {path.parent} cannot be created ({error.strerror}). Use another folder."
        ) from error
    with translated(path):
        try:
            connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
            return _prepared(connection, path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _READ_ONLY or not path.exists():
                raise
            return _connect_to_read(path, wait)


def _connect_to_read(path: Path, wait: float) -> sqlite3.Connection:
    """An archive whose folder cannot be written, for reading.

    SQLite cannot make the files next to it that it shares with writers. If a writer has made them, they are
    used; otherwise nobody writes, and the file is read as one that does not change.
    """
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        return _prepared(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True), path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _READ_ONLY:
            raise
    address += "&immutable=1"
    return _prepared(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True), path)


def _prepared(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if version < VERSION:
        with transaction(connection):
            done = _version(connection, path)  # another process may have migrated it in the meantime
            for step in (step for steps in STEPS[done:] for step in steps):
                connection.execute(step) if isinstance(step, str) else step(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (tables or version or application):
        raise ArchiveCorruptError(f"{path} is another program's database. Use another folder.")
    if version > VERSION:
        raise ArchiveVersionError(
            f"The archive {path} has format {version}, this program reads up to {VERSION}; "
            "update Fehrest, or go back to a backup from before the upgrade: fehrest restore FILE."
        )
    return version


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction. It takes the write lock at once, so that a busy archive is noticed before any work."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute(_MARK)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_our_words(error, path) from error


def _in_our_words(error: sqlite3.Error, path: Path) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the class of the error
    if code in _BUSY:
        return ArchiveBusyError(
            f"Another process is writing to the archive {path}. Try again when it is done."
        )
    if code in _BROKEN:
        return ArchiveCorruptError(
            f"{path} is not an archive or is damaged ({error}). Move it away and ingest the sources again."
        )
    if code in _UNWRITABLE:
        return ArchiveUnwritableError(
            f"The archive {path} cannot be written ({error}). Check permissions and free space."
        )
    return ArchiveError(f"The archive {path} cannot be used: {error}.")
