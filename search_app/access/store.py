"""The keys of a data folder, in one SQLite file that holds only their hashes.

Every request reads the file, so a key that was revoked stops working at once in every process of a service.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analyzers import FehrestError
from search_app.access.keys import Key, KeyFormError, Role, digest, id_in, is_same, new_secret

NAME = "keys.sqlite3"
_SCHEMA = """CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL, origins TEXT NOT NULL,
    scope TEXT NOT NULL, rate TEXT NOT NULL, created TEXT NOT NULL, revoked TEXT) STRICT"""
_COLUMNS = "id, name, role, origins, scope, rate, created, revoked"
_WAIT = 5.0
_OWNER_ONLY = 0o600


class KeyFileError(FehrestError):
    """The file of keys cannot be used."""

    status = 503
    code = "keys-unavailable"


class UnknownKeyError(FehrestError):
    """There is no such key."""

    status = 404
    code = "unknown-key"


class KeyStore:
    """The keys in a folder. Thread-safe. A folder without the file has no keys.

    Every method raises KeyFileError if the file cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / NAME

    def create(self, key: Key) -> str:
        """Store a key under a new id. Returns the whole key, which is stored nowhere.

        Args:
            key: its ``id`` is ignored.

        Raises:
            KeyFormError: a valid key has this name.
        """
        if any(known.name == key.name and not known.revoked for known in self.all()):
            raise KeyFormError(
                f"There is a key named {key.name!r}. Revoke it first: fehrest keys revoke NAME"
            )
        id_, written = new_secret()
        origins, scope = json.dumps(key.origins), json.dumps(key.scope, ensure_ascii=False)
        row = (id_, key.name, key.role, digest(written), origins, scope, key.rate, key.created.isoformat())
        with self._writing() as connection:
            connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
        return written

    def revoke(self, name: str) -> Key:
        """Make a key invalid. It stays in the list.

        Args:
            name: its name or id.

        Raises:
            UnknownKeyError: no valid key has this name or id.
        """
        found = [key for key in self.all() if name in (key.name, key.id) and not key.revoked]
        if not found:
            raise UnknownKeyError(f"There is no valid key {name!r}. List them: fehrest keys list")
        with self._writing() as connection:
            now = datetime.now(UTC).isoformat()
            connection.execute("UPDATE keys SET revoked = ? WHERE id = ?", (now, found[0].id))
        return found[0]

    def all(self) -> list[Key]:
        """All keys, also revoked ones, in the order of their creation."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM keys ORDER BY created, id")  # noqa: S608
        return [_key(row) for row in rows]

    def find(self, written: str) -> Key | None:
        """The valid key that a request sent; None if it is unknown, wrong or revoked."""
        id_ = id_in(written)
        rows = self._rows(f"SELECT {_COLUMNS}, hash FROM keys WHERE id = ?", id_) if id_ else []  # noqa: S608
        if not rows or not is_same(written, rows[0][-1]):
            return None
        key = _key(rows[0][:-1])
        return None if key.revoked else key

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        with (
            _readable_errors(self._path),
            closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as connection,
        ):
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _readable_errors(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as connection, connection:
                connection.execute(_SCHEMA)
                yield connection


@contextmanager
def _readable_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise KeyFileError(f"The file of keys {path} cannot be used: {error}") from error


def _key(row: tuple[Any, ...]) -> Key:
    id_, name, role, origins, scope, rate, created, revoked = row
    return Key(
        id=id_,
        name=name,
        role=Role(role),
        created=datetime.fromisoformat(created),
        origins=tuple(json.loads(origins)),
        scope=tuple((facet, tuple(values)) for facet, values in json.loads(scope)),
        rate=rate,
        revoked=datetime.fromisoformat(revoked) if revoked else None,
    )
