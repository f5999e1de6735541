"""What BibTeX and RIS have in common."""

import hashlib

from engines.port.model import Document
from search_app.exports.site import Site

_KEY_BYTES = 6
"""At this length, two articles out of 100,000 share a hash in one of 50,000 archives."""


def key(document: Document, site: Site) -> str:
    """A citation key: language, year and a hash of the id, so it is stable and unique.

    Contains only ASCII letters, digits and a hyphen, which every program accepts.
    """
    mark = hashlib.blake2b(document.id.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).hexdigest()
    year = f"{site.local(document.date).year:04}" if document.date else ""
    language = "".join(c for c in document.language if c.isascii() and c.isalnum())
    return f"{language or 'und'}{year}-{mark}"


def journal(document: Document, site: Site) -> str:
    """The publication: the article's source if it has one, else the site."""
    return document.source or site.name


def keywords(document: Document) -> tuple[str, ...]:
    """Tags and names of categories, without duplicates."""
    return tuple(dict.fromkeys((*document.tags, *(path[-1] for path in document.categories if path))))
