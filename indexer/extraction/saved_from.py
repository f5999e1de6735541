"""The address from which a page was saved, as browsers note it and as web archives write it."""

import re

_COMMENT = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s<>]{1,2000}?)\s*-->", re.I)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s<>]{1,2000})", re.I)
_START = 4096
_WAYBACK = re.compile(
    r"https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:today|ph|is)|wayback\.archive-it\.org/\d+)"
    r"/\d{4,14}(?:[a-z]{2}_)?/(?P<url>https?:/{1,2}.+)",
    re.I,
)


def saved_from(text: str) -> str | None:
    """The address in the comment that Internet Explorer, Chrome or SingleFile writes above a saved page."""
    start = text[:_START]
    match = _COMMENT.search(start) or _SINGLE_FILE.search(start)
    return match[1] if match else None


def original(url: str) -> str:
    """The address of a page from a web archive's address; any other address unchanged."""
    match = _WAYBACK.fullmatch(url)
    return re.sub(r"^(https?):/+", r"\1://", match["url"]) if match else url
