"""Who may use the desk: holders of an admin key, and users whom a reverse proxy names. Nobody by default."""

from dataclasses import dataclass

from flask import Response, request

from analyzers import FehrestError
from search_app.access.rates import Rates, client_of
from search_app.desk.sessions import COOKIE, LASTS, Sessions, new_token
from search_app.settings import Settings

LOGIN_RATE = "10/minute"
"""Attempts to log in that one client has."""


class ForeignFormError(FehrestError):
    """A form was sent from another site, or after the session ended."""

    status = 403
    code = "foreign-form"


class LoginRateError(FehrestError):
    """One client tries to log in too often."""

    status = 429
    code = "rate-limited"


@dataclass(frozen=True, slots=True)
class Access:
    """Recognises editors."""

    settings: Settings
    sessions: Sessions
    rates: Rates

    def editor(self) -> str | None:
        """The name of the current request's editor; None if nobody is logged in."""
        header = self.settings.desk_user
        named = request.headers.get(header, "").strip() if header else ""
        return named[:200] or self.sessions.name(self.token)

    @property
    def token(self) -> str:
        """The token in the request's cookie; empty for none."""
        return request.cookies.get(COOKIE, "")[:200]

    def is_open(self) -> bool:
        """Whether somebody can log in with a key."""
        return bool(self.sessions.admin_keys())

    def check_form(self) -> None:
        """Check that the request's form comes from a page of ours.

        Raises:
            ForeignFormError: it does not.
        """
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if site not in ("same-origin", "none") or not self.sessions.is_own_form(
            self.token, request.form.get("csrf", "")
        ):
            raise ForeignFormError("This form is not valid any more. Open the desk again, and repeat it")

    def count_login(self) -> None:
        """Count an attempt to log in.

        Raises:
            LoginRateError: there were too many.
        """
        if not self.rates.take(LOGIN_RATE, "desk", client_of(request.remote_addr or "")).allowed:
            raise LoginRateError("Too many attempts to log in. Try again in a minute")

    def finish(self, response: Response, token: str = "") -> Response:
        """Keep a page of the desk out of all caches, and set the cookie if the browser has none.

        Args:
            token: the token of a session that has just begun.
        """
        response.cache_control.no_store = True
        value = token or ("" if self.token else new_token_once())
        if value:
            response.set_cookie(
                COOKIE,
                value,
                max_age=LASTS,
                path=f"{request.script_root}/desk",
                secure=self._is_secure(),
                httponly=True,
                samesite="Strict",
            )
        return response

    def _is_secure(self) -> bool:
        return request.is_secure or self.settings.base_url.startswith("https:")


def new_token_once() -> str:
    """The token that the current request gives a browser without a cookie: one, whoever asks for it."""
    token: str = request.environ.setdefault("fehrest.desk_token", new_token())
    return token
