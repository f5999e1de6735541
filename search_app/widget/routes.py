"""The routes of the widget: its files, its texts, and the page that shows and configures it."""

from flask import Blueprint, Response, abort, request

from search_app.languages import texts_for
from search_app.responses import cached, json_response
from search_app.widget.files import ENTRY, STYLESHEET, widget_files
from search_app.widget.texts import texts_json

_YEAR = 365 * 24 * 3600
_TYPES = {"js": "text/javascript", "css": "text/css"}


def widget_blueprint(*, events: bool) -> Blueprint:
    """The routes of the widget. Pages of any site may load them.

    Args:
        events: whether the service stores finished queries and clicks.
    """
    widget = Blueprint("widget", __name__)
    files = widget_files()

    @widget.get("/widget.js")
    def entry() -> Response:
        return cached(_file(ENTRY))

    @widget.get("/widget.css")
    def stylesheet() -> Response:
        return cached(_file(STYLESHEET))

    @widget.get("/widget/<name>.js")
    def part(name: str) -> Response:
        if name not in files.parts:
            abort(404)
        response = _file(f"{name}.js")
        if request.args.get("v") != files.version:
            return cached(response)
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = _YEAR
        return response

    @widget.get("/widget/texts.json")
    def texts() -> Response:
        response = cached(json_response({**texts_json(texts_for(request)), "events": events}))
        response.vary.add("Accept-Language")
        return response

    @widget.after_request
    def for_any_site(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return widget


def _file(name: str) -> Response:
    return Response(widget_files().contents[name], mimetype=_TYPES[name.rsplit(".", 1)[-1]])
