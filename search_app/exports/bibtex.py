"""BibTeX, read by BibTeX, Biber, Zotero and their kin. UTF-8; letters of every script stay as they are.

Fields are those of both BibTeX (year, month, journal) and BibLaTeX (date, langid).
"""

import re
from collections.abc import Iterable, Iterator

from analyzers import LANGUAGES
from engines.port.model import Document
from search_app.exports.citing import journal, key, keywords
from search_app.exports.site import Site
from search_app.exports.text import one_line

_SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # A brace counts for the balance even with a backslash in front, so it is named.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEEDS_BRACES = re.compile(r",|\band\b|^others$", re.IGNORECASE)
"""In a name: what BibTeX would take apart."""
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '{}\\ <>"|^`'})


def bibtex(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """An entry an article."""
    for document in documents:
        fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(document, site))
        yield f"@article{{{key(document, site)},\n{fields}\n}}\n\n"


def escape(text: str) -> str:
    """A text as TeX prints it, on one line."""
    return one_line(text).translate(_SPECIAL)


def _fields(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    # Two braces keep the capitals of names, which styles for English titles would take away.
    yield "title", f"{{{{{escape(document.title)}}}}}"
    if document.authors:
        yield "author", f"{{{' and '.join(map(_name, document.authors))}}}"
    yield "journal", f"{{{escape(journal(document, site))}}}"
    if document.date:
        day = site.local(document.date).date()
        yield "date", f"{{{day.isoformat()}}}"
        yield "year", f"{{{day.year:04}}}"
        yield "month", _MONTHS[day.month - 1]
    yield "url", f"{{{one_line(site.address(document)).translate(_IN_ADDRESS)}}}"
    known = LANGUAGES.get(document.language)
    if known and known.babel:
        yield "language", f"{{{known.babel}}}"
        yield "langid", f"{{{known.babel}}}"
    if words := keywords(document):
        # A comma parts keywords.
        yield "keywords", f"{{{', '.join(escape(word.replace(',', ' ')) for word in words)}}}"


def _name(name: str) -> str:
    escaped = escape(name)
    return f"{{{escaped}}}" if _NEEDS_BRACES.search(name) else escaped
