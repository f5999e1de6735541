"""The log as JSON lines, with an id for each request that all its lines share.

The id is the header ``X-Request-Id`` of the request if a proxy has set a plain one, else a random one. The
response repeats it.
"""

import json
import logging
import re
import sys
import time
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO
from urllib.parse import unquote_plus

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
ACCESS = logging.getLogger("search_app.access")
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_request_id: ContextVar[str | None] = ContextVar("fehrest_request_id", default=None)


class JsonFormatter(logging.Formatter):
    """A record as one line.

    It has ``time`` (UTC, ISO 8601), ``level``, ``logger`` and ``message``, and if there are any also
    ``request_id``, ``exception`` and the record's ``fields``.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": moment,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (id_ := _request_id.get()) is not None:
            line["request_id"] = id_
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def log_as_json(stream: TextIO = sys.stderr) -> logging.Handler:
    """Write all logs of this process as JSON lines; returns the handler that does so."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def install(app: Flask) -> None:
    """Give each request of an application an id and a line in the log."""

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _PLAIN.fullmatch(given) else uuid.uuid4().hex
        g.request_began = time.perf_counter()
        g.request_token = _request_id.set(g.request_id)

    def finish(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        fields = {
            "method": request.method,
            "path": request.path,
            "query": without_keys(request.query_string.decode("ascii", "backslashreplace")),
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.request_began) * 1000, 1),
        }
        ACCESS.info("%s %s %d", request.method, request.path, response.status_code, extra={"fields": fields})
        return response

    def end(_: BaseException | None) -> None:
        if (token := g.pop("request_token", None)) is not None:
            _request_id.reset(token)

    app.before_request(begin)
    app.after_request(finish)
    app.teardown_request(end)


def without_keys(query: str) -> str:
    """A query string without the values of the parameter ``key``, however its name is encoded."""
    return "&".join(map(_without_key, query.split("&")))


def _without_key(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}=[key]" if equals and unquote_plus(name) == "key" else pair
