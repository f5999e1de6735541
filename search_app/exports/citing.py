"""What BibTeX and RIS say alike of an article."""

import hashlib

from engines.port.model import Document
from search_app.exports.site import Site

_KEY_BYTES = 6
"""Two of a hundred thousand articles share so long a mark in one of fifty thousand archives."""


def key(document: Document, site: Site) -> str:
    """A citation key: language and year to read, and a mark of the id, which stays the same and is one's own.

    Only ASCII letters, digits and a hyphen, which every program takes.
    """
    mark = hashlib.blake2b(document.id.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).hexdigest()
    year = f"{site.local(document.date).year:04}" if document.date else ""
    language = "".join(c for c in document.language if c.isascii() and c.isalnum())
    return f"{language or 'und'}{year}-{mark}"


def journal(document: Document, site: Site) -> str:
    """What published the article: its source where it names one, else the site."""
    return document.source or site.name


def keywords(document: Document) -> tuple[str, ...]:
    """Tags and the names of categories, each once."""
    return tuple(dict.fromkeys((*document.tags, *(path[-1] for path in document.categories if path))))
