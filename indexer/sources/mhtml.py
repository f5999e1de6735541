"""Pages that Chrome and Edge save as one file (MHTML, RFC 2557): the page is a part of a MIME message."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import ClassVar, Self

from indexer.article import RawDocument
from indexer.sources.base import Failure, Record, SourceOptions
from indexer.sources.files import READ_ERRORS, TooLargeError, open_binary, reason_of, suffix
from indexer.sources.text import http_url

_SUFFIXES = (".mhtml", ".mht")
_MIME = re.compile(rb"^mime-version:\s*1\.0", re.I | re.M)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_LARGEST = 128 * 1024 * 1024
"""Maximum size of a file in bytes, including pictures."""


class Mhtml:
    """One page with its pictures in a ``.mhtml`` or ``.mht`` file."""

    name: ClassVar[str] = "mhtml"

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By name, or by the headers of a MIME message with related parts."""
        return suffix(path) in _SUFFIXES or bool(_MIME.search(head) and _RELATED.search(head))

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:  # noqa: ARG003 - dates are read by extraction
        """Create the source without reading the page."""
        return cls(path)

    def records(self) -> Iterator[Record]:
        """One RawDocument, or one Failure."""
        try:
            with open_binary(self.path) as file:
                content = file.read(_LARGEST + 1)
            if len(content) > _LARGEST:
                raise TooLargeError(f"it is larger than {_LARGEST // 1024 // 1024} MB")
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))
            return
        yield _page(email.message_from_bytes(content, policy=email.policy.compat32), str(self.path))


def _page(message: Message, origin: str) -> Record:
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        return Failure(origin, "the file contains no web page")
    stated = (part.get("Content-Location"), message.get("Snapshot-Content-Location"))
    url = next((url for text in stated if text and (url := http_url(str(text)))), None)
    return RawDocument(content, origin, url=url, encoding=part.get_content_charset())
