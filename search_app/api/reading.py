"""The routes that read: searches, suggestions and facets, and those of the other modules."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from search.model import SearchRequest
from search.query.lexer import MAX_LENGTH
from search.suggest import MAX_SIZE
from search_app.api import parameters
from search_app.api.articles import add_articles, add_related
from search_app.api.bodies import read_body, uncached
from search_app.api.caching import answered
from search_app.api.context import Reading, only
from search_app.api.events import finished_by_header
from search_app.api.parameters import NONE, TIMELINE, Parameter, integer, words
from search_app.api.probes import add_probes
from search_app.defaults import Defaults
from search_app.errors import ErrorView, error_json
from search_app.events.log import EventLog
from search_app.presenters import facet_json, search_json, suggest_json
from search_app.push.port import Json, Publisher
from search_app.push.records import parse_json
from search_app.responses import cached, json_response
from search_app.service import SearchService
from search_app.state import require

MAX_VALUES = 999
"""Maximum number of facet values in one response."""
MAX_SEARCHES = 10
"""Maximum number of searches in one request."""
MAX_BODY = 64 * 1024
"""Maximum size of several searches, in bytes."""
_JSON = ("application/json",)

FIND = words("find", "words that a value must contain")
VALUES = integer("size", 1, MAX_VALUES, 50, "number of values")
TYPED = Parameter("q", {"type": "string"}, "what was typed so far", checked=False)
SUGGESTIONS = integer("size", 1, MAX_SIZE, 8, "number of suggestions")
LANGUAGE = words("language", "only completions that articles in this language contain", most=20)


def api_blueprint(service: SearchService, publisher: Publisher | None, events: EventLog) -> Blueprint:
    """The routes that read, answered by one service."""
    api = Blueprint("api", __name__)
    reading = Reading(service, publisher, events)
    _searches(api, reading)
    _facets(api, reading)
    add_related(api, reading)
    add_articles(api, reading)
    add_probes(api, service)
    return api


def _searches(api: Blueprint, reading: Reading) -> None:
    defaults = Defaults.of(reading.service.settings)

    @api.get("/api/v1/search")
    def search() -> Response:
        fields, facets = parameters.fields_wanted().read(), _facets_asked()
        asked = with_facets(require(request.args.items(multi=True), defaults), facets)

        total: int | None = None

        def make() -> Response:
            nonlocal total
            content = _found(reading, asked, fields, facets)
            total = content["total"]
            # The time comes first, as the only part that differs between equal answers.
            return json_response({"took_ms": content.pop("took_ms"), **content})

        response = answered(reading.service, make)
        reading.events.put(finished_by_header(request, asked, total))
        return response

    @api.post("/api/v1/multi-search")
    def multi_search() -> Response:
        searches = _searches_in(parse_json(read_body(MAX_BODY, _JSON)))
        return uncached(json_response({"results": [_result(reading, one, defaults) for one in searches]}))


def _facets_asked() -> tuple[str, ...] | None:
    """The chosen facets. ``facets=1``, which was ignored before facets could be chosen, means all."""
    asked: tuple[str, ...] | None
    asked = None if request.args.get("facets") == "1" else parameters.facets_wanted().read()
    return asked


def _searches_in(content: Any) -> list[Json]:
    searches = content.get("searches") if isinstance(content, dict) else None
    if not isinstance(searches, list) or not all(isinstance(one, dict) for one in searches):
        raise BadRequestError(
            'The body must be an object such as {"searches": [{"q": "harvest", "size": 5}]}'
        )
    if not 0 < len(searches) <= MAX_SEARCHES:
        raise BadRequestError(f"'searches' must have 1 to {MAX_SEARCHES} searches, not {len(searches)}")
    return searches


def _result(reading: Reading, one: Json, defaults: Defaults) -> Json:
    """One search of several. Its error does not affect the others."""
    try:
        fields = _chosen(parameters.fields_wanted(), one.pop("fields", None))
        facets = _chosen(parameters.facets_wanted(), one.pop("facets", None))
        asked = with_facets(require(parameters.pairs_of(one), defaults), facets)
    except BadRequestError as error:
        return error_json(ErrorView(error.status, error.code, error.message))
    return _found(reading, asked, fields, facets)


def _chosen(parameter: Parameter, value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    items = value if isinstance(value, list) else str(value).split(",")
    if wrong := [one for one in items if one not in parameter.schema["items"]["enum"]]:
        raise BadRequestError(f"{parameter.name!r} has {str(wrong[0])[:40]!r}, which does not exist")
    return tuple(items)


def with_facets(asked: SearchRequest, facets: tuple[str, ...] | None) -> SearchRequest:
    """The request with the chosen facets, and with the timeline if it is chosen. None chooses all."""
    if facets is None:
        return asked
    timeline = asked.timeline if TIMELINE in facets else None
    return replace(asked, facets=tuple(name for name in FIELDS.facets if name in facets), timeline=timeline)


def _found(
    reading: Reading, asked: SearchRequest, fields: tuple[str, ...] | None, facets: tuple[str, ...] | None
) -> Json:
    own, settings = reading.scoped, reading.service.settings
    result = own.search(asked)
    offers = own.did_you_mean(result)
    content = search_json(result, offers, zone=settings.zone, defaults=Defaults.of(settings))
    if facets is not None and TIMELINE not in facets:
        del content["timeline"]
    if facets == (NONE,):
        del content["facets"]
    content["hits"] = only(content["hits"], fields)
    return content


def _facets(api: Blueprint, reading: Reading) -> None:
    defaults = Defaults.of(reading.service.settings)

    @api.get("/api/v1/facets/<any(" + ",".join(FIELDS.facets) + "):name>")
    def facet(name: str) -> Response:
        own = [pair for pair in request.args.items(multi=True) if pair[0] not in ("find", "size")]
        asked, find, size = require(own, defaults), FIND.read() or "", VALUES.read()

        def make() -> Response:
            values = reading.scoped.facet_values(asked, name, find, offset=0, size=size)
            return json_response(facet_json(name, values))

        return answered(reading.service, make)

    @api.get("/api/v1/suggest")
    def suggest() -> Response:
        text = (request.args.get("q") or "")[:MAX_LENGTH]
        found = reading.scoped.suggest(text, SUGGESTIONS.read(), LANGUAGE.read())
        return cached(json_response(suggest_json(text, found)))
