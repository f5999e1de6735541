"""The routes that read: searches, suggestions, facets, related articles and articles."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Blueprint, Response, request

from analyzers import LANGUAGES
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Document
from search.model import SearchRequest
from search.query.lexer import MAX_LENGTH
from search.reasons import links_in
from search.related import ANY, SAME
from search.scope import Scope, can_limit
from search.suggest import MAX_SIZE
from search_app.access.gate import current_scope
from search_app.api import parameters
from search_app.api.bodies import read_body, uncached
from search_app.api.caching import answered
from search_app.api.events import finished_by_header
from search_app.api.parameters import NONE, TIMELINE, Parameter, integer, words
from search_app.api.probes import add_probes
from search_app.defaults import Defaults
from search_app.errors import ErrorView, error_json
from search_app.events.log import EventLog
from search_app.presenters import article_json, facet_json, related_json, search_json, suggest_json
from search_app.push.port import ArchiveUnavailableError, Json, Publisher
from search_app.push.records import MAX_URL, check_id, check_record, parse_json
from search_app.responses import cached, json_response
from search_app.service import NotFoundError, SearchService
from search_app.state import require

MAX_VALUES = 999
"""Maximum number of facet values in one response."""
MAX_RELATED = 50
"""Maximum number of related articles in one response."""
MAX_SEARCHES = 10
"""Maximum number of searches in one request."""
MAX_PART = 100
"""Maximum number of articles in one part of the archive."""
MAX_BODY = 64 * 1024
"""Maximum size of several searches, in bytes."""
MAX_DRAFT = 512 * 1024
"""Maximum size of a draft, in bytes."""
_JSON = ("application/json",)

FIND = words("find", "words that a value must contain")
VALUES = integer("size", 1, MAX_VALUES, 50, "number of values")
TYPED = Parameter("q", {"type": "string"}, "what was typed so far", checked=False)
SUGGESTIONS = integer("size", 1, MAX_SIZE, 8, "number of suggestions")
LANGUAGE = words("language", "only completions that articles in this language contain", most=20)
ID = words("id", "the id of an article", most=2_000)
URL = words("url", "the address of an article, in any spelling", most=MAX_URL)
RELATED = integer("size", 1, MAX_RELATED, 10, "number of articles")
ITS_LANGUAGE = Parameter(
    "language",
    {"type": "string", "enum": [ANY, SAME, *LANGUAGES], "default": ANY},
    "the language of related articles",
)
CURSOR = integer("cursor", 0, 2**63 - 1, 0, "where to continue: next of the part before")
PART = integer("size", 1, MAX_PART, 50, "number of articles")
PART_FACETS = tuple(name for name in FIELDS.facets if can_limit(name))
"""The facets by which the parts of the archive can be filtered."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the routes need. ``publisher`` knows the archive; without it, no article is found by address."""

    service: SearchService
    publisher: Publisher | None
    events: EventLog

    @property
    def scoped(self) -> SearchService:
        """The service for the key of the current request."""
        return self.service.within(current_scope())

    @property
    def archive(self) -> Publisher:
        """The archive.

        Raises:
            ArchiveUnavailableError: this service has none.
        """
        if self.publisher is None:
            raise ArchiveUnavailableError("This needs the archive, and this service has only the index")
        return self.publisher

    def by_address(self) -> Document:
        """The article that the request names by ``id`` or ``url``.

        Raises:
            BadRequestError: it names none.
            NotFoundError: there is none.
        """
        id_, url = ID.read(), URL.read()
        if id_:
            return self.scoped.article(id_)
        if not url:
            raise BadRequestError("Name an article:  ?id=… or ?url=…")
        found = self.archive.id_of(url)
        if found is None:
            raise NotFoundError(f"There is no article with the address {url[:200]!r}")
        return self.scoped.article(found)


def api_blueprint(service: SearchService, publisher: Publisher | None, events: EventLog) -> Blueprint:
    """The routes that read, answered by one service."""
    api = Blueprint("api", __name__)
    reading = Reading(service, publisher, events)
    _searches(api, reading)
    _facets(api, reading)
    _related(api, reading)
    _articles(api, reading)
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


def only(hits: list[Json], fields: tuple[str, ...] | None) -> list[Json]:
    """Hits with the chosen fields and their ids. None chooses all."""
    if fields is None:
        return hits
    wanted = {"id", *fields}
    return [{name: value for name, value in hit.items() if name in wanted} for hit in hits]


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


def _related(api: Blueprint, reading: Reading) -> None:
    zone = reading.service.settings.zone

    def answer(document: Document, id_: str | None, text: str) -> Json:
        language = ITS_LANGUAGE.read() or ANY
        hits = reading.scoped.related(document, RELATED.read(), language=language, linked=links_in(text))
        content = related_json(id_ or "", hits, zone=zone)
        content["hits"] = only(content["hits"], parameters.fields_wanted().read())
        if id_ is None:
            del content["id"]
        return content

    @api.get("/api/v1/related")
    def related() -> Response:
        def make() -> Response:
            document = reading.by_address()
            return json_response(answer(document, document.id, document.body))

        return answered(reading.service, make)

    @api.post("/api/v1/related")
    def related_to_draft() -> Response:
        record = parse_json(read_body(MAX_DRAFT, _JSON))
        draft = _draft(reading, record)
        return uncached(json_response(answer(draft, None, str(record.get("html") or draft.body))))


def _draft(reading: Reading, content: Any) -> Document:
    """An unpublished article that related ones are wanted for.

    Raises:
        InvalidRecordError: the body has neither title, body nor html.
        ArchiveUnavailableError: it is HTML, and this service has no HTML parser.
    """
    record = check_record(content)
    if reading.publisher is not None or "html" in record:
        return reading.archive.draft(record)
    id_ = check_id(record.get("id", "draft"))
    language = record.get("language", "und").lower().replace("_", "-").partition("-")[0]
    known = language if language in LANGUAGES else "und"
    return Document(id_, record.get("title", ""), record.get("body", ""), known)


def _articles(api: Blueprint, reading: Reading) -> None:
    zone = reading.service.settings.zone

    def answer(document: Document) -> Response:
        return json_response(article_json(document, reading.scoped.others(document), zone=zone))

    @api.get("/api/v1/articles/<any_id:id_>")
    def article(id_: str) -> Response:
        return answered(reading.service, lambda: answer(reading.scoped.article(id_)))

    @api.get("/api/v1/articles")
    def articles() -> Response:
        if URL.read() or ID.read():
            return answered(reading.service, lambda: answer(reading.by_address()))
        return uncached(json_response(_part(reading, CURSOR.read(), PART.read(), _part_filters())))

    @api.get("/api/v1/status")
    def status() -> Response:
        return json_response(asdict(reading.scoped.status()))


def _part_filters() -> Scope:
    """The chosen values of facets.

    Raises:
        BadRequestError: there is a query, which has no order of changes, or a facet that is not stored.
    """
    if request.args.get("q"):
        raise BadRequestError(
            "A cursor goes through the archive in the order of changes and takes no 'q', only facets. All "
            "hits of a query are in /results.jsonl?q=…"
        )
    return tuple((name, values) for name in PART_FACETS if (values := tuple(request.args.getlist(name))))


def _part(reading: Reading, cursor: int, size: int, filters: Scope) -> Json:
    """A part of the archive in the order of the last change, and where the next one begins."""
    zone, scope = reading.service.settings.zone, current_scope()
    part = reading.archive.part(cursor, size, scope, filters)
    articles = [
        {"id": one, "deleted": True} if isinstance(one, str) else article_json(one, zone=zone)
        for one in part.articles
    ]
    for one in articles:
        one.pop("others", None)
    return {"articles": articles, "next": part.next, "more": part.more}
