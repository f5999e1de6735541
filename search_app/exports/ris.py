"""RIS, as read by EndNote, Zotero, Mendeley and similar programs.

A line is a tag of two characters, two spaces, a hyphen, a space and a value. A record begins with its type
and ends with ER. UTF-8; lines end with carriage return and line feed.
"""

from collections.abc import Iterable, Iterator

from engines.port.model import Document
from search_app.exports.citing import journal, key, keywords
from search_app.exports.site import Site
from search_app.exports.text import one_line


def ris(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """One record per article."""
    for document in documents:
        lines = (f"{tag}  - {text}" for tag, value in _fields(document, site) if (text := one_line(value)))
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def _fields(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", key(document, site)
    yield "TI", document.title
    for author in document.authors:
        yield "AU", author
    if document.date:
        day = site.local(document.date).date()
        yield "PY", f"{day.year:04}"
        yield "DA", f"{day.year:04}/{day.month:02}/{day.day:02}"
    yield "T2", journal(document, site)
    if document.language != "und":
        yield "LA", document.language
    for word in keywords(document):
        yield "KW", word
    yield "UR", site.address(document)
