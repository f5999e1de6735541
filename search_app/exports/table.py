"""CSV for spreadsheets: UTF-8 with a byte order mark, by which Excel knows letters that are not English."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from engines.port.model import PATH_SEPARATOR, Document
from search_app.exports.site import Site
from search_app.exports.text import one_line
from search_app.presenters import safe_url

COLUMNS = (
    "id", "title", "language", "date", "modified", "authors", "categories", "tags", "source", "url", "page"
)  # fmt: skip
BETWEEN = "; "
"""Parts the values of a cell that has several."""
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""A cell that begins so may be run as a formula (OWASP, CSV injection)."""


class _Line:
    """What the writer writes to: it hands each line on."""

    def write(self, text: str) -> str:
        return text


def table(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """A line of names, then a line an article."""
    yield "\ufeff" + _line(COLUMNS)
    for document in documents:
        yield _line(tuple(map(cell, _row(document, site))))


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe in front keeps it a text."""
    line = one_line(text)
    return f"'{line}" if line[:1] in _FORMULA else line


def _line(row: Iterable[str]) -> str:
    # A writer returns what it was told by what it writes to.
    return str(csv.writer(_Line()).writerow(row))


def _row(document: Document, site: Site) -> tuple[str, ...]:
    return (
        document.id,
        document.title,
        document.language,
        _moment(document.date, site),
        _moment(document.modified, site),
        BETWEEN.join(document.authors),
        BETWEEN.join(map(PATH_SEPARATOR.join, document.categories)),
        BETWEEN.join(document.tags),
        document.source or "",
        safe_url(document.url) or "",
        site.page(document.id),
    )


def _moment(moment: datetime | None, site: Site) -> str:
    return site.local(moment).isoformat() if moment else ""
