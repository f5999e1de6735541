"""Articles as JSON: one object per line (compressed or not), or one array of objects."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Self

from indexer.sources.base import Failure, Record, SourceOptions, never_nothing
from indexer.sources.files import READ_ERRORS, open_binary, reason_of, suffix
from indexer.sources.json_article import to_article, wrapped
from indexer.sources.json_stream import BadJsonError, Item, lines, values

_SUFFIXES = (".jsonl", ".ndjson", ".json")


class JsonLines:
    """A ``.jsonl``, ``.ndjson`` or ``.json`` file, also ``.gz``. Memory is constant in every form."""

    name: ClassVar[str] = "json"

    def __init__(self, path: Path, options: SourceOptions) -> None:
        self.path = path
        self._options = options

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By name, or by a first line that is a complete JSON object."""
        return suffix(path) in _SUFFIXES or _is_object(head.split(b"\n", 1)[0])

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:
        """Create the source without reading the file."""
        return cls(path, options)

    def records(self) -> Iterator[Record]:
        """An Article or a Failure (origin ``file:line``) for each record."""
        return never_nothing(self._read(), str(self.path))

    def _read(self) -> Iterator[Record]:
        try:
            with open_binary(self.path) as file:
                for number, item in self._items(file):
                    inner = wrapped(item)
                    for each in [item] if inner is None else inner:
                        yield self._record(number, each)
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))

    def _items(self, file: BinaryIO) -> Iterator[tuple[int, Item]]:
        """Line by line if possible, because then a bad record does not affect others."""
        first = file.readline(1 << 20)
        file.seek(0)
        if suffix(self.path) != ".json" or _is_object(first):
            return lines(file)
        return values(file)

    def _record(self, number: int, item: Item) -> Record:
        try:
            if isinstance(item, BadJsonError):
                raise item
            return to_article(item, self._options.timezone, str(self.path))
        except BadJsonError as error:
            return Failure(f"{self.path}:{number}", str(error))


def _is_object(line: bytes) -> bool:
    try:
        value: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)
