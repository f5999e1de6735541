"""Answers are sent compressed, also those that are made while they are sent."""

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
"""The quickest first; browsers take the first two only where the connection is secure."""


def install(app: Flask) -> None:
    """Compress what an application answers, as each client can read it."""
    app.config["COMPRESS_MIMETYPES"] = list(_TYPES)
    app.config["COMPRESS_ALGORITHM"] = app.config["COMPRESS_ALGORITHM_STREAMING"] = list(_ALGORITHMS)
    Compress(app)
