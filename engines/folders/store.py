"""Generations as folders: ``<root>/<generation>/`` and a file that names the current one."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from engines.folders.lock import Filling, is_filled_now
from engines.folders.state import replace_file
from engines.port.engine import SearchEngine
from engines.port.errors import EngineError, NoIndexError

_CURRENT = "current"
Opener = Callable[[Path, bool], SearchEngine]


class DirectoryStore:
    """The generations of an engine whose index is a folder.

    ``opener`` opens the engine in a folder; its second argument tells to make it new.
    """

    def __init__(self, root: Path, opener: Opener) -> None:
        self._root = root
        self._open = opener
        self._filling: dict[int, Filling] = {}
        self._stamp: tuple[int, int] | None = None
        self._read: list[str] = []

    def exists(self) -> bool:
        """Whether there is a current generation."""
        return self._current() is not None

    def version(self) -> str:
        """The name of the current generation, empty for none."""
        names = self._names()
        return names[0] if names else ""

    def open(self) -> SearchEngine:
        """The current generation."""
        folder = self._current()
        if folder is None:
            raise NoIndexError(f"There is no index in {self._root} yet. Make one: fehrest reindex")
        return self._open(folder, False)

    def create(self) -> SearchEngine:
        """A new generation, named by the time."""
        name = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{time.time_ns() % 1_000_000_000:09d}"
        folder = self._root / name
        try:
            folder.mkdir(parents=True)
            filling = Filling(folder)
        except OSError as error:
            raise EngineError(f"The folder {folder} cannot be made: {error.strerror}") from error
        engine = self._open(folder, True)
        self._filling[id(engine)] = filling
        return engine

    def publish(self, engine: SearchEngine) -> None:
        """Make a generation of ``create`` the current one."""
        filling = self._filling.pop(id(engine))
        self._write([filling.folder.name, *self._names()[:1]])
        filling.done()

    def discard(self, engine: SearchEngine) -> None:
        """Remove a generation of ``create``."""
        filling = self._filling.pop(id(engine))
        filling.done()
        shutil.rmtree(filling.folder, ignore_errors=True)

    def rollback(self) -> None:
        """Swap the current generation and the one before it."""
        names = self._names()
        if len(names) < 2 or not (self._root / names[1]).is_dir():
            raise NoIndexError("There is no earlier generation to go back to")
        self._write([names[1], names[0]])

    def clean(self) -> list[str]:
        """Remove every generation but the current one, the one before it and those being filled right now."""
        kept = set(self._names())
        folders = self._root.glob("*/") if self._root.is_dir() else ()
        gone = [folder for folder in folders if folder.name not in kept and not is_filled_now(folder)]
        for folder in gone:
            shutil.rmtree(folder, ignore_errors=True)
        return [folder.name for folder in gone]

    def _names(self) -> list[str]:
        """The current generation, then the one before it. Read anew only when the file was replaced."""
        try:
            found = (self._root / _CURRENT).stat()
            stamp = (found.st_ino, found.st_mtime_ns)
            if stamp != self._stamp:
                self._read = (self._root / _CURRENT).read_text("utf-8").split()
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
