"""ZIP files of exports and pages, and WACZ, the container of web archives."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from indexer.article import Article, RawDocument
from indexer.sources.base import Failure, Record, Skipped
from indexer.sources.files import READ_ERRORS, reason_of

SUFFIXES = (".zip", ".wacz")
_LARGEST = 8 * 1024**3
"""Maximum decompressed size of one member in bytes."""
_CHUNK = 1 << 20
_PACKED = (".zip", ".wacz")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


class Zipped:
    """A ZIP file. Each member is read like a separate file.

    Members are extracted one at a time into a temporary folder, so memory and disk use are limited. In a WACZ
    only the web archives are read.
    """

    name: ClassVar[str] = "zip"

    def __init__(self, path: Path, records_of: Callable[[Path], Iterator[Record] | None]) -> None:
        """``records_of`` returns the records of a file, or None if no source can read it."""
        self.path = path
        self._records_of = records_of

    def records(self) -> Iterator[Record]:
        """The records of all members; Skipped for members of an unknown kind, a Failure for a damaged one."""
        try:
            with zipfile.ZipFile(self.path) as packed:
                for member in self._members(packed):
                    yield from self._member(packed, member)
        except _BROKEN as error:
            yield Failure(str(self.path), f"the ZIP file is broken: {error}")
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))

    def _members(self, packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        members = [m for m in packed.infolist() if not m.is_dir() and not _hidden(m.filename)]
        if self.path.suffix.lower() == ".wacz":
            return [m for m in members if m.filename.lower().endswith((".warc", ".warc.gz"))]
        return members

    def _member(self, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Record]:
        origin = f"{self.path}:{member.filename}"
        if member.filename.lower().endswith(_PACKED):
            yield Skipped(origin, "a ZIP file in a ZIP file; extract the outer one")
            return
        if member.file_size > _LARGEST:
            yield Failure(origin, f"it is larger than {_LARGEST // 1024**3} GB")
            return
        with tempfile.TemporaryDirectory(prefix="fehrest-") as folder:
            file = Path(folder) / PurePosixPath(member.filename.replace("\\", "/")).name
            try:
                with packed.open(member) as source, file.open("wb") as target:
                    shutil.copyfileobj(source, target, _CHUNK)
            except (*_BROKEN, *READ_ERRORS) as error:
                yield Failure(origin, f"it cannot be extracted: {error}")
                return
            records = self._records_of(file)
            if records is None:
                yield Skipped(origin, "no known kind of file")
                return
            for record in records:
                yield _renamed(record, str(file), origin)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _renamed(record: Record, file: str, origin: str) -> Record:
    """The record with the member's path in the ZIP file instead of the temporary file's."""
    if isinstance(record, Article):
        return replace(record, file=record.file.replace(file, origin))
    if isinstance(record, RawDocument | Failure | Skipped):
        return replace(record, origin=record.origin.replace(file, origin))
    return record
