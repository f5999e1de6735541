"""Which bars does the timeline of an answer have: years, months or days?"""

from dataclasses import replace

from engines.port.calendars import Span, span_of
from engines.port.model import Interval
from search.model import SearchRequest, SearchResult

_DAYS_AS_DAYS = 62
"""Days of the longest span that has a bar for each day: two months."""
_DAYS_AS_MONTHS = 731
"""Days of the longest span that has a bar for each month: two years."""


def interval_for(request: SearchRequest) -> Interval:
    """Years, or months or days where the request asks for a short span."""
    span = asked_span(request)
    if span is None:
        return Interval.YEAR
    days = (span[1] - span[0]).days + 1
    if days <= _DAYS_AS_DAYS:
        return Interval.DAY
    return Interval.MONTH if days <= _DAYS_AS_MONTHS else Interval.YEAR


def finer_request(result: SearchResult) -> SearchRequest | None:
    """The request for bars of months, where an answer has years and only one or two of them; else None."""
    request = result.request
    years = [int(bar.value) for bar in result.timeline] if request.timeline is Interval.YEAR else []
    return replace(request, timeline=Interval.MONTH) if years and years[-1] - years[0] <= 1 else None


def asked_span(request: SearchRequest) -> Span | None:
    """The first and the last day that a request asks for; None where one of them is open."""
    if request.first_day and request.last_day:
        return request.first_day, request.last_day
    years = request.selected("year")
    if len(years) != 1 or request.first_day or request.last_day:
        return None
    try:
        return span_of(request.calendar, int(years[0]))
    except ValueError:
        return None
