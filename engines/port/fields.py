"""The names that a query may use, checked the same way by every engine."""

from engines.port.calendars import VIEWS, year_facet
from engines.port.errors import UnknownFieldError
from engines.port.model import FACETS
from engines.port.terms import TEXT_FIELDS

INDEXED_FACETS = (*FACETS, *(year_facet(calendar) for calendar in VIEWS))
"""The facets that engines count: readers know one for the years, engines one for each calendar."""


def check_field(field: str) -> str:
    """The name of a field with tokens.

    Raises:
        UnknownFieldError: documents have no such field.
    """
    if field not in TEXT_FIELDS:
        raise UnknownFieldError(f"There is no field {field!r}. Fields are: {', '.join(TEXT_FIELDS)}")
    return field


def check_facet(facet: str) -> str:
    """The name of a facet.

    Raises:
        UnknownFieldError: documents have no such facet.
    """
    if facet not in INDEXED_FACETS:
        raise UnknownFieldError(f"There is no facet {facet!r}. Facets are: {', '.join(FACETS)}")
    return facet
