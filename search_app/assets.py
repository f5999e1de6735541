"""The stylesheet and the scripts. A hash of the content is part of their names, so browsers may keep them
forever.
"""

import hashlib
from pathlib import Path

from flask import Flask, Response, request

_ASSETS = {
    "stylesheet": "fehrest.css",
    "script": "fehrest.js",
    "reporter": "events.js",
    "desk_stylesheet": "desk.css",
    "desk_script": "desk.js",
}
"""Name in templates -> file."""
_AGE = 3600
_LONG = 365 * 24 * 3600


def install(app: Flask) -> dict[str, str]:
    """Let browsers cache static files, and return their names with hashes, for templates.

    Must be installed after ``compression``.
    """
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _AGE
    marks = {file: _mark(app, file) for file in _ASSETS.values()}

    def keep(response: Response) -> Response:
        # Only a matching hash is cached: the request may be meant for the file of another version of the
        # service.
        name = (request.view_args or {}).get("filename")
        if request.endpoint == "static":
            # Read the file completely, so that it is closed however the response is sent.
            response.direct_passthrough = False
            response.get_data()
        if request.endpoint == "static" and name in marks and request.args.get("v") == marks[name]:
            response.cache_control.max_age = _LONG
            response.cache_control.immutable = True
        return response

    app.after_request(keep)
    return {name: f"{file}?v={marks[file]}" for name, file in _ASSETS.items()}


def _mark(app: Flask, name: str) -> str:
    content = (Path(app.static_folder or "") / name).read_bytes()
    return hashlib.blake2b(content, digest_size=6).hexdigest()
