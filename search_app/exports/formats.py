"""The file formats of results. A format is a module and a line in this one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from engines.port.model import Document
from search_app.exports.bibtex import bibtex
from search_app.exports.lines import lines
from search_app.exports.ris import ris
from search_app.exports.site import Site
from search_app.exports.table import table


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is the file extension, ``write`` produces the text, ``cites`` allows single articles."""

    name: str
    mimetype: str
    write: Callable[[Iterable[Document], Site], Iterator[str]]
    cites: bool = False


FORMATS = {
    found.name: found
    for found in (
        Format("csv", "text/csv", table),
        Format("jsonl", "application/jsonl", lines),
        Format("bib", "application/x-bibtex", bibtex, cites=True),
        Format("ris", "application/x-research-info-systems", ris, cites=True),
    )
}
