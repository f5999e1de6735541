"""Reading files that may be packed, large or broken, within bounds."""

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, cast

HEAD = 4096
MAX_PAGE = 32 * 1024 * 1024
_GZIP = b"\x1f\x8b"
# What a packed file raises when it is damaged, beside the file system's own errors.
READ_ERRORS = (OSError, EOFError, zlib.error)


class TooLargeError(OSError):
    """A page of more bytes than any article has, packed or not."""


def open_binary(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where they are gzip (told by content, not by name). Raises OSError."""
    file = path.open("rb")
    packed = file.read(2) == _GZIP
    file.seek(0)
    # A GzipFile leaves the file under it open unless it opened it itself.
    if packed:
        file.close()
        return cast(BinaryIO, gzip.open(path, "rb"))
    return file


def read_head(path: Path) -> bytes:
    """The first bytes of a file, unpacked; empty where they cannot be read."""
    try:
        with open_binary(path) as file:
            return file.read(HEAD)
    except READ_ERRORS:
        return b""


def read_page(path: Path) -> bytes:
    """The whole file, unpacked. Raises READ_ERRORS, among them TooLargeError."""
    with open_binary(path) as file:
        content = file.read(MAX_PAGE + 1)
    if len(content) > MAX_PAGE:
        raise TooLargeError(f"it is larger than {MAX_PAGE // 1024 // 1024} MB, which no article is")
    return content


def reason_of(error: BaseException) -> str:
    """An error of READ_ERRORS in plain words."""
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return f"it cannot be read: {error}"


def suffix(path: Path) -> str:
    """The file's last suffix in lower case, without the ``.gz`` of a packed one."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix
