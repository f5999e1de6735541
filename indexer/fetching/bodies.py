"""Reads the body of a response: complete, decompressed, and within a limit."""

import time
import zlib

from urllib3 import BaseHTTPResponse

_CHUNK = 64 * 1024


class HalfBodyError(ValueError):
    """A body is incomplete or damaged. Another try may help."""


class TooLargeError(ValueError):
    """A body is larger than any of its kind should be."""


def read_body(response: BaseHTTPResponse, max_bytes: int, deadline: float) -> bytes:
    """The complete, decompressed body. Raises HalfBodyError, TooLargeError, TimeoutError and urllib3's
    HTTPError.

    Args:
        deadline: a ``time.monotonic``. Without it, a very slow body could outlast every timeout for its next
        piece.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK, decode_content=False):
        pieces.append(piece)
        size += len(piece)
        _check_size(size, max_bytes)
        if time.monotonic() > deadline:
            raise TimeoutError("the answer took too long")
    content = b"".join(pieces)
    if response.headers.get("Content-Encoding", "identity").strip().lower() in ("gzip", "x-gzip", "deflate"):
        return unpack(content, max_bytes)
    return content


def unpack(content: bytes, max_bytes: int) -> bytes:
    """Decompress gzip or zlib, in one or several members. Raises HalfBodyError and TooLargeError."""
    found: list[bytes] = []
    size = 0
    while content:
        packed = zlib.decompressobj(wbits=47)  # either container, recognised by its header
        try:
            found.append(packed.decompress(content, max_bytes - size + 1))
        except zlib.error as error:
            if found:  # padding after the last member, as gzip itself ignores it
                break
            raise HalfBodyError(f"the compressed body is damaged: {error}") from error
        size += len(found[-1])
        _check_size(size, max_bytes)
        if not packed.eof:
            raise HalfBodyError("the compressed body is incomplete")
        content = packed.unused_data
    return b"".join(found)


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLargeError(f"the answer is larger than {max_bytes / 1024 / 1024:g} MB")
