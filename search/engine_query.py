"""Turns a request and its tree of terms into the query that an engine runs."""

from engines.port.calendars import day_number, year_facet
from engines.port.engine import EngineQuery
from engines.port.errors import BadRequestError
from engines.port.fields import check_facet
from engines.port.terms import DayRange, TermNode
from search.model import SearchRequest
from search.scope import within

MAX_SIZE = 100
"""Maximum number of hits per page."""
MAX_FACET_SIZE = 60_000


def check_request(request: SearchRequest) -> None:
    """Check the numbers and facets of a request.

    Raises:
        BadRequestError: a page or size is out of range.
        UnknownFieldError: documents have no such facet.
    """
    if request.page < 1:
        raise BadRequestError("Pages count from 1")
    if not 0 <= request.size <= MAX_SIZE:
        raise BadRequestError(f"A page has 0 to {MAX_SIZE} hits; request several pages to get more")
    if not 1 <= request.facet_size <= MAX_FACET_SIZE:
        raise BadRequestError(f"A facet has 1 to {MAX_FACET_SIZE} values")
    for facet, _ in request.filters:
        check_facet(facet)


def engine_query(request: SearchRequest, node: TermNode, first: int = 0) -> EngineQuery:
    """The query for a page of hits or, if given, for the ``first`` ones."""
    return EngineQuery(
        node=within(node, request.scope),
        filters=tuple((indexed(name, request), values) for name, values in request.filters),
        days=days_of(request),
        sort=request.sort,
        offset=0 if first else (request.page - 1) * request.size,
        limit=first or request.size,
        facets=tuple(indexed(name, request) for name in request.facets),
        facet_size=request.facet_size,
        timeline=request.timeline,
        calendar=request.calendar,
        collapse=request.collapse,
        prefer=request.prefer,
    )


def indexed(facet: str, request: SearchRequest) -> str:
    """The facet under which engines index it: years depend on the request's calendar."""
    return year_facet(request.calendar) if facet == "year" else facet


def days_of(request: SearchRequest) -> DayRange | None:
    """The days of a request; None for all."""
    if request.first_day is None and request.last_day is None:
        return None
    return DayRange(day_number(request.first_day), day_number(request.last_day))
