"""Extracts the articles from a page."""

from datetime import UTC, tzinfo

from indexer.article import RawDocument
from indexer.extraction.encoding import decode_both
from indexer.extraction.errors import ExtractionError, NoArticleError
from indexer.extraction.html_page import read_html
from indexer.extraction.pdf import is_pdf, read_pdf
from indexer.extraction.result import Extraction
from indexer.extraction.sniff import is_binary, is_html
from indexer.extraction.text_page import read_text_page

MAX_PAGE_BYTES = 20_000_000

__all__ = ["MAX_PAGE_BYTES", "Extraction", "ExtractionError", "NoArticleError", "extract"]


def extract(raw: RawDocument, *, timezone: tzinfo = UTC, captions: bool = False) -> Extraction:
    """Extract the articles from a page or a PDF.

    Args:
        timezone: the site's; dates without an offset are in this zone.
        captions: keep the captions of pictures in a text, which are dropped otherwise.

    Raises:
        ExtractionError: the page is empty, binary, larger than ``MAX_PAGE_BYTES`` bytes, or has no article.
        Nothing
            else is raised.
    """
    if is_pdf(raw.content):
        return read_pdf(raw, timezone)
    if len(raw.content) > MAX_PAGE_BYTES:
        raise ExtractionError(
            raw.origin, f"the page is larger than {MAX_PAGE_BYTES} bytes", "Split it, or save only the story."
        )
    if is_binary(raw.content):
        raise ExtractionError(raw.origin, "this is binary data, not a page", "Save the page as HTML or text.")
    text, data = decode_both(raw.content, raw.encoding)
    if not text.strip(" \t\r\n\x00\ufeff"):
        raise ExtractionError(raw.origin, "the page is empty", "Save it again.")
    if is_html(text):
        return read_html(text, data, raw, timezone, captions=captions)
    return read_text_page(text, raw, timezone)
