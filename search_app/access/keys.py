"""A key of the API: what it allows, and how it is written."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from analyzers import FehrestError
from search.scope import Scope, can_limit
from search_app.setting_checks import is_origin

_PREFIX = "fk"
_WRITTEN = re.compile(rf"{_PREFIX}_([0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")
_SECRET_BYTES = 32
MAX_FILTERS = 20
"""Maximum number of values in the filter of a key."""


class KeyFormError(FehrestError):
    """A key cannot be created like this."""

    status = 400
    code = "key"


class Role(StrEnum):
    """What a key allows. Each role includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether this role allows what the other one allows."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret.

    ``id`` is the public part that finds it. ``origins`` are the web origins that may use it from a browser;
    empty for those of the settings. ``scope`` is its fixed filter. ``rate`` is a limit such as ``60/minute``;
    empty for none. ``revoked`` is None while the key is valid.
    """

    id: str
    name: str
    role: Role
    created: datetime
    origins: tuple[str, ...] = ()
    scope: Scope = ()
    rate: str = ""
    revoked: datetime | None = None


def new_secret() -> tuple[str, str]:
    """The id of a new key, and the whole key as its owner sends it."""
    id_ = secrets.token_hex(4)
    return id_, f"{_PREFIX}_{id_}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def id_in(written: str) -> str | None:
    """The id in a key as it was sent, or None if it is not a key."""
    match = _WRITTEN.fullmatch(written)
    return match[1] if match else None


def digest(written: str) -> str:
    """The hash of a key that is stored.

    One round of SHA-256 is right here: a key has 256 random bits, so it cannot be guessed, however fast the
    hash is. Slow hashes such as Argon2 protect passwords, which people choose, and would cost every request.
    """
    return hashlib.sha256(written.encode()).hexdigest()


def is_same(written: str, stored: str) -> bool:
    """Whether a key has this hash. The time it takes does not depend on how much of it is right."""
    return hmac.compare_digest(digest(written), stored)


def read_origins(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The origins of a key.

    Raises:
        KeyFormError: one of them is not an origin.
    """
    found = tuple(text.strip().lower().rstrip("/") for text in texts)
    if wrong := [text for text in found if not is_origin(text)]:
        raise KeyFormError(f"{wrong[0]!r} is not an origin; use one such as https://www.example.org")
    return found


def read_scope(texts: tuple[str, ...]) -> Scope:
    """The filter of a key from texts such as ``language=fa``. Several values of a facet are alternatives.

    Raises:
        KeyFormError: a text has no value, or names what is not a facet of stored articles.
    """
    chosen: dict[str, list[str]] = {}
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        if not value or not can_limit(name):
            raise KeyFormError(
                f"{text!r} is not a filter; use a facet and a value, such as language=fa or category=Culture"
            )
        chosen.setdefault(name, []).append(value.lower() if name == "language" else value)
    if sum(map(len, chosen.values())) > MAX_FILTERS:
        raise KeyFormError(f"A key has at most {MAX_FILTERS} values in its filter")
    return tuple((name, tuple(sorted(set(values)))) for name, values in sorted(chosen.items()))
