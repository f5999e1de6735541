"""The SQLite file of the desk: sessions, and what editors decided."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from analyzers import FehrestError

NAME = "desk.sqlite3"
_OWNER_ONLY = 0o600
_VERSIONS = (
    (
        "CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "CREATE TABLE sessions (hash TEXT PRIMARY KEY, key TEXT NOT NULL, expires TEXT NOT NULL) STRICT",
        "CREATE TABLE decisions (id INTEGER PRIMARY KEY, verdict TEXT NOT NULL, kind TEXT NOT NULL, "
        "draft TEXT NOT NULL, other TEXT NOT NULL, title TEXT NOT NULL, user TEXT NOT NULL, "
        "made TEXT NOT NULL, undone TEXT) STRICT",
        "CREATE INDEX decisions_other ON decisions (other)",
        "CREATE TABLE decision_keys (key TEXT NOT NULL, decision INTEGER NOT NULL, "
        "PRIMARY KEY (key, decision)) STRICT, WITHOUT ROWID",
    ),
    (
        'CREATE TABLE edits (id INTEGER PRIMARY KEY, file TEXT NOT NULL, "before" TEXT NOT NULL, '
        '"after" TEXT NOT NULL, user TEXT NOT NULL, made TEXT NOT NULL) STRICT',
    ),
    (
        "CREATE TABLE story_edits (id INTEGER PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, "
        "one_title TEXT NOT NULL, other_title TEXT NOT NULL, same INTEGER NOT NULL, "
        '"before" INTEGER, user TEXT NOT NULL, made TEXT NOT NULL, undone TEXT) STRICT',
    ),
)
"""The statements that lead from each version of the schema to the next one. Only append to it."""


class DeskFileError(FehrestError):
    """The file of the desk cannot be used."""

    status = 503
    code = "desk-unavailable"


class DeskDatabase:
    """The desk's file in a data folder. A new one is created, one of an earlier version is migrated.

    Args:
        wait: seconds to wait for another process that writes.
    """

    def __init__(self, folder: Path, *, wait: float = 5.0) -> None:
        self.path, self._wait = Path(folder) / NAME, wait

    @property
    def exists(self) -> bool:
        """Whether anything was ever stored."""
        return self.path.exists()

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection within one transaction.

        Raises:
            DeskFileError: the file cannot be used, or a later version of Fehrest has made it.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
            with closing(sqlite3.connect(self.path, timeout=self._wait)) as connection, connection:
                connection.row_factory = sqlite3.Row
                connection.execute("BEGIN IMMEDIATE")
                _migrate(connection, self.path)
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise DeskFileError(f"The file of the desk {self.path} cannot be used: {error}") from error

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that does not wait for writers. The file must exist.

        Raises:
            DeskFileError: as ``opened``.
        """
        try:
            address = f"{self.path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=self._wait)) as connection:
                connection.row_factory = sqlite3.Row
                if connection.execute("PRAGMA user_version").fetchone()[0] != len(_VERSIONS):
                    with self.opened():
                        pass
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise DeskFileError(f"The file of the desk {self.path} cannot be used: {error}") from error

    @property
    def version(self) -> str:
        """A text that changes when the file does."""
        try:
            found = self.path.stat()
        except OSError:
            return ""
        return f"{found.st_mtime_ns} {found.st_size}"

    def secret(self) -> bytes:
        """The random secret of this desk."""
        with self.opened() as connection:
            made = ("csrf", secrets.token_hex(32))
            connection.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", made)
            row = connection.execute("SELECT value FROM secrets WHERE name = 'csrf'").fetchone()
        return bytes.fromhex(row[0])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_VERSIONS):
        raise DeskFileError(f"{path} was made by a later version of Fehrest. Install that version, or later")
    for statements in _VERSIONS[version:]:
        for statement in statements:
            connection.execute(statement)
    if version < len(_VERSIONS):
        connection.execute(f"PRAGMA user_version = {len(_VERSIONS)}")
