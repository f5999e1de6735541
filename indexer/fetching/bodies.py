"""The body of an answer: whole, unpacked, and never more than was asked for."""

import time
import zlib

from urllib3 import BaseHTTPResponse

_CHUNK = 64 * 1024


class HalfBodyError(ValueError):
    """A body that ends before its end, or is damaged: worth another try."""


class TooLargeError(ValueError):
    """A body of more bytes than any of its kind has."""


def read_body(response: BaseHTTPResponse, max_bytes: int, deadline: float) -> bytes:
    """Everything, unpacked. Raises HalfBodyError, TooLargeError, TimeoutError and urllib3's HTTPError.

    ``deadline`` is a ``time.monotonic``: a body that drips in would outlast any wait for its next piece.
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
    """gzip or zlib, in one or several members. Raises HalfBodyError and TooLargeError."""
    found: list[bytes] = []
    size = 0
    while content:
        packed = zlib.decompressobj(wbits=47)  # either container, told by its header
        try:
            found.append(packed.decompress(content, max_bytes - size + 1))
        except zlib.error as error:
            if found:  # padding after the last member, as gzip itself reads it
                break
            raise HalfBodyError(f"the packed body is damaged: {error}") from error
        size += len(found[-1])
        _check_size(size, max_bytes)
        if not packed.eof:
            raise HalfBodyError("the packed body ends before its end")
        content = packed.unused_data
    return b"".join(found)


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLargeError(f"the answer is larger than {max_bytes / 1024 / 1024:g} MB")
