"""Checks every request of the API before its route runs: key, role, origin and rate limit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request

from analyzers import FehrestError
from search.scope import Scope
from search_app.access.keys import Key, Role
from search_app.access.rates import Quota, Rates, client_of
from search_app.access.store import KeyStore
from search_app.cors import allows
from search_app.responses import API_PREFIX
from search_app.settings import Settings

PARAMETER = "key"
"""The parameter of an address in which a read key may be sent."""
_OPEN = ("/api/v1/openapi.json", "/api/v1/docs")
"""Descriptions of the API. They say nothing of the articles, so they need no key."""
_COUNTED = ("/events",)
"""Addresses outside the API that need no key and count as requests to it: anybody can fill a file."""
_HOW = "Send it as  Authorization: Bearer KEY"


class MissingKeyError(FehrestError):
    """The request needs a key."""

    status = 401
    code = "key-required"


class InvalidKeyError(FehrestError):
    """The key is wrong or revoked."""

    status = 401
    code = "key-invalid"


class ForbiddenError(FehrestError):
    """The key does not allow this request."""

    status = 403
    code = "key-forbidden"


class RateLimitError(FehrestError):
    """The client has sent too many requests."""

    status = 429
    code = "rate-limited"


def needs[View: Callable[..., Any]](role: Role) -> Callable[[View], View]:
    """Mark a route that needs a key of this role. Other routes can be read with any key."""

    def mark(view: View) -> View:
        view.needed_role = role  # type: ignore[attr-defined]
        return view

    return mark


def current_key() -> Key | None:
    """The key of the current request, if it has one."""
    key: Key | None = g.get("key")
    return key


def current_scope() -> Scope:
    """The fixed filter of the current request's key; () for none."""
    key = current_key()
    return key.scope if key else ()


def install(app: Flask, settings: Settings) -> None:
    """Check the requests of an application's API against the keys in the data folder."""
    gate = _Gate(app, settings, KeyStore(settings.data), Rates())
    app.before_request(gate.check)
    app.after_request(_finish)


@dataclass(frozen=True, slots=True)
class _Gate:
    app: Flask
    settings: Settings
    store: KeyStore
    rates: Rates

    def check(self) -> None:
        """Refuse the request, or remember its key for the route.

        Raises:
            MissingKeyError, InvalidKeyError, ForbiddenError, RateLimitError, KeyFileError
        """
        if request.path in _COUNTED:
            self._count(None)
        if not request.path.startswith(API_PREFIX) or request.path in _OPEN:
            return
        key = g.key = self._key()
        if key and key.origins:
            g.key_origins = key.origins
            _check_origin(key)
        self._check_role(key)
        self._count(key)

    def _key(self) -> Key | None:
        sent, in_address = _bearer(), request.args.get(PARAMETER, "")
        if not sent and not in_address:
            return None
        key = self.store.find(sent or in_address)
        if key is None:
            raise InvalidKeyError("This key is wrong or was revoked")
        if not sent and key.role is not Role.READ:
            raise ForbiddenError(
                f"A {key.role} key must not be part of an address, because addresses are logged. {_HOW}"
            )
        return key

    def _check_role(self, key: Key | None) -> None:
        needed = self._needed()
        if key is None:
            if needed is not None:
                raise MissingKeyError(f"This needs a {needed} key. {_HOW}")
            if self.settings.api_keys == "required":
                raise MissingKeyError(f"The API needs a key. {_HOW}, or a read key as  ?{PARAMETER}=KEY")
        elif needed is not None and not key.role.includes(needed):
            raise ForbiddenError(f"This needs a {needed} key; the key {key.name!r} is a {key.role} key")

    def _needed(self) -> Role | None:
        """The role that the route is marked with; None for a route that reads."""
        view = self.app.view_functions.get(request.endpoint or "")
        return getattr(view, "needed_role", None)

    def _count(self, key: Key | None) -> None:
        """Requests with a read key, or without a key, are counted for each client; others for the key."""
        address = client_of(request.remote_addr or "")
        quota: Quota | None = None
        if key and key.rate:
            client = (key.id, address) if key.role is Role.READ else (key.id,)
            quota = self.rates.take(key.rate, *client)
        elif key is None and self.settings.api_rate:
            quota = self.rates.take(self.settings.api_rate, address)
        g.quota = quota
        if quota and not quota.allowed:
            raise RateLimitError(
                f"Too many requests: at most {quota.limit} in {quota.window} seconds. "
                f"Try again in {quota.reset} seconds"
            )


def _bearer() -> str:
    """The key in the header. Other schemes are ignored: a proxy in front may use them."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def _check_origin(key: Key) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and not allows(key.origins, origin):
        raise ForbiddenError(f"The key {key.name!r} may not be used by pages of {origin[:100]}")


def _finish(response: Response) -> Response:
    quota: Quota | None = g.get("quota")
    if quota:
        response.headers.update(quota.headers)
    if response.status_code == 401 and request.path.startswith(API_PREFIX):
        response.headers["WWW-Authenticate"] = 'Bearer realm="Fehrest"'
    if g.get("key"):
        # An answer to a key's holder is not for other clients of a shared cache.
        response.vary.add("Authorization")
        if response.cache_control.public:
            del response.cache_control.public
            response.cache_control.private = True
    return response
