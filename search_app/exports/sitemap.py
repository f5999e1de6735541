"""Sitemaps (sitemaps.org 0.9): an index, and parts that are written as the engine reads its documents."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from markupsafe import escape

from engines.port.model import Document
from search.dictionaries.stories import Alternates
from search_app.exports.site import Site

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap_index(addresses: Iterable[str], changed: datetime) -> str:
    """The parts, all as new as the index of the search."""
    day = changed.strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = "".join(
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{day}</lastmod></sitemap>\n" for address in addresses
    )
    return (
        f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{parts}</sitemapindex>\n'
    )


def sitemap_part(documents: Iterable[Document], alternates: Alternates, site: Site) -> Iterator[str]:
    """One part, streamed one address at a time."""
    yield f"{_HEAD}<urlset {_SPACES}>\n"
    for document in documents:
        moment = document.modified or document.date
        changed = f"<lastmod>{site.local(moment).date().isoformat()}</lastmod>" if moment else ""
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(site.page(id_))}"/>'
            for language, id_ in alternates.of(document.id)
        )
        yield f"<url><loc>{escape(site.page(document.id))}</loc>{changed}{links}</url>\n"
    yield "</urlset>\n"
