"""Checks the records that clients send, and says precisely what is wrong with one.

``FIELDS_OF_A_RECORD`` is also what the description of the API is made from.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Form
from search_app.push.port import Json

MAX_RECORD = 2 * 1024 * 1024
"""Maximum size of one article in a request, in bytes."""
MAX_BULK = 16 * 1024 * 1024
"""Maximum size of a bulk request, in bytes."""
MAX_RECORDS = 1_000
"""Maximum number of records in a bulk request."""
MAX_URL = 2_000
"""Maximum length of an address."""
MAX_ID = 200
"""Maximum length of an id."""
MAX_PIXELS = 100_000
"""Maximum width and height of an image."""
_MAX_TITLE = 2_000
_MAX_NAMES = 200
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
)


class InvalidRecordError(BadRequestError):
    """A record cannot become an article."""

    status = 422
    code = "invalid-record"


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record: its JSON schema, and what it means."""

    name: str
    schema: Json
    text: str


_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": {"type": "string"}, "maxItems": _MAX_NAMES}
_PATHS = {
    "type": "array",
    "items": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    "maxItems": _MAX_NAMES,
}
_ADDRESS = {**_TEXT, "format": "uri", "maxLength": MAX_URL, "pattern": r"^[hH][tT][tT][pP][sS]?://"}
_SIZE = {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_PIXELS}
_MAYBE = {"type": ["string", "null"], "maxLength": _MAX_TITLE}
_OF_AN_IMAGE: Json = {"url": _ADDRESS, "alt": _MAYBE, "caption": _MAYBE, "width": _SIZE, "height": _SIZE}
_IMAGE_OBJECT: Json = {
    "type": "object",
    "properties": _OF_AN_IMAGE,
    "required": ["url"],
    "additionalProperties": False,
}
_IMAGE: Json = {"oneOf": [_ADDRESS, _IMAGE_OBJECT]}
FIELDS_OF_A_RECORD = (
    RecordField(
        "id", {**_TEXT, "minLength": 1, "maxLength": MAX_ID}, "your id of the article, in bulk requests"
    ),
    RecordField(
        "title", {**_TEXT, "maxLength": _MAX_TITLE}, "the title; without one, the beginning of the text"
    ),
    RecordField("body", _TEXT, "the text, paragraphs separated by an empty line; markup is removed"),
    RecordField("html", _TEXT, "the text as HTML, instead of body; it is cleaned"),
    RecordField("url", {**_TEXT, "format": "uri"}, "the address, http or https"),
    RecordField("language", _TEXT, "a language code; it is checked against the text"),
    RecordField("date", _TEXT, "time of publication, ISO 8601; without an offset in the site's zone"),
    RecordField("modified", _TEXT, "time of the last change, ISO 8601"),
    RecordField("updated", _TEXT, "another name of modified"),
    RecordField("authors", _NAMES, "names of the authors"),
    RecordField(
        "categories", _PATHS, 'categories: names, or paths from the root such as ["Sport", "Rowing"]'
    ),
    RecordField("tags", _NAMES, "tags"),
    RecordField("source", _TEXT, "the outside publisher of the story"),
    RecordField(
        "image", _IMAGE, "the lead image: an address, or an object; without one, the first picture in html"
    ),
    RecordField("captions", _NAMES, "captions of the pictures; those in html are found as well"),
    RecordField("kind", {**_TEXT, "enum": [*Form]}, "what the article mainly consists of"),
    RecordField("site", {**_TEXT, "maxLength": 253}, "host name that your ids belong to, if not that of url"),
    RecordField("deleted", {"type": "boolean"}, "true deletes the article, in bulk requests"),
)


def check_id(value: object) -> str:
    """An id as text.

    Raises:
        InvalidRecordError: it is missing, too long, or has characters that cannot be printed.
    """
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.strip() == text and text.isprintable() and 0 < len(text) <= MAX_ID):
        raise InvalidRecordError(f"'id' must be text of 1 to {MAX_ID} printable characters")
    return text


def check_record(value: object) -> Json:
    """A record with known fields of the right form. None and a missing field are the same.

    Raises:
        InvalidRecordError: the message names the first wrong field and what it must be.
    """
    if not isinstance(value, dict):
        raise InvalidRecordError("A record must be a JSON object")
    known = {field.name: field.schema for field in FIELDS_OF_A_RECORD}
    known |= {field.column: _NAMES if field.many else _TEXT for field in FIELDS.extra}
    record = {name: one for name, one in value.items() if one is not None}
    if unknown := sorted(record.keys() - known.keys()):
        raise InvalidRecordError(f"There is no field {unknown[0][:40]!r}. Fields are: {', '.join(known)}")
    for name, one in record.items():
        _check_type(name, one, known[name])
    _check_texts(record)
    return record


def _check_type(name: str, value: object, schema: Json) -> None:
    kind = schema.get("type")
    if name == "image":
        _check_image(value)
    if kind == "string" and not isinstance(value, str):
        raise InvalidRecordError(f"{name!r} must be text")
    if kind == "boolean" and not isinstance(value, bool):
        raise InvalidRecordError(f"{name!r} must be true or false")
    if kind == "array":
        paths = "oneOf" in schema["items"]
        if not isinstance(value, list) or not all(_is_name(one, paths=paths) for one in value):
            what = "a list of names or of paths (lists of names)" if paths else "a list of names"
            raise InvalidRecordError(f"{name!r} must be {what}")
        if len(value) > schema["maxItems"]:
            raise InvalidRecordError(f"{name!r} must have at most {schema['maxItems']} values")
    if isinstance(value, str) and len(value) > schema.get("maxLength", MAX_RECORD):
        raise InvalidRecordError(f"{name!r} must have at most {schema['maxLength']} characters")
    if value not in schema.get("enum", (value,)):
        raise InvalidRecordError(f"{name!r} must be one of: {', '.join(schema['enum'])}")


def _check_image(value: object) -> None:
    """An address, or an object as this service's answers have it."""
    image = {"url": value} if isinstance(value, str) else value
    if not isinstance(image, dict):
        raise InvalidRecordError("'image' must be an address, or an object with 'url'")
    if unknown := sorted(image.keys() - _OF_AN_IMAGE.keys()):
        raise InvalidRecordError(
            f"'image' has no {unknown[0][:40]!r}; it may have: {', '.join(_OF_AN_IMAGE)}"
        )
    if not isinstance(image.get("url"), str) or not _is_address(image["url"]):
        raise InvalidRecordError("The address of 'image' must begin with http:// or https://")
    for name in ("alt", "caption"):
        if not isinstance(image.get(name) or "", str) or len(image.get(name) or "") > _MAX_TITLE:
            raise InvalidRecordError(f"{name!r} of 'image' must be text of at most {_MAX_TITLE} characters")
    for name in ("width", "height"):
        size = image.get(name)
        if size is not None and (type(size) is not int or not 1 <= size <= MAX_PIXELS):
            raise InvalidRecordError(
                f"{name!r} of 'image' must be a whole number of pixels from 1 to {MAX_PIXELS}"
            )


def _is_address(text: str) -> bool:
    return re.fullmatch(rf"https?://[^\s<>\"\\]{{1,{MAX_URL}}}", text, re.IGNORECASE) is not None


def _is_name(value: object, *, paths: bool) -> bool:
    if paths and isinstance(value, list):
        return bool(value) and len(value) <= 20 and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _check_texts(record: Json) -> None:
    if "body" in record and "html" in record:
        raise InvalidRecordError("Send either 'body' or 'html', not both")
    if not record.get("deleted") and not any(
        record.get(name, "").strip() for name in ("title", "body", "html")
    ):
        raise InvalidRecordError("A record needs a 'title', a 'body' or 'html'")
    url = record.get("url")
    if url is not None and not _is_address(url):
        raise InvalidRecordError("'url' must be an address that begins with http:// or https://")
    if (code := record.get("language")) is not None and not _LANGUAGE.fullmatch(code):
        raise InvalidRecordError("'language' must be a language code such as fa")
    if "modified" in record and "updated" in record:
        raise InvalidRecordError("Send either 'modified' or 'updated', not both")
    for name in ("date", "modified", "updated"):
        if (moment := record.get(name)) is not None and not _DATE.fullmatch(moment.strip()):
            raise InvalidRecordError(
                f"{name!r} is {moment[:40]!r}; use ISO 8601 such as 2021-05-09T14:30:00+02:00"
            )


def parse_json(body: bytes) -> Any:
    """The JSON value in a body.

    Raises:
        BadRequestError: it is not JSON in UTF-8.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequestError(f"The body is not JSON: {error}") from None


def parse_records(body: bytes, *, lines: bool) -> list[Any]:
    """The values in the body of a bulk request; a line that is not JSON becomes an InvalidRecordError.

    Args:
        lines: the body is JSON lines and not one array.

    Raises:
        BadRequestError: there are too many, or an array is not JSON.
    """
    values = list(_lines(body)) if lines else parse_json(body)
    if not isinstance(values, list):
        raise BadRequestError(
            "The body must be a JSON array of records, or JSON lines (application/x-ndjson)"
        )
    if not 0 < len(values) <= MAX_RECORDS:
        raise BadRequestError(
            f"A bulk request has 1 to {MAX_RECORDS} records, not {len(values)}; send several"
        )
    return values


def _lines(body: bytes) -> Iterable[Any]:
    for line in body.splitlines():
        if line.strip():
            try:
                yield parse_json(line)
            except BadRequestError as error:
                yield InvalidRecordError(error.message.replace("The body", "The line"))


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is not JSON")
