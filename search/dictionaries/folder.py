"""The folder that keeps the file of dictionaries of an index, for all processes that answer from it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from analyzers import fingerprint
from engines.folders.lock import locked
from engines.port.engine import SearchEngine
from search.dictionaries.build import UNFINISHED, build
from search.dictionaries.reading import Dictionaries, read_dictionaries
from search.dictionaries.sections import Sections, SectionsError

_FORMAT = 1
"""Changes with what a file holds."""
_KEPT = 2
_SUFFIX = ".dict"

Build = Callable[[SearchEngine, Path], None]


class DictionaryFolder:
    """Finds the file of an index, and makes it if it is not there. Safe in threads and processes.

    ``version`` gives the name of the generation that is asked about now. ``collapse`` counts stories in
    suggestions, as searches do. ``maker`` writes a file; by default this process does.
    """

    def __init__(
        self,
        folder: Path,
        version: Callable[[], str],
        *,
        collapse: bool = True,
        maker: Build | None = None,
    ) -> None:
        self._folder, self._version, self._collapse, self._maker = folder, version, collapse, maker

    def latest(self) -> Dictionaries | None:
        """Those made last, of this state of the index or of an earlier one; None if there are none."""
        for path in self._files():
            with suppress(SectionsError, OSError):
                return Dictionaries.of(Sections.open(path))
        return None

    def read(self, engine: SearchEngine) -> Dictionaries:
        """Those of an index as it is now, made first if nobody made them yet.

        In memory if the folder cannot be written.

        Raises:
            EngineError: the index cannot be read.
        """
        path = self._path(engine)
        try:
            if not _is_whole(path):
                self.make(engine)
            return Dictionaries.of(Sections.open(path))
        except (OSError, SectionsError):
            return read_dictionaries(engine, collapse=self._collapse)

    def make(self, engine: SearchEngine) -> None:
        """Make the file of an index as it is now, and remove those that nobody needs any more.

        Raises:
            EngineError: the index cannot be read.
            OSError: the folder cannot be written.
        """
        path = self._path(engine)
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked(self._folder / ".lock"):
            if not _is_whole(path):
                # Nobody else makes one while the lock is held: these are of processes that were killed.
                _remove(self._folder.glob(f"{UNFINISHED}*"))
                (self._maker or self._build)(engine, path)
            _remove(list(self._files())[_KEPT:])

    def _build(self, engine: SearchEngine, path: Path) -> None:
        build(engine, path, collapse=self._collapse)

    def _files(self) -> Iterator[Path]:
        """The files that this installation can read, those made last first."""
        dated = []
        for path in self._folder.glob(f"{self._kind()}-*{_SUFFIX}"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime_ns, path))
        return (path for _, path in sorted(dated, reverse=True))

    def _path(self, engine: SearchEngine) -> Path:
        state = f"{self._version()} {engine.revision} {engine.changed.timestamp()}"
        return self._folder / f"{self._kind()}-{_hash(state)}{_SUFFIX}"

    def _kind(self) -> str:
        return _hash(f"{_FORMAT} {fingerprint()} {self._collapse}")


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _is_whole(path: Path) -> bool:
    try:
        Sections.open(path)
    except (OSError, SectionsError):
        return False
    return True


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
