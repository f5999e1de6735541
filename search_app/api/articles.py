"""The routes of single articles, of the articles related to one, and of the archive part by part."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from analyzers import LANGUAGES
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Document
from search.reasons import links_in
from search.related import ANY, SAME
from search.scope import Scope, can_limit
from search_app.access.gate import current_scope
from search_app.api import parameters
from search_app.api.bodies import read_body, uncached
from search_app.api.caching import answered
from search_app.api.context import ID, URL, Reading, only
from search_app.api.parameters import Parameter, integer
from search_app.presenters import article_json
from search_app.push.port import Json
from search_app.push.records import check_id, check_record, parse_json
from search_app.related_json import links_json, related_json
from search_app.responses import json_response

MAX_RELATED = 50
"""Maximum number of related articles in one response."""
MAX_PART = 100
"""Maximum number of articles in one part of the archive."""
MAX_DRAFT = 512 * 1024
"""Maximum size of a draft, in bytes."""
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


def add_related(api: Blueprint, reading: Reading) -> None:
    """Add the routes of related articles, by an article and by a draft."""
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
        record = parse_json(read_body(MAX_DRAFT, ("application/json",)))
        draft = _draft(reading, record)
        return uncached(json_response(answer(draft, None, str(record.get("html") or draft.body))))

    @api.post("/api/v1/links")
    def links_of_draft() -> Response:
        record = parse_json(read_body(MAX_DRAFT, ("application/json",)))
        draft = _draft(reading, record)
        linked = links_in(str(record.get("html") or draft.body))
        found = reading.scoped.links(draft, linked=linked, size=RELATED.read())
        return uncached(json_response(links_json(found, zone=zone)))


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


def add_articles(api: Blueprint, reading: Reading) -> None:
    """Add the routes of an article, of the archive part by part, and of the state of the index."""
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
    part = reading.archive.part(cursor, size, scope, reading.service.categories().widened(filters))
    articles = [
        {"id": one, "deleted": True} if isinstance(one, str) else article_json(one, zone=zone)
        for one in part.articles
    ]
    for one in articles:
        one.pop("others", None)
    return {"articles": articles, "next": part.next, "more": part.more}
