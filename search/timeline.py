"""Chooses the bars of an answer's timeline: years, months or days."""

from dataclasses import replace

from engines.port.calendars import Span, span_of
from engines.port.model import Interval
from search.model import SearchRequest, SearchResult

_DAYS_AS_DAYS = 62
"""Longest span, in days, with a bar for each day: two months."""
_DAYS_AS_MONTHS = 731
"""Longest span, in days, with a bar for each month: two years."""


def interval_for(request: SearchRequest) -> Interval:
    """Years; or months or days if the request is for a short span."""
    span = asked_span(request)
    if span is None:
        return Interval.YEAR
    days = (span[1] - span[0]).days + 1
    if days <= _DAYS_AS_DAYS:
        return Interval.DAY
    return Interval.MONTH if days <= _DAYS_AS_MONTHS else Interval.YEAR


def finer_request(result: SearchResult) -> SearchRequest | None:
    """A request for bars of months if an answer has only one or two years; else None."""
    request = result.request
    years = [int(bar.value) for bar in result.timeline] if request.timeline is Interval.YEAR else []
    return replace(request, timeline=Interval.MONTH) if years and years[-1] - years[0] <= 1 else None


def asked_span(request: SearchRequest) -> Span | None:
    """The first and the last day of a request; None if one of them is open."""
    if request.first_day and request.last_day:
        return request.first_day, request.last_day
    years = request.selected("year")
    if len(years) != 1 or request.first_day or request.last_day:
        return None
    try:
        return span_of(request.calendar, int(years[0]))
    except ValueError:
        return None
