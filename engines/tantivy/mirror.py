"""Opening an index whose folder cannot be written.

tantivy makes a lock file in the folder whenever it opens an index. Where that is not possible, a temporary
folder with links to the index's files is opened instead.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_META = "meta.json"


class Mirror:
    """A temporary folder that has the files of an index, as links. It is removed with this object."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._temporary = tempfile.TemporaryDirectory(prefix="fehrest-", ignore_cleanup_errors=True)
        self._stamp: tuple[int, int] | None = None
        self.sync()

    @property
    def path(self) -> Path:
        """The temporary folder."""
        return Path(self._temporary.name)

    def sync(self) -> bool:
        """Link what a commit of another user has added; whether there was one.

        ``meta.json`` is copied last: a reader of the temporary folder looks at it, and then opens the files
        that it names.
        """
        found = (self._folder / _META).stat()
        stamp = (found.st_ino, found.st_mtime_ns)
        if stamp == self._stamp:
            return False
        new = self.path / f"{_META}.new"
        shutil.copyfile(self._folder / _META, new)
        for file in self._folder.iterdir():
            if file.name != _META and file.suffix != ".lock":
                with suppress(FileExistsError):
                    (self.path / file.name).symlink_to(file.absolute())
        new.replace(self.path / _META)
        self._stamp = stamp
        return True

    def close(self) -> None:
        """Remove the temporary folder. Files that a reader has open stay readable."""
        self._temporary.cleanup()


def mirror_if_read_only(folder: Path) -> Mirror | None:
    """A mirror of a folder that this user cannot write to; None for any other.

    Raises:
        OSError: no temporary folder can be made.
    """
    return None if os.access(folder, os.W_OK) else Mirror(folder)
