"""The HTML of a post as a site gives it to programs: plugins have put their boxes into it by then."""

from html import escape

from indexer.article import RawDocument
from indexer.extraction import ExtractionError, extract
from indexer.sources.fragment import clean_fragment
from indexer.sources.text import clean_body


def clean_content(markup: str, title: str) -> str:
    """Paragraphs of plain text, cleaned as a page is; what cannot be read so is only freed of tags."""
    plain = clean_body(clean_fragment(markup))
    if not plain:
        return ""
    page = (
        f"<!doctype html><html><head><title>{escape(title)}</title></head><body class='single single-post'>"
        f"<article class='post'><h1 class='entry-title'>{escape(title)}</h1>"
        f"<div class='entry-content'>{markup}</div></article></body></html>"
    )
    try:
        found = extract(RawDocument(page.encode("utf-8", "replace"), "post", encoding="utf-8")).articles
    except ExtractionError:
        return plain
    return found[0].body if len(found) == 1 and found[0].body else plain
