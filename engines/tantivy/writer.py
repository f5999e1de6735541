"""Writes to a tantivy index so that its folder remains small.

tantivy merges small segments in threads of the writer that made them. So a writer is only released after its
merges are finished, and a commit waits for merges if segments accumulate faster than they are merged.
"""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engines.tantivy.segments import leftovers, read_segments, remove_leftovers

_HEAP = 256_000_000
_MOST_SEGMENTS = 9
"""With more segments, a commit waits. tantivy begins to merge when eight segments have about the same
size.
"""


def is_untidy(folder: Path) -> bool:
    """Whether a folder contains files that no segment needs, or more segments than a commit would leave.

    While a writer is open in any process, this is normal.
    """
    return bool(leftovers(folder)) or len(read_segments(folder).ids) > _MOST_SEGMENTS


class SegmentWriter:
    """The writer of an index, opened when needed. ``reload`` makes a commit visible to the index's searchers.

    ``index`` is None where the folder cannot be written.

    Errors are those of the driver, see ``engine_errors``.
    """

    def __init__(self, folder: Path, index: Any, reload: Callable[[], None]) -> None:
        self._folder, self._index, self._reload = folder, index, reload
        self._writer: Any = None

    def get(self) -> Any:
        """The driver's writer. Opening it removes what a killed process left in the folder."""
        if self._writer is None:
            if self._index is None:
                raise PermissionError(errno.EACCES, "Permission denied", str(self._folder))
            self._writer = self._index.writer(_HEAP, 1)
            remove_leftovers(self._folder)
        return self._writer

    def commit(self) -> None:
        """Commit what was added, if anything, and make it visible."""
        if self._writer is None:
            return
        self._writer.commit()
        if len(read_segments(self._folder).ids) > _MOST_SEGMENTS:
            self._merge()
        # Searchers must release replaced segments first, or their files remain until the next commit.
        self._reload()
        self._writer.garbage_collect_files()

    def close(self) -> None:
        """Wait for merges, discard what was not committed, remove unneeded files, and release the lock."""
        if self._writer is None:
            return
        self._wait()
        if leftovers(self._folder):
            self.get()
            self._wait()

    def tidy(self) -> None:
        """Merge segments and remove unneeded files, without other changes."""
        self.get()
        self.commit()

    def _merge(self) -> None:
        """Wait until there is nothing that tantivy would merge. Each commit starts the possible merges."""
        before = None
        while (now := read_segments(self._folder).ids) != before:
            before = now
            self._wait()
            self.get().commit()

    def _wait(self) -> None:
        """The driver's writer cannot be used after this. ``get`` opens the next one."""
        writer, self._writer = self._writer, None
        writer.wait_merging_threads()
