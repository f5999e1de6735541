"""Reads files that may be compressed, large or broken, within limits."""

import gzip
import zlib
from pathlib import Path
from typing import BinaryIO, cast

HEAD = 4096
MAX_PAGE = 32 * 1024 * 1024
_GZIP = b"\x1f\x8b"
# What a damaged compressed file raises, in addition to the file system's errors.
READ_ERRORS = (OSError, EOFError, zlib.error)


class TooLargeError(OSError):
    """A page is larger than any article."""


def open_binary(path: Path) -> BinaryIO:
    """The bytes of a file, decompressed if it is gzip (recognised by content, not by name). Raises
    OSError.
    """
    file = path.open("rb")
    packed = file.read(2) == _GZIP
    file.seek(0)
    # A GzipFile does not close the underlying file unless it opened it itself.
    if packed:
        file.close()
        return cast(BinaryIO, gzip.open(path, "rb"))
    return file


def read_head(path: Path) -> bytes:
    """The first bytes of a file, decompressed; b"" if they cannot be read."""
    try:
        with open_binary(path) as file:
            return file.read(HEAD)
    except READ_ERRORS:
        return b""


def read_page(path: Path) -> bytes:
    """The complete file, decompressed. Raises READ_ERRORS, including TooLargeError."""
    with open_binary(path) as file:
        content = file.read(MAX_PAGE + 1)
    if len(content) > MAX_PAGE:
        raise TooLargeError(f"it is larger than {MAX_PAGE // 1024 // 1024} MB, too large for an article")
    return content


def reason_of(error: BaseException) -> str:
    """A plain description of an error in READ_ERRORS."""
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return f"it cannot be read: {error}"


def suffix(path: Path) -> str:
    """The file's last suffix in lower case, without ``.gz``."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix
