"""One handler for everything that goes wrong, one shape for programs and one page for readers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from analyzers import FehrestError
from engines.port.deadline import DeadlineError
from engines.port.errors import EngineUnavailableError
from search_app.outage import TOLD_ONCE
from search_app.responses import json_response

LOG = logging.getLogger(__name__)
_PROGRAM_PATHS = ("/api/", "/opensearch/", "/healthz", "/readyz")
_OUT_OF_ORDER = "The search cannot answer at the moment. Try again later; the server's log has the reason."
_AWAY = "The search engine cannot be reached right now. Nothing is lost; ask again in some seconds."
_RETRY_AFTER = 5
"""Seconds after which it is worth asking an engine again that was away."""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What is told of an error."""

    status: int
    code: str
    message: str


class BusyError(FehrestError):
    """The threads for requests of this kind are busy, and enough others wait."""

    status = 503
    code = "busy"


def install(app: Flask, page: Callable[[ErrorView], Response]) -> None:
    """Let every error of an application be told in the API's shape, or by ``page`` to readers."""

    def handle(error: Exception) -> Response:
        view = describe(error)
        if request.path.startswith(_PROGRAM_PATHS):
            response = json_response(error_json(view), view.status)
        else:
            response = page(view)
        if isinstance(error, EngineUnavailableError | DeadlineError | BusyError):
            response.retry_after = _RETRY_AFTER
        if isinstance(error, HTTPException):
            kept = ("Allow", "Retry-After", "Location")
            response.headers.extend([(k, v) for k, v in error.get_headers() if k in kept])
        return response

    app.register_error_handler(Exception, handle)


def describe(error: Exception) -> ErrorView:
    """What may be told. What fails on our side is logged, here or by the outage that it is part of, and its
    text, which may name files and hosts, kept back."""
    if isinstance(error, BusyError | DeadlineError):
        return ErrorView(error.status, error.code, error.message)
    if isinstance(error, FehrestError) and error.status < 500:
        return ErrorView(error.status, error.code, error.message)
    if isinstance(error, EngineUnavailableError):
        return ErrorView(error.status, error.code, _AWAY)
    if isinstance(error, TOLD_ONCE):
        return ErrorView(error.status, error.code, _OUT_OF_ORDER)
    if isinstance(error, FehrestError):
        LOG.error("%s: %s", error.code, error.message)
        return ErrorView(error.status, error.code, _OUT_OF_ORDER)
    if isinstance(error, HTTPException) and error.code:
        phrase = HTTPStatus(error.code).phrase
        return ErrorView(error.code, phrase.lower().replace(" ", "-"), error.description or phrase)
    LOG.error("unexpected error", exc_info=error)
    return ErrorView(500, "internal-server-error", _OUT_OF_ORDER)


def error_json(view: ErrorView) -> dict[str, dict[str, str | int]]:
    """The API's one shape of an error."""
    return {"error": {"code": view.code, "message": view.message, "status": view.status}}
