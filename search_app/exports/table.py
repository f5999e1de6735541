"""CSV for spreadsheets: UTF-8 with a byte order mark, by which Excel recognises the encoding."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from engines.port.fields import FIELDS
from engines.port.model import Document
from engines.port.values import cell_values
from search_app.exports.site import Site
from search_app.exports.text import one_line
from search_app.presenters import safe_url

BETWEEN = "; "
"""Separates the values in a cell with several."""
_FORMULA = frozenset("=+-@＝＋－＠")
"""A cell that begins with one of these may be run as a formula (OWASP, CSV injection)."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters that are displayed as nothing."""


class _Line:
    """File object for the CSV writer: returns each line."""

    def write(self, text: str) -> str:
        return text


def table(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """A line of column names, then one line per article."""
    yield "\ufeff" + _line(columns())
    for document in documents:
        yield _line(tuple(map(cell, _row(document, site))))


def columns() -> tuple[str, ...]:
    """The names of the columns: the id, the exported fields in the order of their declaration, the page."""
    return ("id", *(field.column for field in FIELDS.exported), "page")


def cell(text: str) -> str:
    """A text that no spreadsheet runs as a formula: an apostrophe in front makes it text.

    Each part between semicolons is protected, because many locales separate cells by semicolons.
    """
    return ";".join(map(_plain, one_line(text).split(";")))


def _plain(part: str) -> str:
    return f"'{part}" if _first_seen(part) in _FORMULA else part


def _first_seen(text: str) -> str:
    """The first visible character: not a space, control, direction mark or combining mark."""
    seen = (c for c in text if unicodedata.category(c)[0] not in "CMZ" and c not in _FILLERS)
    return next(seen, "")


def _line(row: Iterable[str]) -> str:
    # A CSV writer returns what its file's write method returns.
    return str(csv.writer(_Line()).writerow(row))


def _row(document: Document, site: Site) -> Iterator[str]:
    document = replace(document, url=safe_url(document.url))
    yield document.id
    for field in FIELDS.exported:
        yield BETWEEN.join(cell_values(document, field, lambda moment: site.local(moment).isoformat()))
    yield site.page(document.id)
