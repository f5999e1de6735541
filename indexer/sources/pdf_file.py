"""PDF files, one article each."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Self

from indexer.article import RawDocument
from indexer.extraction.pdf.document import MAX_BYTES, is_pdf
from indexer.sources.base import Failure, Record, SourceOptions
from indexer.sources.files import READ_ERRORS, open_binary, reason_of, suffix

_BROKEN = "it is named like a PDF file but does not begin like one: it is broken or of another kind"
_MISSING = "PDF files need pypdfium2, which is not installed. Run: pip install 'fehrest[pdf]'"


class PdfFile:
    """A PDF, recognised by content or suffix. Workers read it, because a hostile one may take any time."""

    name: ClassVar[str] = "pdf"

    def __init__(self, path: Path, package: str = "pypdfium2") -> None:
        """``package`` is the one that workers read the file with."""
        self.path = path
        self._package = package

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """By its first bytes; a broken one by its suffix, so that it is named."""
        return is_pdf(head) or suffix(path) == ".pdf"

    @classmethod
    def open(cls, path: Path, options: SourceOptions) -> Self:  # noqa: ARG003 - dates are read by extraction
        """Create the source without reading the file."""
        return cls(path)

    def records(self) -> Iterator[Record]:
        """One RawDocument, or one Failure."""
        if find_spec(self._package) is None:
            yield Failure(str(self.path), _MISSING)
            return
        try:
            with open_binary(self.path) as file:
                content = file.read(MAX_BYTES + 1)
        except READ_ERRORS as error:
            yield Failure(str(self.path), reason_of(error))
            return
        if not is_pdf(content):
            yield Failure(str(self.path), _BROKEN if content else "the PDF file is empty")
            return
        yield RawDocument(content, str(self.path))
