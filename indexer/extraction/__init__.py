"""From a page as it was found to the articles on it."""

from datetime import UTC, tzinfo

from indexer.article import RawDocument
from indexer.extraction.encoding import decode_both
from indexer.extraction.errors import ExtractionError
from indexer.extraction.html_page import read_html
from indexer.extraction.result import Extraction
from indexer.extraction.sniff import is_binary, is_html
from indexer.extraction.text_page import read_text_page

MAX_PAGE_BYTES = 20_000_000

__all__ = ["MAX_PAGE_BYTES", "Extraction", "ExtractionError", "extract"]


def extract(raw: RawDocument, *, timezone: tzinfo = UTC, captions: bool = False) -> Extraction:
    """Read the articles on a page.

    ``timezone`` is the site's: dates without an offset are in it. ``captions`` keeps the captions
    of pictures inside a text, which are left out otherwise. Raises :class:`ExtractionError` for a
    page that is empty, binary, over ``MAX_PAGE_BYTES`` bytes, or has no article; nothing else is
    raised.
    """
    if len(raw.content) > MAX_PAGE_BYTES:
        raise ExtractionError(
            raw.origin, f"the page is larger than {MAX_PAGE_BYTES} bytes", "Split it or save the story alone."
        )
    if is_binary(raw.content):
        raise ExtractionError(
            raw.origin, "this is not a page but binary data", "Save the page as HTML or text."
        )
    text, data = decode_both(raw.content, raw.encoding)
    if not text.strip(" \t\r\n\x00\ufeff"):
        raise ExtractionError(raw.origin, "the page is empty", "Save it again.")
    if is_html(text):
        return read_html(text, data, raw, timezone, captions=captions)
    return read_text_page(text, raw, timezone)
