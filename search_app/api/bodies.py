"""The bodies of requests, and answers that no cache may keep."""

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from engines.port.errors import BadRequestError

JSON_TYPES = ("application/json", "application/vnd.api+json")
LINES_TYPES = ("application/x-ndjson", "application/jsonl", "application/json-lines")


class MediaTypeError(BadRequestError):
    """The body has a content type that the route does not read."""

    status = 415
    code = "unsupported-media-type"


class BodyTooLargeError(BadRequestError):
    """The body is larger than the route reads."""

    status = 413
    code = "request-entity-too-large"


def read_body(most: int, types: tuple[str, ...]) -> bytes:
    """The body of the current request.

    Args:
        most: maximum size, in bytes.
        types: content types that the route reads.

    Raises:
        MediaTypeError: it has another content type.
        BodyTooLargeError: it is larger.
    """
    if request.mimetype not in types:
        other = f" or {LINES_TYPES[0]}" if LINES_TYPES[0] in types else ""
        raise MediaTypeError(f"The content type must be {types[0]}{other}")
    request.max_content_length = most
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise BodyTooLargeError(f"The body may have at most {most:,} bytes") from None


def uncached(response: Response) -> Response:
    """The response, marked so that no cache keeps it."""
    response.cache_control.no_store = True
    return response
