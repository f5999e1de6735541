"""Sessions of editors who have logged in with a key, and the tokens of their forms."""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from search_app.access.keys import Key, Role
from search_app.access.store import KeyStore
from search_app.desk.database import DeskDatabase

COOKIE = "fehrest_desk"
LASTS = timedelta(days=7)
"""A session ends after this time, and when its key is revoked."""


class Sessions:
    """The sessions of a desk. The file only has hashes, so its reader cannot use a session."""

    def __init__(self, database: DeskDatabase, keys: KeyStore) -> None:
        self._database, self._keys = database, keys
        self._secret = b""

    def admin_keys(self) -> list[Key]:
        """The valid keys that open the desk."""
        return [key for key in self._keys.all() if key.role is Role.ADMIN and not key.revoked]

    def login(self, written: str, now: datetime | None = None) -> str | None:
        """Begin a session. Returns its token, or None if the key does not open the desk."""
        key = self._keys.find(written.strip())
        if key is None or key.role is not Role.ADMIN:
            return None
        token, moment = new_token(), now or datetime.now(UTC)
        with self._database.opened() as connection:
            connection.execute("DELETE FROM sessions WHERE expires < ?", (moment.isoformat(),))
            values = (_hash(token), key.id, (moment + LASTS).isoformat())
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?)", values)
        return token

    def name(self, token: str, now: datetime | None = None) -> str | None:
        """The name of the key that a session was begun with; None if it is not valid (any more)."""
        if not token or not self._database.exists:
            return None
        moment = (now or datetime.now(UTC)).isoformat()
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT key FROM sessions WHERE hash = ? AND expires >= ?", (_hash(token), moment)
            ).fetchone()
        return next((key.name for key in self.admin_keys() if row and key.id == row["key"]), None)

    def logout(self, token: str) -> None:
        """End a session."""
        with self._database.opened() as connection:
            connection.execute("DELETE FROM sessions WHERE hash = ?", (_hash(token),))

    def form_token(self, token: str) -> str:
        """What a form must send, so that no other site can send it: an HMAC of the cookie."""
        self._secret = self._secret or self._database.secret()
        return hmac.new(self._secret, token.encode(), hashlib.sha256).hexdigest()

    def is_own_form(self, token: str, sent: str) -> bool:
        """Whether a form was made for the browser that has the cookie."""
        return bool(token) and hmac.compare_digest(self.form_token(token).encode(), sent.encode())


def new_token() -> str:
    """A random token of a cookie."""
    return secrets.token_urlsafe(32)


def _hash(token: str) -> str:
    # One round is right: a token has 256 random bits.
    return hashlib.sha256(token.encode()).hexdigest()
