"""JSON values one by one out of a file of any size."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

MAX_RECORD = 16 * 1024 * 1024
CHUNK = 64 * 1024
"""Bytes that are read at once."""
_SEPARATORS = " \t\r\n,"


class BadJsonError(ValueError):
    """One record that is no article; the message says why."""


Item = Any
"""A parsed JSON value, or a BadJsonError in its place."""


def lines(file: BinaryIO) -> Iterator[tuple[int, Item]]:
    """Each line's number and value. Empty lines are passed over, overlong ones are never held whole."""
    number = 0
    while line := file.readline(MAX_RECORD):
        number += 1
        if len(line) == MAX_RECORD and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_RECORD)) and not rest.endswith(b"\n"):
                pass
            yield number, BadJsonError(f"the line is longer than {MAX_RECORD >> 20} MB")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, _parsed(line)


def _parsed(line: bytes) -> Item:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return BadJsonError(f"the line is not UTF-8 (byte {error.start + 1})")
    except RecursionError:
        return BadJsonError("the JSON is nested too deeply")
    except ValueError as error:
        return BadJsonError(f"the line is not JSON: {error}")


def values(file: BinaryIO, chunk: int = CHUNK) -> Iterator[tuple[int, Item]]:
    """Number and value of each element of an array, or of values written one after another.

    Nothing can be told about what follows a broken element, so that is the last one given.
    """
    decoder = json.JSONDecoder()
    window = _Window(file, chunk)
    number = 0
    try:
        if window.peek() == "[":
            window.drop(1)
        while window.peek() not in ("", "]"):
            number += 1
            value, length = _next_value(decoder, window)
            yield number, value
            window.drop(length)
    except UnicodeDecodeError:
        yield number + 1, BadJsonError("the file is not UTF-8 from here on; the rest was not read")
    except RecursionError:
        yield number, BadJsonError("the JSON is nested too deeply; the rest was not read")
    except ValueError as error:
        yield number, BadJsonError(f"the JSON is broken ({error}); the rest was not read")
    else:
        if number == 0:
            yield 1, BadJsonError("the file holds no records")


def _next_value(decoder: json.JSONDecoder, window: "_Window") -> tuple[Any, int]:
    """Reads on, twice as much each time, until the value is whole; so the work stays linear."""
    while True:
        try:
            value, end = decoder.raw_decode(window.text)
            if end < len(window.text) or not window.grow():
                return value, end
        except json.JSONDecodeError:
            if len(window.text) > MAX_RECORD:
                raise BadJsonError(f"an element is larger than {MAX_RECORD >> 20} MB or never ends") from None
            if not window.grow():
                raise


class _Window:
    """The part of a file that is looked at now."""

    def __init__(self, file: BinaryIO, chunk: int) -> None:
        self._file, self._chunk = file, chunk
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self.text = ""

    def grow(self) -> bool:
        """Whether there was more."""
        chunk = self._file.read(max(self._chunk, len(self.text)))
        self.text += self._decode(chunk, final=not chunk)
        return bool(chunk)

    def peek(self) -> str:
        """The next character that begins something, empty at the end."""
        self.text = self.text.lstrip(_SEPARATORS)
        while not self.text and self.grow():
            self.text = self.text.lstrip(_SEPARATORS)
        return self.text[:1]

    def drop(self, count: int) -> None:
        """Forgets the first characters."""
        self.text = self.text[count:]
