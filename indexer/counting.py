"""Counts the records to read beforehand, so that a long run can show the remaining time."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from indexer.sources.saved_pages import files_in

_CHUNK = 1 << 20
MOST_BYTES = 2 << 30
"""Maximum size, in bytes, of exports and JSON lines to count. Counting more would delay the start."""
_MARKS = {".jsonl": b"\n", ".ndjson": b"\n", ".xml": b"<item>", ".wxr": b"<item>"}
_UNKNOWN = frozenset({".json", ".gz", ".warc"})


def expected_records(paths: Iterable[Path], most: int = MOST_BYTES) -> int | None:
    """The approximate number of records in the paths, by file names.

    None if only reading them would show it, or if more than ``most`` bytes had to be counted.
    """
    total, bytes_left = 0, most
    for path in _files(paths):
        suffix = path.suffix.lower()
        if suffix in _UNKNOWN and Path(path.stem).suffix not in (".html", ".htm"):
            return None
        mark = _MARKS.get(suffix)
        try:
            if mark:
                bytes_left -= path.stat().st_size
                if bytes_left < 0:
                    return None
            total += _count(path, mark) if mark else 1
        except OSError:
            total += 1  # which will be a failure
    return total


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if os.path.isdir(path):
            yield from (found for found in files_in(path) if isinstance(found, Path))
        else:
            yield path


def _count(path: Path, mark: bytes) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(mark) for chunk in iter(partial(file.read, _CHUNK), b""))
