"""One article from a PDF file. PDFium reads the file; what it finds is put in order in ``lines``."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import PurePath
from typing import Any

from engines.port.model import Form
from indexer.article import Article, RawDocument
from indexer.extraction.errors import ExtractionError
from indexer.extraction.pdf.glyphs import rows_of
from indexer.extraction.pdf.lines import Line, line_of
from indexer.extraction.pdf.metadata import authors_in, date_in, title_in
from indexer.extraction.pdf.paragraphs import PAGE, paragraphs_of, usual_size, without_repeats
from indexer.extraction.result import Extraction

MAX_BYTES = 64 * 1024 * 1024
MAGIC = b"%PDF-"
_LEAST = 20
_HEADING = 1.15
_MAX_TITLE = 250
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff]")
_MOST_UNREADABLE = 0.3


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file in bytes, pages and letters."""

    size: int = MAX_BYTES
    pages: int = 500
    letters: int = 5_000_000


LIMITS = Limits()


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF, by its first bytes. Some programs write spaces or a byte order mark before."""
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(MAGIC)


def read_pdf(raw: RawDocument, timezone: tzinfo, limits: Limits = LIMITS) -> Extraction:
    """The article in a PDF.

    Its pages are separated by ``PAGE``. Title and date come from the metadata if they make sense; the title
    otherwise from the largest letters of the first page, its first line, or the file's name.

    Raises:
        ExtractionError: the file is broken, encrypted, too large, or has no text layer.
    """
    if len(raw.content) > limits.size:
        raise ExtractionError(raw.origin, f"the PDF is larger than {limits.size} bytes", "Split it.")
    pages, fields = _read(raw, limits)
    pages = without_repeats(pages)
    heading = _heading(pages)
    title = title_in(fields) or heading or _first_line(pages) or PurePath(raw.origin).stem
    body = "\n\n".join(_without_title([text for text, _ in paragraphs_of(pages)], title, heading))
    _check(raw, title + body)
    article = Article(
        title=title,
        body=body.strip(" \n"),
        url=raw.url,
        authors=authors_in(fields),
        date=date_in(fields, timezone),
        file=raw.origin,
        kind=Form.DOCUMENT.value,
    )
    return Extraction("article", (article,))


def _read(raw: RawDocument, limits: Limits) -> tuple[list[list[Line]], dict[str, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw.content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ExtractionError(
                raw.origin, "the PDF is protected by a password", "Save it without one."
            ) from error
        raise ExtractionError(raw.origin, "the PDF is broken", "Save it again.") from error
    try:
        if len(document) > limits.pages:
            raise ExtractionError(raw.origin, f"the PDF has more than {limits.pages} pages", "Split it.")
        return _pages(raw, document, limits), document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise ExtractionError(raw.origin, f"the PDF is broken: {error}", "Save it again.") from error
    finally:
        document.close()


def _pages(raw: RawDocument, document: Any, limits: Limits) -> list[list[Line]]:
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        page = document[number]
        try:
            lines = [line for row in rows_of(page) if (line := line_of(row, number + 1))]
        finally:
            page.close()
        pages.append(lines)
        size += sum(len(line.text) for line in lines)
        if size > limits.letters:
            raise ExtractionError(raw.origin, f"the PDF has more than {limits.letters} letters", "Split it.")
    return pages


def _check(raw: RawDocument, text: str) -> None:
    if sum(map(str.isalpha, text)) < _LEAST:
        raise ExtractionError(
            raw.origin,
            "the PDF has no text layer: it is probably a scan",
            "Add one by text recognition, for example with OCRmyPDF.",
        )
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(text):
        raise ExtractionError(
            raw.origin,
            "the fonts of the PDF do not say which letters they contain",
            "Save it with another program.",
        )


def _heading(pages: list[list[Line]]) -> str:
    """The lines with the largest letters of the first page, if these are larger than those of the text."""
    lines = pages[0] if pages else []
    largest = max((line.size for line in lines if any(map(str.isalpha, line.text))), default=0.0)
    if largest < _HEADING * usual_size(pages):
        return ""
    found: list[str] = []
    for line in lines:
        if line.size > 0.95 * largest:
            found.append(line.text)
        elif found:
            break
    text = " ".join(found)
    return text if len(text) <= _MAX_TITLE else ""


def _first_line(pages: list[list[Line]]) -> str:
    line = next((line.text for page in pages for line in page if any(map(str.isalpha, line.text))), "")
    return line if len(line) <= _MAX_TITLE else ""


def _without_title(paragraphs: list[str], *titles: str) -> list[str]:
    """The paragraphs without one at the beginning that is a title."""
    known = {_key(title) for title in titles if title}
    kept = list(paragraphs)
    for number, text in enumerate(paragraphs[:3]):
        if _key(text) in known and PAGE not in text.lstrip(PAGE):
            del kept[number]
            before = PAGE * text.count(PAGE)
            kept[number : number + 1] = [before + rest for rest in kept[number : number + 1]]
            break
    return kept


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
