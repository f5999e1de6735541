"""The JSON API, version 1, and the two addresses for supervisors."""

from dataclasses import asdict

from flask import Blueprint, Response, request

from engines.port.encoding import encode_json
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from search.query.lexer import MAX_LENGTH
from search.suggest import MAX_SIZE
from search_app.access.gate import current_scope
from search_app.defaults import Defaults
from search_app.presenters import article_json, facet_json, related_json, search_json, suggest_json
from search_app.responses import cached, json_response
from search_app.service import SearchService
from search_app.state import require

MAX_VALUES = 999
"""Maximum number of facet values in one response."""
MAX_RELATED = 50
"""Maximum number of related articles in one response."""


def api_blueprint(service: SearchService) -> Blueprint:
    """The routes of the API, answered by one service."""
    api = Blueprint("api", __name__)
    settings = service.settings
    zone, defaults = settings.zone, Defaults.of(settings)

    def scoped() -> SearchService:
        return service.within(current_scope())

    @api.get("/api/v1/search")
    def search() -> Response:
        asked = require(request.args.items(multi=True), defaults)
        own = scoped()
        result = own.search(asked)
        offers = own.did_you_mean(result)
        content = search_json(result, offers, zone=zone, defaults=defaults)
        # The time a search took must not change the ETag, so it is added afterwards, at the front.
        took = encode_json({"took_ms": content.pop("took_ms")})
        rest = encode_json(content)
        return cached(Response(took[:-1] + b"," + rest[1:], mimetype="application/json"), rest)

    @api.get("/api/v1/facets/<any(" + ",".join(FIELDS.facets) + "):name>")
    def facet(name: str) -> Response:
        own = [pair for pair in request.args.items(multi=True) if pair[0] not in ("find", "size")]
        asked = require(own, defaults)
        find, size = request.args.get("find", "")[:MAX_LENGTH], _size(50, MAX_VALUES)
        values = scoped().facet_values(asked, name, find, offset=0, size=size)
        return cached(json_response(facet_json(name, values)))

    @api.get("/api/v1/suggest")
    def suggest() -> Response:
        text = request.args.get("q", "")[:MAX_LENGTH]
        language = request.args.get("language") or None
        found = scoped().suggest(text, _size(8, MAX_SIZE), language)
        return cached(json_response(suggest_json(text, found)))

    @api.get("/api/v1/related")
    def related() -> Response:
        id_ = request.args.get("id", "")
        if not id_:
            raise BadRequestError("The parameter 'id' is missing. Name an article:  /api/v1/related?id=…")
        own = scoped()
        hits = own.related(own.article(id_), _size(10, MAX_RELATED))
        return cached(json_response(related_json(id_, hits, zone=zone)))

    @api.get("/api/v1/articles/<any_id:id_>")
    def article(id_: str) -> Response:
        own = scoped()
        document = own.article(id_)
        return cached(json_response(article_json(document, own.others(document), zone=zone)))

    @api.get("/api/v1/status")
    def status() -> Response:
        return json_response(asdict(scoped().status()))

    _probes(api, service)
    return api


def _probes(api: Blueprint, service: SearchService) -> None:
    @api.get("/healthz")
    def healthz() -> Response:
        return json_response({"status": "ok"})

    @api.get("/readyz")
    def readyz() -> Response:
        service.status()
        return json_response({"status": "ready"})


def _size(default: int, most: int) -> int:
    text = request.args.get("size", str(default))
    size = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= size <= most:
        raise BadRequestError(f"'size' must be a whole number from 1 to {most}")
    return size
