"""A page saved as text: a category page with many stories, or one story."""

from datetime import tzinfo

from indexer.article import RawDocument
from indexer.extraction.errors import ExtractionError
from indexer.extraction.result import Extraction
from indexer.extraction.text_dump import read_dump
from indexer.extraction.text_single import read_single


def read_text_page(text: str, raw: RawDocument, timezone: tzinfo) -> Extraction:
    """The stories of a page saved as text. Raises ExtractionError if there are none."""
    articles = read_dump(text, timezone=timezone, file=raw.origin)
    if not articles:
        article = read_single(text, timezone=timezone, file=raw.origin)
        articles = (article,) if article else ()
    if not articles:
        raise ExtractionError(
            raw.origin,
            "no article was found in the text",
            "A story needs a title, an empty line and a paragraph; save the page as HTML if you can.",
        )
    return Extraction("text-dump", articles)
