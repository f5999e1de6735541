"""The Flask application, put together."""

import hashlib
from functools import partial
from pathlib import Path

from flask import Flask, request

from search_app import errors, responses
from search_app.api import api_blueprint
from search_app.exports.routes import exports_blueprint
from search_app.languages import language_of
from search_app.pages import error_page, pages_blueprint
from search_app.service import SearchService
from search_app.texts import DEFAULT, isolated, names
from search_app.texts.catalogues import Interface

_MAX_BODY = 64 * 1024
_STATIC_AGE = 3600


def make_app(service: SearchService) -> Flask:
    """An application that answers from a service; nothing is shared with another one."""
    app = Flask("search_app")
    # No route takes a body: a large one is refused before it is read.
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _STATIC_AGE
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"stylesheet": _marked(app, "fehrest.css"), "names": names}
    app.jinja_env.globals["script"] = _marked(app, "fehrest.js")
    app.jinja_env.filters["bdi"] = isolated
    Interface(app, default_locale=DEFAULT, locale_selector=lambda: language_of(request))
    responses.install(app)
    errors.install(app, partial(error_page, service))
    app.register_blueprint(pages_blueprint(service))
    app.register_blueprint(api_blueprint(service))
    app.register_blueprint(exports_blueprint(service))
    return app


def _marked(app: Flask, name: str) -> str:
    """The name of a static file with a mark of its content, so that a new one is fetched."""
    content = (Path(app.static_folder or "") / name).read_bytes()
    return f"{name}?v={hashlib.blake2b(content, digest_size=6).hexdigest()}"
