"""A file or folder as a source that is read again: completely if it changed, otherwise not at all."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from indexer.sources import AnySource, Failure
from indexer.sources.remote import Complete, Event, Found, Memory, Reached

_LISTING = frozenset({"wordpress", "json"})
"""Kinds of which one file has everything. A folder of pages may be only a part."""


class FileSource:
    """The records of a local source as the events of a sync."""

    def __init__(self, source: AnySource, memory: Memory, *, full: bool = False) -> None:
        self._source, self._memory, self._full = source, memory, full

    def events(self) -> Iterator[Event]:
        """Everything, or nothing if no file changed. What is missing in a complete export is gone."""
        signature = _signature(self._source.path)
        if not self._full and self._memory.state.get("signature") == signature:
            return
        whole = True
        for record in self._source.records():
            whole &= not isinstance(record, Failure)
            yield Found(record)
        if whole:
            if self._source.name in _LISTING:
                yield Complete()
            yield Reached({"signature": signature})


def _signature(path: Path) -> str:
    """Depends on names, sizes and modification times, as in make and rsync."""
    digest = hashlib.blake2b(digest_size=16)
    files = [path] if path.is_file() else (Path(at, name) for at, _, names in os.walk(path) for name in names)
    for file in sorted(files):
        try:
            status = file.stat()
        except OSError:
            continue
        digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "replace"))
    return digest.hexdigest()
