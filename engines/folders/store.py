"""Generations as folders: ``<root>/<generation>/``, and a file that names the current one."""

import errno
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from engines.folders.lock import Filling, is_filled_now, locked
from engines.folders.state import replace_file
from engines.port.engine import IndexSize, SearchEngine
from engines.port.errors import EngineError, EngineReadOnlyError, NoIndexError

_CURRENT = "current"
_LOCK = ".lock"
_TAKES_NOTHING = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT}
_NAME = re.compile(r"\d{8}T\d{6}-\d{9}")
Opener = Callable[[Path, bool], SearchEngine]
Tidier = Callable[[Path], None]
SegmentCounter = Callable[[Path], int]


class DirectoryStore:
    """The generations of an engine whose index is a folder.

    Args:
        opener: opens the engine in a folder; the second argument is whether to create it.
        tidier: removes unneeded files from the folder of a generation, which a killed process or an earlier
        version left.
        segments: counts the segments in the folder of a generation.
    """

    def __init__(
        self, root: Path, opener: Opener, tidier: Tidier | None = None, *, segments: SegmentCounter
    ) -> None:
        self._root = root
        self._open = opener
        self._tidy = tidier
        self._segments = segments
        self._filling: dict[int, Filling] = {}
        self._stamp: tuple[int, int] | None = None
        self._read: list[str] = []

    def exists(self) -> bool:
        """Whether there is a current generation."""
        return self._current() is not None

    def version(self) -> str:
        """Name of the current generation; "" if there is none."""
        names = self._names()
        return names[0] if names else ""

    def open(self) -> SearchEngine:
        """Open the current generation.

        Raises:
            NoIndexError: there is none yet.
        """
        while True:
            name = self.version()
            folder = self._root / name
            try:
                if not name or not folder.is_dir():
                    raise NoIndexError(f"There is no index in {self._root} yet. Create one: fehrest reindex")
                return self._open(folder, False)
            except EngineError:
                # Two swaps since the name was read may have removed the generation.
                if self.version() == name:
                    raise

    def size(self) -> IndexSize | None:
        """The size of the current generation."""
        folder = self._current()
        if folder is None:
            return None
        try:
            size = sum(_bytes(path) for path in folder.iterdir())
            made = datetime.strptime(folder.name[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            return IndexSize(size, self._segments(folder), made)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"The index in {folder} is damaged ({error}). Rebuild it: fehrest reindex"
            ) from error

    def unused(self) -> list[str]:
        """The generations that ``clean`` would remove."""
        return sorted(folder.name for folder in self._removable()) if self._root.is_dir() else []

    def create(self) -> SearchEngine:
        """Create a new generation, named by the time.

        Raises:
            EngineError: the folder cannot be written.
        """
        name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{time.time_ns() % 1_000_000_000:09d}"
        folder = self._root / name
        with self._changing():
            folder.mkdir()
            filling = Filling(folder)
        try:
            engine = self._open(folder, True)
        except BaseException:
            filling.done()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._filling[id(engine)] = filling
        return engine

    def publish(self, engine: SearchEngine) -> None:
        """Make a generation from ``create`` the current one."""
        filling = self._filling[id(engine)]
        with self._changing():
            self._write([filling.folder.name, *self._names()[:1]])
            filling.done()
        del self._filling[id(engine)]

    def discard(self, engine: SearchEngine) -> None:
        """Remove a generation from ``create``."""
        filling = self._filling.pop(id(engine))
        filling.done()
        shutil.rmtree(filling.folder, ignore_errors=True)

    def rollback(self) -> None:
        """Swap the current and the previous generation.

        Raises:
            NoIndexError: there is no previous generation.
        """
        names = self._names()
        if len(names) < 2 or not (self._root / names[1]).is_dir():
            raise NoIndexError("There is no earlier generation to go back to")
        with self._changing():
            self._write([names[1], names[0]])

    def clean(self) -> list[str]:
        """Remove all generations except the current one, the previous one and those being filled.

        Also tidies the folder of the current one. Does nothing if the folder cannot be written or the file
        that names the current generation cannot be read.

        Returns:
            Names of the removed generations.
        """
        if not self._root.is_dir():
            return []
        gone: list[str] = []
        with suppress(EngineError), self._changing():
            gone = self._remove_old()
        current = self._current()
        if current is not None and self._tidy is not None:
            with suppress(EngineError):
                self._tidy(current)
        return gone

    def _remove_old(self) -> list[str]:
        gone = self._removable()
        for folder in gone:
            shutil.rmtree(folder, ignore_errors=True)
        return [folder.name for folder in gone]

    def _removable(self) -> list[Path]:
        kept = self._names()
        if not kept and (self._root / _CURRENT).exists():
            return []
        folders = [folder for folder in self._root.glob("*/") if folder.name not in kept]
        return [folder for folder in folders if not is_filled_now(folder)]

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Allows changing the list of generations: a new one is locked before another process sees it."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with locked(self._root / _LOCK):
                yield
        except OSError as error:
            kind = EngineReadOnlyError if error.errno in _TAKES_NOTHING else EngineError
            raise kind(
                f"The folder {self._root} cannot be written: {error.strerror}. Check permissions and "
                "free space, then run the command again"
            ) from error

    def _names(self) -> list[str]:
        """The current generation, then the previous one. Read again only if the file was replaced.

        None if the file contains anything but names of generations.
        """
        try:
            found = (self._root / _CURRENT).stat()
            stamp = (found.st_ino, found.st_mtime_ns)
            if stamp != self._stamp:
                names = (self._root / _CURRENT).read_text("utf-8", "replace").split()
                self._read = names if all(map(_NAME.fullmatch, names)) else []
                self._stamp = stamp
        except OSError:
            return []
        return self._read

    def _write(self, names: list[str]) -> None:
        replace_file(self._root / _CURRENT, "\n".join(names) + "\n")

    def _current(self) -> Path | None:
        name = self.version()
        folder = self._root / name
        return folder if name and folder.is_dir() else None


def _bytes(path: Path) -> int:
    """The size of a file; 0 if a merge has just removed it."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
