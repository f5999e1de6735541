"""JSON as bytes, by orjson: several times as fast as the standard library for whole answers and documents."""

import json
from typing import Any

import orjson


def encode_json(content: Any) -> bytes:
    """A value as JSON, letters of every script as they are.

    Text that is no Unicode (half a surrogate pair) becomes a question mark, as a reader shows it.
    """
    try:
        return orjson.dumps(content)
    except TypeError:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


def decode_json(text: str | bytes) -> Any:
    """The value of a JSON text, one with half a surrogate pair too.

    Raises:
        ValueError: it is none.
    """
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)
