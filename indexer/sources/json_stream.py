"""Reads JSON values one by one from a file of any size."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

MAX_RECORD = 16 * 1024 * 1024
CHUNK = 64 * 1024
"""Number of bytes that are read at a time."""
_SEPARATORS = " \t\r\n,"


class BadJsonError(ValueError):
    """A record is not an article; the message says why."""


Item = Any
"""A parsed JSON value, or a BadJsonError in its place."""


def lines(file: BinaryIO) -> Iterator[tuple[int, Item]]:
    """Number and value of each line. Empty lines are skipped; overlong ones are never completely in
    memory.
    """
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

    After a broken element nothing more can be read, so it is the last one.
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
            yield 1, BadJsonError("the file contains no records")


def _next_value(decoder: json.JSONDecoder, window: "_Window") -> tuple[Any, int]:
    """Read more, twice as much each time, until the value is complete, so that the work remains linear."""
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
    """The part of a file that is currently in memory."""

    def __init__(self, file: BinaryIO, chunk: int) -> None:
        self._file, self._chunk = file, chunk
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self.text = ""

    def grow(self) -> bool:
        """Read more. Returns whether there was more."""
        chunk = self._file.read(max(self._chunk, len(self.text)))
        self.text += self._decode(chunk, final=not chunk)
        return bool(chunk)

    def peek(self) -> str:
        """The next character that is not white space; "" at the end."""
        self.text = self.text.lstrip(_SEPARATORS)
        while not self.text and self.grow():
            self.text = self.text.lstrip(_SEPARATORS)
        return self.text[:1]

    def drop(self, count: int) -> None:
        """Drop the first characters."""
        self.text = self.text[count:]
