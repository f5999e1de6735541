"""The files of an index: lists its segments and removes files that no segment needs.

tantivy lists its files in ``.managed.json`` and removes those that nothing refers to. A cancelled merge or a
killed process may leave files that are not in that list. They are found by name: a segment's files begin with
its id, and ``meta.json`` lists the segments.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engines.folders.lock import locked

_SEGMENT_FILE = re.compile(r"([0-9a-f]{32})(\..+)?")
_TEMPORARY_FILE = re.compile(r"\.tmp\w{6}")
_META_LOCK = ".tantivy-meta.lock"


@dataclass(frozen=True, slots=True)
class Segments:
    """The committed segments of an index. ``documents`` includes deleted ones."""

    ids: frozenset[str]
    documents: int
    deleted: int


def read_segments(folder: Path) -> Segments:
    """The segments in ``meta.json``.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    try:
        found = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
        ids = frozenset(str(segment["segment_id"]).replace("-", "") for segment in found)
        deleted = sum((segment.get("deletes") or {}).get("num_deleted_docs", 0) for segment in found)
        return Segments(ids, sum(int(segment["max_doc"]) for segment in found), int(deleted))
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"meta.json: {error!r}") from error


def count_segments(folder: Path) -> int:
    """The number of committed segments.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    return len(read_segments(folder).ids)


def leftovers(folder: Path) -> list[Path]:
    """The files that belong to no committed segment. Some may be in use while a writer is open."""
    known = read_segments(folder).ids
    found = []
    for path in folder.iterdir():
        segment = _SEGMENT_FILE.fullmatch(path.name)
        if (segment and segment[1] not in known) or _TEMPORARY_FILE.fullmatch(path.name):
            found.append(path)
    return found


def remove_leftovers(folder: Path) -> None:
    """Remove the files that belong to no committed segment.

    The caller must hold the writer's lock, have added nothing and run no merge. Readers that have such a file
    open keep it. Waits for a reader that is opening the index.
    """
    # tantivy holds this lock from reading meta.json until it has opened the files listed there.
    with locked(folder / _META_LOCK):
        for path in leftovers(folder):
            # Windows keeps a file that a reader has open. A later call removes it.
            with suppress(OSError):
                path.unlink()
