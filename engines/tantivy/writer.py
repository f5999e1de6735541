"""Writing to a tantivy index so that its folder stays small.

tantivy merges small segments in threads of the writer that made them. So a writer is never let go before
its merges are done, and where segments pile up faster than they are merged, a commit waits for the merges.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engines.tantivy.segments import leftovers, read_segments, remove_leftovers

_HEAP = 256_000_000
_MOST_SEGMENTS = 9
"""With more, a commit waits. tantivy begins to merge when eight segments are of about one size."""


def is_untidy(folder: Path) -> bool:
    """Whether a folder holds files that no segment needs, or more segments than a commit would leave.

    While a writer is open, in any process, it may.
    """
    return bool(leftovers(folder)) or len(read_segments(folder).ids) > _MOST_SEGMENTS


class SegmentWriter:
    """The writer of an index, opened when it is needed. ``reload`` shows the index's searchers a commit.

    Errors are those of the driver, see ``engine_errors``.
    """

    def __init__(self, folder: Path, index: Any, reload: Callable[[], None]) -> None:
        self._folder, self._index, self._reload = folder, index, reload
        self._writer: Any = None

    def get(self) -> Any:
        """The driver's writer. What a killed process left in the folder is removed when it is opened."""
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
            remove_leftovers(self._folder)
        return self._writer

    def commit(self) -> None:
        """Commit what was added, if anything was, and show it."""
        if self._writer is None:
            return
        self._writer.commit()
        if len(read_segments(self._folder).ids) > _MOST_SEGMENTS:
            self._merge()
        # Searchers let go of replaced segments first, or the files of these stay until the next commit.
        self._reload()
        self._writer.garbage_collect_files()

    def close(self) -> None:
        """Wait for merges, drop what was not committed, remove files that none needs, release the lock."""
        if self._writer is None:
            return
        self._wait()
        if leftovers(self._folder):
            self.get()
            self._wait()

    def tidy(self) -> None:
        """Merge segments and remove files that none needs, without a change."""
        self.get()
        self.commit()

    def _merge(self) -> None:
        """Wait until nothing is left that tantivy would merge; each commit begins the merges that it can."""
        before = None
        while (now := read_segments(self._folder).ids) != before:
            before = now
            self._wait()
            self.get().commit()

    def _wait(self) -> None:
        """The driver's writer cannot be used after this; the next one is opened by ``get``."""
        writer, self._writer = self._writer, None
        writer.wait_merging_threads()
