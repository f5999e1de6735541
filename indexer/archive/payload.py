"""Converts an article to the JSON that the archive stores, and back."""

import json
import zlib
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from engines.port.model import Form, Image
from indexer.article import Article

_DATES = ("date", "modified")
_LISTS = ("languages", "authors", "tags", "translations", "captions")
_ELSEWHERE = ("aliases", "identity", "part", "partial")  # stored in tables of their own, or not needed later


def to_payload(article: Article) -> dict[str, Any]:
    """All fields that are set, dates in UTC, without the usual kind. Lone surrogates become ``?``, because a
    file cannot contain them.
    """
    payload: dict[str, Any] = {}
    for item in fields(article):
        if item.name in _ELSEWHERE:
            continue
        value = getattr(article, item.name)
        if item.name == "extra":
            value = {key: list(values) for key, values in sorted(article.extra) if values} or None
        if isinstance(value, datetime):
            value = utc(value).isoformat()
        if isinstance(value, Image):
            value = {key: part for key, part in asdict(value).items() if part}
        if value not in (None, "", ()) and (item.name, value) != ("kind", Form.ARTICLE):
            payload[item.name] = _plain(value)
    return payload


def from_payload(text: str) -> Article:
    """The article from a payload. Raises ValueError or TypeError on a damaged row."""
    data = json.loads(text)
    for name in _DATES:
        if name in data:
            data[name] = datetime.fromisoformat(data[name])
    for name in _LISTS:
        data[name] = tuple(data.get(name, ()))
    if "image" in data:
        data["image"] = Image(**data["image"])
    data["extra"] = tuple((key, tuple(values)) for key, values in data.get("extra", {}).items())
    data["categories"] = tuple(tuple(path) for path in data.get("categories", ()))
    return Article(title=data.pop("title", ""), body=data.pop("body", ""), **data)


def pack(payload: str) -> bytes:
    """A payload as stored in the history and in pending updates: UTF-8, deflated (RFC 1950)."""
    return zlib.compress(payload.encode("utf-8", "replace"))


def unpack(packed: bytes) -> str:
    """The payload from ``pack``. Raises ValueError if it is damaged."""
    try:
        return zlib.decompress(packed).decode("utf-8")
    except zlib.error as error:
        raise ValueError(str(error)) from error


def utc(moment: datetime) -> datetime:
    """The same time in UTC. A date without a zone violates the contract of Article and is read as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
