"""Parameters of the API, declared once: routes read requests with them, and the description lists them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from engines.port.calendars import Calendar
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Sort
from search.engine_query import MAX_SIZE
from search.model import Match
from search.query.lexer import MAX_LENGTH
from search_app.push.port import Conflict, Json
from search_app.state import MAX_DEPTH, MAX_VALUES


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address: its JSON schema and what it means.

    ``checked`` is False if another module reads it (``state`` reads those of a search).
    """

    name: str
    schema: Json
    text: str
    required: bool = False
    place: str = "query"
    checked: bool = True

    @property
    def many(self) -> bool:
        """Whether it may be repeated."""
        return self.schema.get("type") == "array"

    def read(self) -> Any:
        """Its value in the current request: text, a number, a tuple of names, or its default or None.

        Raises:
            BadRequestError: it is missing or invalid; the message says what it must be.
        """
        text = request.args.get(self.name)
        if text is None or text == "":
            if self.required:
                raise BadRequestError(f"The parameter {self.name!r} is missing: {self.text}")
            return self.schema.get("default")
        return _READERS[self.schema["type"]](self, text)

    @property
    def openapi(self) -> Json:
        """The parameter in an OpenAPI document."""
        found: Json = {"name": self.name, "in": self.place, "description": self.text, "schema": self.schema}
        if self.required or self.place == "path":
            found["required"] = True
        if "," in self.schema.get("x-separator", ""):
            found |= {"style": "form", "explode": False}
            found["schema"] = {k: v for k, v in self.schema.items() if k != "x-separator"}
        return found


def _integer(parameter: Parameter, text: str) -> int:
    least, most = parameter.schema["minimum"], parameter.schema["maximum"]
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not least <= number <= most:
        raise BadRequestError(f"{parameter.name!r} must be a whole number from {least} to {most}")
    return number


def _text(parameter: Parameter, text: str) -> str:
    most = parameter.schema.get("maxLength", MAX_LENGTH)
    if len(text) > most:
        raise BadRequestError(f"{parameter.name!r} must have at most {most} characters")
    known = parameter.schema.get("enum")
    if known and text not in known:
        raise BadRequestError(f"{parameter.name!r} must be one of: {', '.join(known)}")
    return text


def _names(parameter: Parameter, text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    known = parameter.schema["items"]["enum"]
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if wrong := [name for name in found if name not in known]:
        raise BadRequestError(f"{parameter.name!r} has {wrong[0][:40]!r}; it may have: {', '.join(known)}")
    return found


_READERS: dict[str, Callable[[Parameter, str], Any]] = {"integer": _integer, "string": _text, "array": _names}


def integer(name: str, least: int, most: int, default: int, text: str) -> Parameter:
    """A whole number."""
    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(name, schema, text)


def names(name: str, known: Iterable[str], text: str) -> Parameter:
    """Some of the known names, with commas between them."""
    schema = {"type": "array", "items": {"type": "string", "enum": [*known]}, "x-separator": ","}
    return Parameter(name, schema, text)


def words(name: str, text: str, *, most: int = MAX_LENGTH, required: bool = False) -> Parameter:
    """A text."""
    schema: Json = {"type": "string", "maxLength": most}
    return Parameter(name, schema | ({"minLength": 1} if required else {}), text, required)


TIMELINE = "timeline"
NONE = "none"

KEY = Parameter("key", {"type": "string", "maxLength": 100}, "a read key, if it is not sent as a header")
_OF_A_HIT = ("category", "score", "title_html", "snippets", "others", "why", "shared", "reasons")


def fields_wanted() -> Parameter:
    """Chooses the fields of hits."""
    known = dict.fromkeys(("id", *(field.column for field in FIELDS.exported), *_OF_A_HIT))
    return names("fields", known, "the fields that hits have; default: all. The id is always there")


def facets_wanted() -> Parameter:
    """Chooses the facets that are counted."""
    known = (*FIELDS.facets, TIMELINE, NONE)
    text = "the facets that are counted, and whether the timeline is; default: all. none for none"
    return names("facets", known, text)


def _search(name: str, schema: Json, text: str) -> Parameter:
    return Parameter(name, schema, text, checked=False)


def _choice(values: Iterable[str], **more: Any) -> Json:
    return {"type": "string", "enum": [str(value) for value in values], **more}


_FLAG = {"type": "string", "enum": ["0", "1"]}
_DAY = {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"}


def search_parameters() -> tuple[Parameter, ...]:
    """The parameters of a search that choose its hits."""
    return (
        _search(
            "q", {"type": "string", "maxLength": MAX_LENGTH}, "what a reader types, in the query language"
        ),
        *(
            _search(
                name,
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": "^[0-9]{1,4}$"}
                    if name == "year"
                    else {"type": "string"},
                    "maxItems": MAX_VALUES,
                },
                f"values of the facet {name}: any of them",
            )
            for name in FIELDS.facets
        ),
        _search("from", _DAY, "the first day: a year, a month or a day"),
        _search("to", _DAY, "the last day"),
        _search(
            "calendar", _choice(Calendar), "the calendar of years, in the facet, the filter and the timeline"
        ),
        _search("exact", _FLAG, "1: only the words as typed, no other forms"),
        _search("across", _FLAG, "1: translations of the words match too"),
        _search(
            "skip",
            {"type": "array", "items": {"type": "string"}, "maxItems": MAX_VALUES},
            "with across: translations that are left out",
        ),
        _search("match", _choice(Match), "any: hits need not have every word"),
        _search("collapse", _FLAG, "0: each article is a hit; 1: a story is one hit"),
        _search(
            "prefer",
            {"type": "string", "maxLength": 10},
            "the language of the article that represents a story",
        ),
    )


ORDER = (
    _search("sort", _choice(Sort), "the order; default: relevance if words were typed, else newest"),
    _search("page", {"type": "integer", "minimum": 1, "maximum": MAX_DEPTH // MAX_SIZE}, "the page, from 1"),
    _search("size", {"type": "integer", "minimum": 1, "maximum": MAX_SIZE}, "hits per page"),
    _search("explain", _FLAG, "1: each hit says why it matched"),
    _search("meaning", _FLAG, "0: the order depends on the words only, also if the service ranks by meaning"),
)
"""The parameters of a search that choose what is shown of its hits."""
CONFLICT = Parameter(
    "conflict",
    _choice(Conflict, default=Conflict.REFUSE.value),
    "what to do if the article that would be replaced is another story",
    checked=False,
)
WAIT = Parameter(
    "wait",
    {"type": "number", "minimum": 0, "maximum": 60, "default": 2},
    "seconds to wait for the index",
    checked=False,
)


def pairs_of(values: Json) -> list[tuple[str, str]]:
    """The parameters of a search in a JSON object, as those of an address.

    Raises:
        BadRequestError: a name is unknown, or a value is not text, a number, true, false or a list of them.
    """
    known = {parameter.name for parameter in (*search_parameters(), *ORDER)}
    if unknown := sorted(values.keys() - known):
        raise BadRequestError(
            f"A search has no parameter {unknown[0][:40]!r}; it may have: {', '.join(known)}"
        )
    found: MultiDict[str, str] = MultiDict()
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            found.add(name, _written(name, one))
    return list(found.items(multi=True))


def _written(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str | int):
        return str(value)[: MAX_LENGTH + 1]
    raise BadRequestError(f"{name!r} must be text, a whole number, true, false, or a list of these")
