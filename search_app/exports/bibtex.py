"""BibTeX, as read by BibTeX, Biber, Zotero and similar programs. UTF-8; letters of all scripts are kept.

Has the fields of both BibTeX (year, month, journal) and BibLaTeX (date, langid).
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
        # BibTeX counts braces even after a backslash, so they are written as commands.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "$&#%_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NEEDS_BRACES = re.compile(r",|\band\b|^others$", re.IGNORECASE)
"""Parts of a name at which BibTeX would split it."""
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '{}\\ <>"|^`'})


def bibtex(documents: Iterable[Document], site: Site) -> Iterator[str]:
    """One entry per article."""
    for document in documents:
        fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(document, site))
        yield f"@article{{{key(document, site)},\n{fields}\n}}\n\n"


def escape(text: str) -> str:
    """A text on one line, escaped for TeX."""
    return one_line(text).translate(_SPECIAL)


def _fields(document: Document, site: Site) -> Iterator[tuple[str, str]]:
    # Double braces keep the capitals of names; styles for English titles would lowercase them.
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
        # A comma separates keywords.
        yield "keywords", f"{{{', '.join(escape(word.replace(',', ' ')) for word in words)}}}"


def _name(name: str) -> str:
    escaped = escape(name)
    return f"{{{escaped}}}" if _NEEDS_BRACES.search(name) else escaped
