"""Compresses responses, including streamed ones."""

from flask import Flask
from flask_compress import Compress

from search_app.exports.formats import FORMATS

_TYPES = (
    "text/html",
    "text/css",
    "text/javascript",
    "text/plain",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/opensearchdescription+xml",
    "application/x-suggestions+json",
    "image/svg+xml",
    *(form.mimetype for form in FORMATS.values()),
)
_ALGORITHMS = ("zstd", "br", "gzip")
"""Fastest first. Browsers accept the first two only on a secure connection."""


def install(app: Flask) -> None:
    """Compress the responses of an application with the best method that the client accepts."""
    app.config["COMPRESS_MIMETYPES"] = list(_TYPES)
    app.config["COMPRESS_ALGORITHM"] = app.config["COMPRESS_ALGORITHM_STREAMING"] = list(_ALGORITHMS)
    Compress(app)
