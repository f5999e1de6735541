"""Web archives (WARC 1.0 and 1.1, also ``.warc.gz``): pages that a crawler saved, with their addresses."""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Self

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from indexer.article import RawDocument
from indexer.sources.base import Failure, Record, Skipped, SourceOptions, never_nothing
from indexer.sources.files import MAX_PAGE, READ_ERRORS, reason_of

_END = b"\r\n\r\n"
_CHUNK = 16 * 1024
_MAX_HEADER = 1 << 20
"""Maximum size of one record's header in bytes. A compressed header without an end would fill the memory."""
# warcio's own, and what its code raises on an invalid header
_BROKEN = (ArchiveLoadFailed, AttributeError, ValueError)
_UNREADABLE = (ArchiveLoadFailed, zlib.error, brotli.error, UnicodeError, LookupError)
"""What decompressing one damaged record raises."""
_PAGES = ("text/html", "application/xhtml+xml")


class WarcFile:
    """One file, read as a stream. Only a hash of each page is kept, to recognise a second capture."""

    name: ClassVar[str] = "warc"

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:  # noqa: ARG003 - any name will do
        """By the line with which every record begins."""
        return head.startswith(b"WARC/1.")

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:  # noqa: ARG003 - dates are read by extraction
        """Create the source without reading the archive."""
        return cls(path)

    def records(self) -> Iterator[Record]:
        """A RawDocument for each page, Skipped for other responses, a Failure if the file is truncated."""
        return never_nothing(self._read(), str(self.path))

    def _read(self) -> Iterator[Record]:
        seen: set[bytes] = set()
        try:
            with self.path.open("rb") as file:
                stream = _Stream(file)
                # Digests are not checked: a page with a wrong one is better than none.
                archive = ArchiveIterator(stream)
                archive.reader = _BoundedLines(archive.reader)
                for record in archive:
                    if record.rec_type in ("response", "resource"):
                        yield self._readable(record, seen)
                if not stream.whole:
                    yield Failure(str(self.path), "the archive is truncated")
                if archive.err_count:
                    yield Failure(str(self.path), f"{archive.err_count} of its records are damaged")
        except _BROKEN as error:
            what = str(error) if isinstance(error, ArchiveLoadFailed) else "a record's header is damaged"
            yield Failure(str(self.path), f"the archive is broken, the rest was not read: {what}")
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))

    def _readable(self, record: Any, seen: set[bytes]) -> Record:
        """One record. A damaged one is a Failure, and the next ones are read."""
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        try:
            return self._record(record, seen)
        except _UNREADABLE as error:
            return Failure(f"{self.path}:{url}", f"its content cannot be decompressed: {error}")

    def _record(self, record: Any, seen: set[bytes]) -> Record:
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        origin = f"{self.path}:{url}"
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        kind, encoding = _content_type(record)
        if status != "200":
            return Skipped(origin, f"the site answered {status}")
        if kind not in _PAGES:
            return Skipped(origin, f"it is not a page but: {kind or 'of no kind'}")
        mark = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=8).digest()
        if mark in seen:
            return Skipped(origin, "the page was captured before")
        seen.add(mark)
        content = _content(record)
        if record.raw_stream.limit > 0 and not record.raw_stream.read(1):
            return Failure(origin, "the archive is truncated, in this page")
        if len(content) > MAX_PAGE:
            return Failure(
                origin, f"it is larger than {MAX_PAGE // 1024 // 1024} MB, too large for an article"
            )
        if not content.strip():
            return Failure(origin, "the page is empty")
        return RawDocument(content, origin, url=url, encoding=encoding)


def _content(record: Any) -> bytes:
    """The decompressed content, at most one byte more than a page may have.

    warcio's own Brotli reader fails with Brotli 1.2, whose objects do not accept new attributes.
    """
    headers = record.http_headers
    packing = (headers.get_header("Content-Encoding") or "").strip().lower() if headers else ""
    if packing != "br":
        found: bytes = record.content_stream().read(MAX_PAGE + 1)
        return found
    chunked = (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    unpacked: bytes = brotli.Decompressor().process(
        stream.read(MAX_PAGE + 1), output_buffer_limit=MAX_PAGE + 1
    )
    return unpacked


def _content_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    kind, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    name, _, charset = parameters.partition("=")
    named = charset.strip().strip("\"'") if name.strip().lower() == "charset" else ""
    return kind.strip().lower(), named or None


class _BoundedLines:
    """warcio's reader, which refuses a header that is longer than any real one."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._left = _MAX_HEADER

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, *arguments: Any) -> Any:
        self._left = _MAX_HEADER
        return self._reader.read(*arguments)

    def readline(self, length: int | None = None) -> bytes:
        line = b""
        bound = min(length or self._left, self._left)
        while len(line) < bound and not line.endswith(b"\n"):
            part: bytes = self._reader.readline(bound - len(line))
            if not part:
                break
            line += part
        self._left -= len(line)
        if self._left <= 0:
            raise ArchiveLoadFailed(f"a header is larger than {_MAX_HEADER >> 20} MB")
        if not line.strip():
            self._left = _MAX_HEADER
        return line


class _Stream:
    """The decompressed file. warcio takes a truncated compressed record for a complete one, and gzip yields
    none of it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._unpack = zlib.decompressobj(wbits=31)
        self._given = 0
        self._last = b""

    @property
    def whole(self) -> bool:
        """Whether what was read ends as every record does."""
        return self._last == _END

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes; b"" at the end, even if the file is truncated."""
        found = self._file.read(size)
        while self._packed and found:
            found = self._unpacked(found)
            if found:
                break
            found = self._file.read(size)
        self._given += len(found)
        self._last = (self._last + found)[-len(_END) :]
        return found

    def tell(self) -> int:
        """The number of bytes returned so far."""
        return self._given

    def _unpacked(self, packed: bytes) -> bytes:
        found = b""
        while packed:
            found += self._unpack.decompress(packed)
            packed = self._unpack.unused_data
            if self._unpack.eof:
                self._unpack = zlib.decompressobj(wbits=31)
        return found
