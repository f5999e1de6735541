"""A file of named arrays, lists of strings and notes, which is mapped into memory and not read.

Processes that map the same file share its pages, and pages that nobody looks at take no memory. The layout:
the sections one after the other, each from a multiple of eight bytes on, then a JSON object with their
positions, then the position and the length of that object and a magic number.
"""

import json
import mmap
import os
import struct
import sys
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from itertools import batched
from pathlib import Path
from typing import IO, Any, overload

from analyzers import FehrestError

_MAGIC = b"fehrest1"
_TAIL = struct.Struct("=QQ8s")
_CHUNK = 65_536


class SectionsError(FehrestError):
    """The file is not one of ours, was cut off, or was made on a machine with another order of bytes."""

    status = 500
    code = "dictionaries"


class Strings(Sequence[bytes]):
    """Strings as UTF-8, by their number. ``text(number)`` decodes one."""

    def __init__(self, buffer: "bytes | mmap.mmap", start: int, ends: memoryview) -> None:
        self._buffer, self._start, self._ends = buffer, start, ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, number: int) -> bytes: ...
    @overload
    def __getitem__(self, number: slice) -> list[bytes]: ...
    def __getitem__(self, number: int | slice) -> bytes | list[bytes]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        first = self._ends[number - 1] if number else 0
        return self._buffer[self._start + first : self._start + self._ends[number]]

    def text(self, number: int) -> str:
        """A string."""
        return self[number].decode()

    def place(self, wanted: bytes) -> int:
        """The number of the first string that is not before this one, among strings that are sorted."""
        return bisect_left(self, wanted)

    def find(self, wanted: bytes) -> int | None:
        """The number of a string among strings that are sorted; None if it is not among them."""
        number = self.place(wanted)
        return number if number < len(self) and self[number] == wanted else None


class Sections:
    """The sections of a file that is mapped, or of bytes. Safe in threads: nothing changes."""

    def __init__(self, buffer: "bytes | mmap.mmap") -> None:
        self.buffer = buffer
        self._view = memoryview(buffer)
        self._index = _index(self._view)

    @classmethod
    def open(cls, path: Path) -> "Sections":
        """Map a file.

        Raises:
            SectionsError: it is not one of ours, or not whole.
            OSError: it cannot be opened.
        """
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                raise SectionsError(f"{path} is empty")
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def note(self, name: str) -> Any:
        """A value that was written by ``note``."""
        return self._index["notes"][name]

    def array(self, name: str) -> memoryview:
        """Numbers that were written by ``array``."""
        code, start, size = self._index["arrays"][name]
        return self._view[start : start + size].cast(code)

    def strings(self, name: str) -> Strings:
        """Strings that were written by ``strings``."""
        return Strings(self.buffer, self.start(name), self.array(f"{name} ends"))

    def start(self, name: str) -> int:
        """The position in the file at which a section begins."""
        return int(self._index["arrays"][name][1])


class SectionWriter:
    """Writes sections one after the other to a file that is open for writing; ``close`` writes their index.

    What it holds in memory does not grow with a section.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self._arrays: dict[str, tuple[str, int, int]] = {}
        self._notes: dict[str, Any] = {}

    def note(self, name: str, value: Any) -> None:
        """Keep a small value that JSON can hold."""
        self._notes[name] = value

    def array(self, name: str, code: str, values: Iterable[int]) -> None:
        """Write numbers; ``code`` is one of the type codes of Python's ``array``."""
        pieces = (array(code, some).tobytes() for some in batched(values, _CHUNK))
        self._section(name, code, pieces)

    def strings(self, name: str, texts: Iterable[str]) -> None:
        """Write strings in the order given."""
        with tempfile.TemporaryFile() as ends:
            self._section(name, "B", _spooled(texts, ends))
            ends.seek(0)
            self._section(f"{name} ends", "Q", iter(lambda: ends.read(_CHUNK), b""))

    def close(self) -> None:
        """Write the positions of the sections. The file stays open."""
        index = json.dumps({"order": sys.byteorder, "arrays": self._arrays, "notes": self._notes}).encode()
        self._file.write(index)
        self._file.write(_TAIL.pack(self._at, len(index), _MAGIC))
        self._file.flush()

    def _section(self, name: str, code: str, pieces: Iterable[bytes]) -> None:
        start = self._at
        for piece in pieces:
            self._file.write(piece)
            self._at += len(piece)
        self._arrays[name] = (code, start, self._at - start)
        padding = -self._at % 8
        self._file.write(bytes(padding))
        self._at += padding


def in_memory(write: "Callable[[SectionWriter], None]") -> Sections:
    """Sections that a function writes, held in memory."""
    file = BytesIO()
    writer = SectionWriter(file)
    write(writer)
    writer.close()
    return Sections(file.getvalue())


def is_unicode(text: str) -> bool:
    """Whether a text can be stored: half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _spooled(texts: Iterable[str], ends: IO[bytes]) -> Iterable[bytes]:
    """The strings as UTF-8; where each ends goes to a file of its own."""
    at = 0
    for some in batched(texts, _CHUNK):
        pieces = [text.encode("utf-8", "replace") for text in some]
        places = array("Q")
        for piece in pieces:
            at += len(piece)
            places.append(at)
        ends.write(places.tobytes())
        yield b"".join(pieces)


def _index(view: memoryview) -> dict[str, Any]:
    try:
        start, size, magic = _TAIL.unpack(view[-_TAIL.size :])
        if magic != _MAGIC or start + size + _TAIL.size != len(view):
            raise ValueError(magic)
        index: dict[str, Any] = json.loads(bytes(view[start : start + size]))
        if index["order"] != sys.byteorder:
            raise ValueError(index["order"])
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise SectionsError("This is no file of Fehrest's dictionaries, or it was cut off") from error
    return index
