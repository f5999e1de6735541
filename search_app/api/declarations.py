"""The routes of the API, declared for its description. The parameters are those that the routes read."""

from dataclasses import dataclass

from engines.port.fields import FIELDS
from search_app.access.keys import Role
from search_app.api import articles, context, events, parameters, reading
from search_app.api.parameters import CONFLICT, ORDER, WAIT, Parameter, words
from search_app.push.hooks import SYSTEMS
from search_app.push.records import MAX_ID


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of an address.

    ``answer`` and ``body`` are names of schemas, ``types`` the content types of the body, ``statuses`` those
    of answers that are not errors, ``errors`` those of errors that only this route has.
    """

    method: str
    path: str
    name: str
    summary: str
    parameters: tuple[Parameter, ...] = ()
    answer: str = "Answer"
    body: str = ""
    types: tuple[str, ...] = ("application/json",)
    role: Role = Role.READ
    statuses: tuple[int, ...] = (200,)
    errors: tuple[int, ...] = ()


_ID = Parameter(
    "id", {"type": "string", "minLength": 1, "maxLength": MAX_ID}, "the id of an article", place="path"
)
_SITE = words("site", "the host that your id belongs to, if several sites use it", most=253)
_TOKEN = Parameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "a name for this request; repeating it within a day changes nothing",
    place="header",
)
_FINISHED = Parameter(
    events.HEADER,
    {"type": "string", "enum": [events.FINISHED]},
    "a reader has finished this query, so the log of queries may count it",
    place="header",
    checked=False,
)
_LINES = ("application/json", "application/x-ndjson")


def operations() -> tuple[Operation, ...]:
    """All operations, those that read first."""
    return (*_reading(), *_writing())


def _reading() -> tuple[Operation, ...]:
    search = parameters.search_parameters()
    fields, facets = parameters.fields_wanted(), parameters.facets_wanted()
    name = Parameter("name", {"type": "string", "enum": [*FIELDS.facets]}, "the facet", place="path")
    filters = tuple(one for one in search if one.name in articles.PART_FACETS)
    of_one_facet = tuple(one for one in search if one.name != "size")
    return (
        Operation("get", "/api/v1/search", "search", "Search", (*search, *ORDER, fields, facets, _FINISHED)),
        Operation(
            "post",
            "/api/v1/multi-search",
            "multiSearch",
            "Several searches in one request, at most 10",
            answer="Answers",
            body="Searches",
        ),
        Operation(
            "get",
            "/api/v1/suggest",
            "suggest",
            "Complete what is being typed",
            (reading.TYPED, reading.SUGGESTIONS, reading.LANGUAGE),
            "Suggestions",
        ),
        Operation(
            "get",
            "/api/v1/facets/{name}",
            "facetValues",
            "All values of a facet",
            (name, *of_one_facet, reading.FIND, reading.VALUES),
            "FacetValues",
            errors=(404,),
        ),
        Operation(
            "get",
            "/api/v1/related",
            "related",
            "Articles related to an article",
            (context.ID, context.URL, articles.RELATED, articles.ITS_LANGUAGE, fields),
            "Related",
            errors=(404,),
        ),
        Operation(
            "post",
            "/api/v1/related",
            "relatedToDraft",
            "Articles related to an unpublished text",
            (articles.RELATED, articles.ITS_LANGUAGE, fields),
            "Related",
            body="Record",
        ),
        Operation(
            "post",
            "/api/v1/links",
            "linksOfDraft",
            "Links to set in an unpublished text, articles that should link to it, and its names",
            (articles.RELATED,),
            "Links",
            body="Record",
        ),
        Operation(
            "get",
            "/api/v1/articles/{id}",
            "article",
            "An article by its id",
            (_ID,),
            "Article",
            errors=(404,),
        ),
        Operation(
            "get",
            "/api/v1/articles",
            "articles",
            "An article by its address, or all articles part by part",
            (context.URL, context.ID, articles.CURSOR, articles.PART, *filters),
            "ArticleOrPart",
            errors=(404,),
        ),
        Operation(
            "post",
            "/api/v1/events",
            "events",
            "Report finished queries and opened hits",
            answer="Accepted",
            body="Events",
            types=events.TYPES,
            statuses=(202,),
        ),
        Operation("get", "/api/v1/status", "status", "What is served", answer="Status"),
    )  # fmt: skip


def _writing() -> tuple[Operation, ...]:
    system = Parameter(
        "system", {"type": "string", "enum": [*SYSTEMS]}, "the system that sends", place="path"
    )
    revision = Parameter(
        "revision", {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}, "as in Location", place="path"
    )
    write = Role.WRITE
    return (
        Operation(
            "put",
            "/api/v1/articles/{id}",
            "putArticle",
            "Add or change an article",
            (_ID, CONFLICT, WAIT, _TOKEN),
            "Pushed",
            "Record",
            role=write,
            statuses=(200, 201, 202),
            errors=(409,),
        ),
        Operation(
            "delete",
            "/api/v1/articles/{id}",
            "deleteArticle",
            "Delete an article",
            (_ID, _SITE, WAIT, _TOKEN),
            "Pushed",
            role=write,
            statuses=(200, 202),
            errors=(404,),
        ),
        Operation(
            "post",
            "/api/v1/articles/bulk",
            "bulk",
            "Many changes, each with its result",
            (CONFLICT, WAIT, _TOKEN),
            "PushedAll",
            "Records",
            _LINES,
            write,
            (200, 202),
        ),
        Operation(
            "post",
            "/api/v1/hooks/{system}",
            "hook",
            "What a content management system sends on save",
            (system, CONFLICT, WAIT),
            "Pushed",
            "Payload",
            role=write,
            statuses=(200, 201, 202),
            errors=(404, 409),
        ),
        Operation(
            "get",
            "/api/v1/pushes/{revision}",
            "push",
            "Whether a push is in the index",
            (revision,),
            "Push",
            role=write,
            errors=(404,),
        ),
    )
