"""What holds where the address of a search names no page size, no calendar and no way to count stories."""

from dataclasses import dataclass

from engines.port.calendars import Calendar
from search_app.settings import Settings


@dataclass(frozen=True, slots=True)
class Defaults:
    """``page_size`` is the number of hits on a page, ``collapse`` whether each story is one hit.

    ``calendar`` is the calendar of years and months: the interface language's on pages, else the Gregorian.
    """

    page_size: int = 10
    collapse: bool = True
    calendar: Calendar = Calendar.GREGORIAN

    @classmethod
    def of(cls, settings: Settings, calendar: Calendar = Calendar.GREGORIAN) -> "Defaults":
        """The defaults of a site, in a calendar."""
        return cls(settings.page_size, bool(settings.collapse), calendar)


DEFAULTS = Defaults()
"""Those of a site that sets none."""
