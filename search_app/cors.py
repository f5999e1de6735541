"""Which pages of other origins may call the API from a browser (CORS, https://fetch.spec.whatwg.org).

Answers never allow credentials: the API uses no cookies, and a key is sent by the page's own script.
"""

from flask import Flask, Response, g, request
from werkzeug.datastructures import HeaderSet

from search_app.responses import API_PREFIX

ANY = "*"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SENT_HEADERS = ("Authorization", "Content-Type", "Fehrest-Query", "Idempotency-Key", "If-None-Match")
"""Headers of a request that a page may send."""
READ_HEADERS = ("ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id")
"""Headers of an answer that a page may read."""
MAX_AGE = 7200
"""Seconds for which a browser may remember the answer to a preflight; Chromium takes no more."""


def install(app: Flask, origins: tuple[str, ...]) -> None:
    """Answer preflight requests, and name the origin that may read an answer.

    Args:
        origins: allowed origins such as ``https://paper.example``, or ``*`` for any. A key with origins of
            its own replaces them (``g.key_origins``).
    """

    def preflight() -> Response | None:
        if not _is_preflight():
            return None
        response = Response(status=204)
        response.access_control_allow_methods = HeaderSet(METHODS)
        response.access_control_allow_headers = HeaderSet(SENT_HEADERS)
        response.access_control_max_age = MAX_AGE
        return response

    def finish(response: Response) -> Response:
        if request.path.startswith(API_PREFIX):
            _name_origin(response, _allowed(origins))
            response.access_control_expose_headers = HeaderSet(READ_HEADERS)
        return response

    app.before_request(preflight)
    app.after_request(finish)


def allows(origins: tuple[str, ...], origin: str) -> bool:
    """Whether an origin is one of those allowed."""
    return ANY in origins or origin.lower() in origins


def _is_preflight() -> bool:
    return (
        request.method == "OPTIONS"
        and request.path.startswith(API_PREFIX)
        and "Access-Control-Request-Method" in request.headers
        and "Origin" in request.headers
    )


def _allowed(origins: tuple[str, ...]) -> tuple[str, ...]:
    own: tuple[str, ...] = g.get("key_origins", ())
    return own or origins


def _name_origin(response: Response, origins: tuple[str, ...]) -> None:
    if ANY in origins:
        response.access_control_allow_origin = ANY
        return
    # Also without the header: a cache must not give one origin's answer to another.
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if allows(origins, origin):
        response.access_control_allow_origin = origin
