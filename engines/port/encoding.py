"""JSON as bytes, with orjson: several times as fast as the standard library."""

import json
from typing import Any

import orjson


def encode_json(content: Any) -> bytes:
    """A value as JSON, in UTF-8 without escapes.

    A lone surrogate becomes a question mark.
    """
    try:
        return orjson.dumps(content)
    except TypeError:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def decode_json(text: str | bytes) -> Any:
    """The value of a JSON text, which may contain lone surrogates.

    Raises:
        ValueError: it is not JSON.
    """
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)
