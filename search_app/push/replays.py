"""Remembers the answers to requests with an Idempotency-Key for a day, so that repeating one changes nothing.

They are in one SQLite file of the data folder, which all processes of a service share.
"""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from analyzers import FehrestError

NAME = "replays.sqlite3"
KEPT = 24 * 3600
"""Seconds for which an answer is kept."""
MAX_KEY = 200
"""Maximum length of an Idempotency-Key."""
_SCHEMA = """CREATE TABLE IF NOT EXISTS answers (
    client TEXT, token TEXT, request TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
    made REAL NOT NULL, PRIMARY KEY (client, token)) STRICT, WITHOUT ROWID"""


class ReplayError(FehrestError):
    """The same Idempotency-Key was used for another request."""

    status = 422
    code = "idempotency-key-reused"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was sent."""

    status: int
    body: bytes


class Replays:
    """The remembered answers in a folder. Thread-safe. A file that cannot be used remembers nothing.

    Without it, repeating a request is harmless, too: it stores the same content, which is then unchanged.
    """

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / NAME

    def find(self, client: str, token: str, request: bytes) -> Answer | None:
        """The answer to an earlier request; None if it is new.

        Raises:
            ReplayError: the earlier request was another one.
        """
        if not self._path.exists():
            return None
        rows = []
        with self._opened() as connection:
            rows = connection.execute(
                "SELECT request, status, body FROM answers WHERE client = ? AND token = ? AND made > ?",
                (client, token, time.time() - KEPT),
            ).fetchall()
        if not rows:
            return None
        if rows[0][0] != _mark(request):
            raise ReplayError("This Idempotency-Key was used for another request; choose a new one")
        return Answer(rows[0][1], rows[0][2])

    def keep(self, client: str, token: str, request: bytes, answer: Answer) -> None:
        """Remember an answer, and forget old ones."""
        now = time.time()
        row = (client, token, _mark(request), answer.status, answer.body, now)
        with self._opened() as connection:
            connection.execute("DELETE FROM answers WHERE made <= ?", (now - KEPT,))
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)", row)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=5.0)) as connection, connection:
                connection.execute(_SCHEMA)
                yield connection
        except sqlite3.Error:
            return


def _mark(request: bytes) -> str:
    return hashlib.blake2b(request, digest_size=16).hexdigest()
