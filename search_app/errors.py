"""One handler for all errors: one JSON format for programs, one page for readers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from analyzers import FehrestError
from engines.port.deadline import DeadlineError
from engines.port.errors import EngineUnavailableError
from search_app.outage import TOLD_ONCE
from search_app.push.port import ArchiveUnavailableError, PushUnavailableError
from search_app.responses import json_response

LOG = logging.getLogger(__name__)
_PROGRAM_PATHS = ("/api/", "/opensearch/", "/healthz", "/readyz", "/oembed", "/suggest", "/events")
_OUT_OF_ORDER = "The search failed. Try again later; the reason is in the server's log."
_AWAY = "The search engine cannot be reached right now. Nothing is lost; try again in a few seconds."
_MESSAGES = {
    "archive-busy": "Another process is writing to the archive, and nothing was stored. Try again soon.",
    "archive-unwritable": "The archive cannot be written right now, and nothing was stored. The disk may be "
    "full; the reason is in the server's log.",
}
"""What clients get to know of an error on our side, by its code, if it is more than that something failed."""
_RETRY_AFTER = 5
"""Seconds after which clients may repeat a request that was answered with 503."""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What clients get to know about an error."""

    status: int
    code: str
    message: str
    id: str = ""
    pending: str = ""


_HINTS = {
    "bad-request": "The parameters are described at /api/v1/docs",
    "unknown-field": "The facets are listed at /api/v1/docs",
    "invalid-record": "The fields of a record are described at /api/v1/docs",
    "not-found": "An article has the id that a search shows; the routes are listed at /api/v1/docs",
    "method-not-allowed": "The header Allow lists the methods of this address",
    "unsupported-media-type": "Set the header Content-Type, for example to application/json",
    "request-entity-too-large": "Send less at once; the limits are described at /api/v1/docs",
    "key-required": "Keys are created on the server: fehrest keys create NAME",
    "key-invalid": "Keys are created on the server: fehrest keys create NAME",
    "key-forbidden": "A key with other rights is created on the server: fehrest keys create NAME --write",
    "rate-limited": "Wait as long as the header Retry-After says",
    "conflict": "Repeat it with ?conflict=replace or ?conflict=new, or decide with: fehrest pending",
    "idempotency-key-reused": "Choose a new Idempotency-Key for each change",
    "push-unavailable": "Use the address of the service that has the archive",
    "archive-unavailable": "Name an article by its id, or ask the service that has the archive",
    "events-off": "Set FEHREST_EVENTS=on on the server, or send no events",
    "unknown-host": "Use the public address of the service",
    "busy": "Wait as long as the header Retry-After says",
    "engine-unavailable": "Wait as long as the header Retry-After says",
    "archive-busy": "Wait as long as the header Retry-After says",
    "archive-unwritable": "Send it again; if it stays, free some space on the server's disk",
    "deadline": "Use fewer words or patterns, or fewer facets",
}
_OTHER_HINT = "Try again later. If it stays, the reason is in the server's log"


class BusyError(FehrestError):
    """All threads for this kind of request are busy, and its queue is full."""

    status = 503
    code = "busy"


def install(app: Flask, page: Callable[[ErrorView], Response]) -> None:
    """Handle all errors of an application: as JSON in the API, and with ``page`` for readers."""

    def handle(error: Exception) -> Response:
        view = describe(error)
        if request.path.startswith(_PROGRAM_PATHS):
            response = json_response(error_json(view), view.status)
        else:
            response = page(view)
        if view.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.retry_after = _RETRY_AFTER
        if isinstance(error, HTTPException):
            kept = ("Allow", "Retry-After", "Location")
            response.headers.extend([(k, v) for k, v in error.get_headers() if k in kept])
        return response

    app.register_error_handler(Exception, handle)


def describe(error: Exception) -> ErrorView:
    """What clients get to know about an error.

    An error on our side is logged, here or as part of an outage. Its text may contain file and host names, so
    it is not sent to clients.
    """
    if isinstance(error, BusyError | DeadlineError | PushUnavailableError | ArchiveUnavailableError):
        return ErrorView(error.status, error.code, error.message)
    if isinstance(error, FehrestError) and error.status < 500:
        return ErrorView(error.status, error.code, error.message)
    if isinstance(error, EngineUnavailableError):
        return ErrorView(error.status, error.code, _AWAY)
    if isinstance(error, TOLD_ONCE):
        return ErrorView(error.status, error.code, _OUT_OF_ORDER)
    if isinstance(error, FehrestError):
        LOG.error("%s: %s", error.code, error.message)
        return ErrorView(error.status, error.code, _MESSAGES.get(error.code, _OUT_OF_ORDER))
    if isinstance(error, HTTPException) and error.code:
        return ErrorView(error.code, _code_of(error.code), error.description or HTTP_STATUS_CODES[error.code])
    LOG.error("unexpected error", exc_info=error)
    return ErrorView(500, "internal-server-error", _OUT_OF_ORDER)


def refused(status: int, most: int) -> ErrorView:
    """What clients get to know about a request that the server refuses before the application sees it.

    Args:
        most: maximum size of the body, in bytes.
    """
    messages = {
        400: "The request is not valid HTTP",
        413: f"The body may have at most {most:,} bytes here. Only routes that take articles read more",
        431: "The headers and the address are too long",
    }
    return ErrorView(status, _code_of(status), messages.get(status, HTTP_STATUS_CODES[status]))


def _code_of(status: int) -> str:
    # http.HTTPStatus has other names in each version of Python.
    return HTTP_STATUS_CODES[status].lower().replace(" ", "-")


def error_json(view: ErrorView) -> dict[str, dict[str, str | int]]:
    """An error in the API's format."""
    hint = _HINTS.get(view.code, _OTHER_HINT if view.status >= 500 else _HINTS["bad-request"])
    more = {name: value for name in ("id", "pending") if (value := getattr(view, name))}
    return {
        "error": {"code": view.code, "message": view.message, "status": view.status, "hint": hint, **more}
    }
