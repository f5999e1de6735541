"""JSON with other text before or after it: warnings of PHP, comments of caches, scripts of hosts."""

import json
import re
from typing import Any

_START = re.compile(r"[\[{]")
_PART = re.compile(r'(?:"\s*:|[\[{,])\s*\Z')
"""What comes before a value that is a part of another one: that one was cut off, and is not noise."""
_MAX_STARTS = 50
_NOISE = 200_000
_QUOTED = 100


class NoJsonError(ValueError):
    """There is no complete value. The message says where reading ended."""


def read_json(content: bytes) -> tuple[Any, str]:
    """A JSON value, and the beginning of the text around it, which is "" for clean JSON.

    The value is the array or object that is the longest part of the text. Raises NoJsonError, which names the
    byte where clean JSON would have continued.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoJsonError(f"it is not UTF-8 at byte {error.start}") from error
    try:
        return json.loads(text), ""
    except RecursionError as error:
        raise NoJsonError("it is nested too deeply") from error
    except json.JSONDecodeError as error:
        found = _inside(text)
        if found is None:
            place = len(text[: error.pos].encode("utf-8", "replace"))
            raise NoJsonError(f"{error.msg} at byte {place} of {len(content)}") from error
        return found


def _inside(text: str) -> tuple[Any, str] | None:
    decoder = json.JSONDecoder()
    for number, start in enumerate(_START.finditer(text, 0, _NOISE)):
        if number == _MAX_STARTS:
            break
        if _PART.search(text[max(0, start.start() - _QUOTED) : start.start()]):
            continue
        try:
            value, end = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        # A bracket in a warning may be a small array.
        if 2 * (end - start.start()) >= len(text) - start.start() and (value or not text[end:].strip()):
            noise = f"{text[: start.start()]} {text[end:]}"
            return value, " ".join(noise.split())[:_QUOTED]
    return None
