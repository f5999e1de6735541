"""Defaults for searches whose address has no page size, calendar or way to count stories."""

from dataclasses import dataclass

from engines.port.calendars import Calendar
from search_app.settings import Settings


@dataclass(frozen=True, slots=True)
class Defaults:
    """``page_size`` is the number of hits per page. ``collapse`` says whether each story is one hit.

    ``calendar`` is the calendar of years and months: on pages that of the interface language, else the
    Gregorian.
    """

    page_size: int = 10
    collapse: bool = True
    calendar: Calendar = Calendar.GREGORIAN

    @classmethod
    def of(cls, settings: Settings, calendar: Calendar = Calendar.GREGORIAN) -> "Defaults":
        """The defaults in a site's settings, with a calendar."""
        return cls(settings.page_size, bool(settings.collapse), calendar)


DEFAULTS = Defaults()
"""The defaults of a site without settings."""
