"""Dates as readers type them in a query: a year, a month, a day, or a range of them."""

import calendar
import re
from datetime import date

from analyzers import fold

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_RANGE = re.compile(r"\.\.+|…")

Span = tuple[date, date]


def parse_day_span(text: str) -> Span | None:
    """The first and last day of ``2021``, ``2021-05`` or ``2021-05-09``; digits of any script.

    None where it is no date.
    """
    match = _DATE.fullmatch(fold(text.strip()))
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _span(year or 0, month, day)
    except ValueError:
        return None


def _span(year: int, month: int | None, day: int | None) -> Span:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def parse_range(text: str) -> tuple[date | None, date | None] | None:
    """``A``, ``A..B`` (either way round), ``A..`` or ``..B`` as first and last day.

    None where it is no range.
    """
    parts = _RANGE.split(text)
    if len(parts) == 1:
        return parse_day_span(text)
    if len(parts) != 2 or not any(parts):
        return None
    spans = [parse_day_span(part) if part else None for part in parts]
    if any(part and span is None for part, span in zip(parts, spans, strict=True)):
        return None
    one, two = spans
    if one and two and one[0] > two[1]:
        one, two = two, one
    return (one[0] if one else None), (two[1] if two else None)
