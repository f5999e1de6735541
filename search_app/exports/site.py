"""The site that an export is made for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from engines.port.model import Document
from search_app.presenters import local, safe_url


@dataclass(frozen=True, slots=True)
class Site:
    """``name`` is the heading of the page. ``page`` returns the absolute address of an article's page on this
    site.
    """

    name: str
    zone: tzinfo
    page: Callable[[str], str]

    def local(self, moment: datetime) -> datetime:
        """A time in the site's time zone."""
        return local(moment, self.zone)

    def address(self, document: Document) -> str:
        """The address to cite: the original's, else the article's page on this site."""
        return safe_url(document.url) or self.page(document.id)
