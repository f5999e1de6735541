"""Responses with common headers."""

import hashlib
from typing import Any

from flask import Flask, Response, g, request

from engines.port.encoding import encode_json

API_PREFIX = "/api/"
_MAX_AGE = 60
"""Seconds for which a response may be reused without checking. A new article is visible after at most this
time.
"""
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FRAMEABLE = _POLICY.replace("frame-ancestors 'none'", "frame-ancestors *").replace("script-src 'self'; ", "")
"""The policy of a page that any site may show in a frame. It has no script."""
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask, image_sources: str = "") -> None:
    """Add headers to every response of an application.

    Args:
        image_sources: further sources of images for the content policy, each after a space.
    """
    policy = _POLICY.replace("img-src 'self' data:", f"img-src 'self' data:{image_sources}")
    headers = {**_HEADERS, "Content-Security-Policy": policy}

    def finish(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if g.get("by_host"):
            # A cache that changes or drops the host must not give one site's addresses to another.
            response.vary.add("Host")
        return response

    app.after_request(finish)


def json_response(content: dict[str, Any] | list[Any], status: int = 200) -> Response:
    """JSON as UTF-8. A lone surrogate becomes a question mark."""
    return Response(encode_json(content), status=status, mimetype="application/json")


def html_response(content: str, status: int = 200) -> Response:
    """A page as UTF-8 that depends on the reader's language."""
    response = Response(content.encode("utf-8", "replace"), status=status, mimetype="text/html")
    response.vary.add("Accept-Language")
    return response


def cached(response: Response, tag: bytes | None = None) -> Response:
    """Let caches keep a response for a minute, and then check it by its ETag.

    Args:
        tag: data to compute the ETag from, if not the whole content.
    """
    content = response.get_data() if tag is None else tag
    response.cache_control.public = True
    response.cache_control.max_age = _MAX_AGE
    response.set_etag(hashlib.blake2b(content, digest_size=12).hexdigest(), weak=True)
    response.make_conditional(request)
    return response
