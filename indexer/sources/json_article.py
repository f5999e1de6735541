"""Turns one JSON object into an Article: the names that exports give to their fields, and what is
tolerated.
"""

import re
from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from engines.port.fields import FIELDS
from indexer.article import Article, CategoryPath
from indexer.categories import separate_tags
from indexer.sources.json_media import media_fields
from indexer.sources.json_stream import BadJsonError
from indexer.sources.text import clean_line, clean_pages, http_url, language_code, titled
from indexer.sources.timestamps import read_timestamp

_ARROWS = re.compile(r"\s+[>›»→/]\s+")
_MAX_DEPTH = 20
_BODIES = ("body", "text", "content", "content_html", "content_text")
_LISTS = ("items", "articles", "posts", "stories", "entries", "records", "results", "data")


def to_article(value: Any, timezone: tzinfo, file: str) -> Article:
    """The article in one record. Null and missing fields are the same. Raises BadJsonError."""
    if not isinstance(value, dict):
        raise BadJsonError(f"a record must be a JSON object, not {_kind(value)}")
    body = clean_pages(_text(value, *_BODIES))
    title = titled(clean_line(_text(value, "title", "headline")), body)
    if not title:
        raise BadJsonError("the record has neither title nor body")
    language = language_code(_text(value, "lang", "language"))
    image, captions, kind = media_fields(value, body)
    return Article(
        title=title,
        body=body,
        language=language,
        url=http_url(_text(value, "url", "link")),
        authors=_names(value, "authors", "author"),
        categories=_categories(_first(value, "categories", "category")),
        tags=_tags(_first(value, "tags")),
        date=read_timestamp(_first(value, "date", "published", "date_published"), timezone, language)
        or read_timestamp(_first(value, "date_jalali"), timezone, "fa"),
        modified=read_timestamp(_first(value, "modified", "updated", "date_modified"), timezone, language),
        source=clean_line(_text(value, "source")) or None,
        external_id=clean_line(_text(value, "id")) or None,
        file=file,
        image=image,
        captions=captions,
        kind=kind,
        extra=_extra(value),
    )


def wrapped(value: Any) -> list[Any] | None:
    """The records in an object that only lists them, such as a JSON Feed; None for any other value.

    The language of the list is that of its records, unless they state another.
    """
    if not isinstance(value, dict) or _first(value, *_BODIES) is not None:
        return None
    found = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
    if not found or not all(isinstance(each, dict) for each in found):
        return None
    language = {"language": value["language"]} if isinstance(value.get("language"), str) else {}
    return [language | each for each in found]


def _extra(record: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values of the declared fields that articles have no attribute for."""
    found = ((field, _names(record, *dict.fromkeys((field.column, field.name)))) for field in FIELDS.extra)
    return tuple((field.column, names if field.many else names[:1]) for field, names in found if names)


def _first(record: dict[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _text(record: dict[str, Any], *names: str) -> str:
    value = _first(record, *names)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise BadJsonError(f"the field {names[0]} must be text, not {_kind(value)}")


def _names(record: dict[str, Any], *names: str) -> tuple[str, ...]:
    value = _first(record, *names)
    items = value if isinstance(value, list) else [value]
    return _unique(item.get("name") if isinstance(item, dict) else item for item in items)


def _tags(value: Any) -> tuple[str, ...]:
    return _unique(separate_tags(value) if isinstance(value, str) else _as_list(value))


def _categories(value: Any) -> tuple[CategoryPath, ...]:
    paths = (_unique(_path(item), repeats=True) for item in _as_list(value))
    return tuple(dict.fromkeys(path for path in paths if path))


def _path(item: Any, depth: int = 0) -> list[Any]:
    """The names from the root: of a list, of ``"Sports > Football"``, or of ``{"name", "parent"}``."""
    if isinstance(item, str):
        return _ARROWS.split(item)
    if isinstance(item, dict):
        parent = item.get("parent")
        above = _path(parent, depth + 1) if isinstance(parent, str | dict) and depth < _MAX_DEPTH else []
        return [*above, item.get("name")]
    return _as_list(item)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _unique(items: Iterable[Any], *, repeats: bool = False) -> tuple[str, ...]:
    names = [clean_line(str(item)) for item in items if isinstance(item, str | int) and item is not False]
    found = [name for name in names if name]
    return tuple(found if repeats else dict.fromkeys(found))


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
