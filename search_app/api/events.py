"""Takes finished queries and clicks: from programs and widgets, and from our own pages."""

from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, Request, Response

from analyzers import FehrestError
from engines.port.errors import BadRequestError
from search.model import SearchRequest
from search.query.lexer import MAX_LENGTH
from search_app.api.bodies import read_body, uncached
from search_app.events.log import EventLog
from search_app.events.model import MAX_RANK, Click, Event, Finished, Query, Source, filters_of
from search_app.push.port import Json
from search_app.push.records import MAX_ID, parse_json
from search_app.responses import json_response
from search_app.state import read as read_state

MAX_EVENTS = 20
"""Maximum number of events in one request."""
MAX_BODY = 64 * 1024
"""Maximum size of a request with events, in bytes. Browsers send no more when a page is left."""
TYPES = ("application/json", "text/plain")
"""Content types. Browsers send ``text/plain`` to other origins without a preflight."""
HEADER = "Fehrest-Query"
"""Header of a search by which a program says that a reader has finished the query."""
FINISHED = "finished"
PAGES = "/events"
"""The route of our own pages, which need no key."""
_NAMES = {"type", "query", "filters", "language", "source", "total", "id", "rank"}
MAX_FILTERS = 4_000
"""Maximum length of the filters of a query."""
MAX_TOTAL = 2**53
_TYPES = ("query", "click")


class EventsOffError(FehrestError):
    """This service stores no events."""

    status = 403
    code = "events-off"


def events_blueprint(log: EventLog) -> Blueprint:
    """The routes that take events."""
    events = Blueprint("events", __name__)

    @events.post("/api/v1/events")
    def take() -> Response:
        return _taken(log, Source.API)

    @events.post(PAGES)
    def take_from_page() -> Response:
        return _taken(log, Source.PAGE)

    return events


def finished_by_header(request: Request, asked: SearchRequest, total: int | None) -> tuple[Finished, ...]:
    """The query of a search whose sender says that a reader has finished it.

    Args:
        total: the number of hits, None if it was not counted because the sender knows the answer.
    """
    if request.headers.get(HEADER, "").strip().lower() != FINISHED:
        return ()
    return (Finished(Query(asked.text, filters_of(asked), asked.prefer or "", Source.API), total),)


def _taken(log: EventLog, source: Source) -> Response:
    body = read_body(MAX_BODY, TYPES)
    if not log.on:
        raise EventsOffError("This service stores no queries and clicks")
    events = _events(parse_json(body), source)
    log.put(events)
    return uncached(json_response({"accepted": len(events)}, 202))


def _events(content: Any, source: Source) -> list[Event]:
    """The events in a body.

    Raises:
        BadRequestError: the message names the first wrong event and what is wrong with it.
    """
    found = content.get("events") if isinstance(content, dict) else None
    if not isinstance(found, list) or not 0 < len(found) <= MAX_EVENTS:
        raise BadRequestError(
            f"The body must be an object with 1 to {MAX_EVENTS} 'events', such as "
            '{"events": [{"type": "query", "query": "harvest", "total": 12}]}'
        )
    return [_event(number, one, source) for number, one in enumerate(found)]


def _event(number: int, value: Any, source: Source) -> Event:
    where = f"Event {number}"
    if not isinstance(value, dict) or value.get("type") not in _TYPES:
        raise BadRequestError(f"{where} must be an object whose 'type' is 'query' or 'click'")
    if unknown := sorted(value.keys() - _NAMES):
        raise BadRequestError(f"{where} has no field {unknown[0][:40]!r}; it may have: {', '.join(_NAMES)}")
    query = Query(
        _text(where, value, "query", MAX_LENGTH, required=True),
        _filters(_text(where, value, "filters", MAX_FILTERS)),
        _text(where, value, "language", 20),
        _source(where, value, source),
    )
    if value["type"] == "query":
        total = value.get("total")
        return Finished(query, None if total is None else _number(where, value, "total", 0, MAX_TOTAL))
    rank = _number(where, value, "rank", 1, MAX_RANK)
    return Click(query, _text(where, value, "id", MAX_ID, required=True), rank)


def _source(where: str, value: Json, source: Source) -> Source:
    try:
        return Source(_text(where, value, "source", 20) or source)
    except ValueError:
        raise BadRequestError(f"{where}: 'source' must be one of: {', '.join(Source)}") from None


def _filters(text: str) -> str:
    """Filters in their canonical form. What is unknown is left out."""
    try:
        pairs = parse_qsl(text, max_num_fields=200)
    except ValueError:
        return ""
    return filters_of(read_state(pairs).request)


def _text(where: str, value: Json, name: str, most: int, *, required: bool = False) -> str:
    text = value.get(name) or ""
    if not isinstance(text, str) or len(text) > most or (required and not text.strip()):
        least = 1 if required else 0
        raise BadRequestError(f"{where}: {name!r} must be text of {least} to {most} characters")
    return text


def _number(where: str, value: Json, name: str, least: int, most: int) -> int:
    number = value.get(name)
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise BadRequestError(f"{where}: {name!r} must be a whole number from {least} to {most}")
    return number
