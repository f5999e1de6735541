"""JSON schemas of the answers and bodies, for the API's description. Tests check answers against them."""

from engines.port.field import Kind
from engines.port.fields import FIELDS
from search.query.lexer import MAX_LENGTH
from search.suggest import KINDS
from search_app.api.events import MAX_EVENTS, MAX_FILTERS, MAX_TOTAL
from search_app.events.model import MAX_RANK, Source
from search_app.push.port import Json, Result
from search_app.push.records import FIELDS_OF_A_RECORD, MAX_ID, MAX_RECORDS

_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "integer"}
_YES: Json = {"type": "boolean"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}


def _object(required: Json, more: Json | None = None) -> Json:
    """An object with required properties, and further ones that it may have."""
    return {"type": "object", "properties": {**required, **(more or {})}, "required": [*required]}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _values(kind: Kind, *, many: bool) -> Json:
    if kind is Kind.IMAGE:
        return {"oneOf": [_IMAGE, {"type": "null"}]}
    one = _list(_TEXT) if kind is Kind.PATH else _TEXT
    return _list(one) if many else {"type": ["string", "null"]}


_SIZE: Json = {"type": ["integer", "null"]}
_IMAGE = _object({"url": _TEXT, "alt": _TEXT, "caption": _TEXT, "width": _SIZE, "height": _SIZE})


def _article() -> Json:
    declared = {field.column: _values(field.kind, many=field.many) for field in FIELDS.exported}
    return {"id": _TEXT, **declared, "category": _MAYBE_TEXT}


_OTHER = _object(
    {"id": _TEXT, "title": _TEXT, "language": _TEXT, "url": _MAYBE_TEXT, "date": _MAYBE_TEXT, "kind": _TEXT},
    {"matched": _YES},
)
_SNIPPET = _object(
    {"text": _TEXT, "html": _TEXT, "marks": _list(_list(_NUMBER))},
    {"caption": _YES, "page": _NUMBER, "url": _MAYBE_TEXT},
)
_NAME = _object({"language": _TEXT, "name": _TEXT})
_BUCKET = _object({"value": _TEXT, "count": _NUMBER, "selected": _YES}, {"names": _list(_NAME)})
_WHY = _object({"typed": _TEXT, "found": _list(_TEXT), "kind": _TEXT})
_OFFER = _object({"kind": _TEXT, "text": _TEXT, "total": _NUMBER, "url": _TEXT})
_NOTE = _object({"kind": _TEXT, "typed": _TEXT, "number": _NUMBER, "message": _TEXT})

_SHARED = _object({"word": _TEXT, "weight": {"type": "number"}, "title": _YES, "body": _YES})
_REASONS = _object(
    {
        "terms": _list(_SHARED),
        "category": _MAYBE_TEXT,
        "authors": _list(_TEXT),
        "tags": _list(_TEXT),
        "days": {"type": ["integer", "null"]},
        "links": _YES,
        "published": _YES,
    }
)


def _hit() -> Json:
    shown = {
        **_article(),
        "score": {"type": ["number", "null"]},
        "title_html": _TEXT,
        "snippets": _list(_SNIPPET),
        "others": _list(_OTHER),
        "why": _list(_WHY),
        "shared": _list(_TEXT),
        "reasons": _REASONS,
    }
    return _object({"id": _TEXT}, {name: one for name, one in shown.items() if name != "id"})


def _answer() -> Json:
    numbers = ("total", "articles", "page", "pages", "size", "matched_words", "wanted_words")
    return _object(
        {
            "query": _TEXT,
            **dict.fromkeys(numbers, _NUMBER),
            "partial": _YES,
            "hits": _list(_ref("Hit")),
            "next": _MAYBE_TEXT,
            "prev": _MAYBE_TEXT,
        },
        {
            "took_ms": {"type": "number"},
            "facets": {"type": "object", "additionalProperties": _list(_BUCKET)},
            "timeline": _list(_object({"value": _TEXT, "count": _NUMBER})),
            "notes": _list(_NOTE),
            "translations": _list(_object({"typed": _TEXT, "language": _TEXT, "word": _TEXT})),
            "editors_notes": _list(_TEXT),
            "redirect": _TEXT,
            "suggestions": _list(_OFFER),
        },
    )


def _links() -> Json:
    named: Json = {"id": _TEXT, "title": _TEXT, "url": _MAYBE_TEXT, "language": _TEXT, "date": _MAYBE_TEXT}
    where = {"phrase": _TEXT, "sentence": _TEXT, "mark": _list(_NUMBER), "score": {"type": "number"}}
    link, article = _object({**named, **where}), {"anyOf": [_object(named), {"type": "null"}]}
    name = _object({"name": _TEXT, "query": _TEXT, "total": _NUMBER, "first": article, "last": article})
    return _object({"links": _list(link), "back": _list(link), "names": _list(name)})


def _record() -> Json:
    properties = {field.name: {**field.schema, "description": field.text} for field in FIELDS_OF_A_RECORD}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _event(type_: str, required: Json, more: Json | None = None) -> Json:
    """An event about a query."""
    query: Json = {**_TEXT, "minLength": 1, "maxLength": MAX_LENGTH, "pattern": r"\S"}
    about: Json = {
        "filters": {
            **_TEXT,
            "maxLength": MAX_FILTERS,
            "description": "as in an address: language=fa",
        },
        "language": {**_TEXT, "maxLength": 20, "description": "the language of the interface"},
        "source": {**_TEXT, "enum": [*Source]},
    }
    found = _object({"type": {"const": type_}, "query": query, **required}, {**about, **(more or {})})
    return {**found, "additionalProperties": False}


def _events() -> Json:
    total: Json = {"type": ["integer", "null"], "minimum": 0, "maximum": MAX_TOTAL}
    id_: Json = {**_TEXT, "minLength": 1, "maxLength": MAX_ID, "pattern": r"\S"}
    rank: Json = {**_NUMBER, "minimum": 1, "maximum": MAX_RANK, "description": "over all pages, from 1"}
    kinds = [_event("query", {}, {"total": total}), _event("click", {"id": id_, "rank": rank})]
    return _object({"events": {**_list({"oneOf": kinds}), "minItems": 1, "maxItems": MAX_EVENTS}})


def _pushed() -> Json:
    result = {"type": "string", "enum": [one.value for one in Result]}
    return _object({"result": result}, {"id": _TEXT, "indexed": _YES, "message": _TEXT, "pending": _TEXT})


def schemas() -> Json:
    """The schemas by name."""
    error = _object(
        {"code": _TEXT, "message": _TEXT, "status": _NUMBER, "hint": _TEXT}, {"id": _TEXT, "pending": _TEXT}
    )
    return {"Error": _object({"error": error}), **_of_searches(), **_of_articles(), **_of_writing()}


def _of_searches() -> Json:
    suggestion = _object(
        {"text": _TEXT, "kind": {"type": "string", "enum": [*KINDS]}, "html": _TEXT}, {"count": _NUMBER}
    )
    return {
        "Hit": _hit(),
        "Answer": _answer(),
        "Answers": _object({"results": _list({"anyOf": [_ref("Answer"), _ref("Error")]})}),
        "Searches": _object({"searches": {**_list({"type": "object"}), "minItems": 1, "maxItems": 10}}),
        "FacetValues": _object(
            {"facet": _TEXT, "total": _NUMBER, "matching": _NUMBER, "values": _list(_BUCKET)}
        ),
        "Suggestions": _object({"query": _TEXT, "suggestions": _list(suggestion)}),
        "Related": _object({"hits": _list(_ref("Hit"))}, {"id": _TEXT}),
        "Links": _links(),
    }


def _of_articles() -> Json:
    article = _object({**_article(), "body": _TEXT, "translations": _list(_TEXT)}, {"others": _list(_OTHER)})
    deleted = _object({"id": _TEXT, "deleted": {"const": True}})
    return {
        "Article": article,
        "ArticleOrPart": {"anyOf": [_ref("Article"), _ref("Part")]},
        "Part": _object(
            {"articles": _list({"anyOf": [_ref("Article"), deleted]}), "next": _NUMBER, "more": _YES}
        ),
        "Status": _object(
            {
                "engine": _TEXT,
                "documents": _NUMBER,
                "revision": _NUMBER,
                "fingerprint": _TEXT,
                "current_analysis": _YES,
            }
        ),
    }


def _of_writing() -> Json:
    return {
        "Events": _events(),
        "Accepted": _object({"accepted": _NUMBER}),
        "Record": _record(),
        "Records": {**_list(_ref("Record")), "minItems": 1, "maxItems": MAX_RECORDS},
        "Pushed": _pushed(),
        "PushedAll": _object(
            {
                "results": _list(
                    _object(
                        {"number": _NUMBER, "status": _NUMBER, "result": _TEXT},
                        {"sent": _TEXT, "id": _TEXT, "message": _TEXT, "pending": _TEXT},
                    )
                ),
                "failed": _NUMBER,
                "indexed": _YES,
            }
        ),
        "Push": _object({"revision": _NUMBER, "indexed": _YES}, {"message": _TEXT}),
        "Payload": {"type": "object", "description": "what the system sends on save"},
    }
