"""The site that an export is made for: what it must know besides the documents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from engines.port.model import Document
from search_app.presenters import local, safe_url


@dataclass(frozen=True, slots=True)
class Site:
    """``name`` is the heading of the page, ``page`` gives the absolute address of an article's page here."""

    name: str
    zone: tzinfo
    page: Callable[[str], str]

    def local(self, moment: datetime) -> datetime:
        """A moment in the site's time zone."""
        return local(moment, self.zone)

    def address(self, document: Document) -> str:
        """Where an article is cited from: its original, or else its page here."""
        return safe_url(document.url) or self.page(document.id)
