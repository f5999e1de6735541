"""Parses dates as readers type them: a year, a month, a day, or a range of them, in any calendar."""

import re
from datetime import date

from analyzers import fold
from engines.port.calendars import Calendar, Span, parts_of, span_of

__all__ = ["Span", "calendar_meant", "day_text", "parse_day_span", "parse_range"]

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_YEAR_LAST = re.compile(r"(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])(\d{4})")
_EARLY = re.compile(r"00(\d{4}-\d{2}-\d{2})")
_RANGE = re.compile(r"\.\.+|…")
_FIRST_GREGORIAN = 1700
"""No news archive begins earlier, and no year of the other calendars is as high."""


def parse_day_span(text: str, calendar: Calendar = Calendar.GREGORIAN) -> Span | None:
    """The first and last day of ``2021``, ``2021-05``, ``2021/5/9`` or ``9.5.2021``, in digits of any script.

    Args:
        calendar: the calendar that the reader sees.

    Returns:
        First and last day, both inclusive, or None if the text is not a date.
    """
    if early := _EARLY.fullmatch(text):
        return _gregorian_day(early[1])
    numbers = _numbers(text)
    if numbers is None:
        return None
    year, month, day = numbers
    try:
        return span_of(calendar_meant(year, calendar), year, month, day)
    except ValueError:
        return None


def calendar_meant(year: int, chosen: Calendar, today: date | None = None) -> Calendar:
    """The calendar of a typed year, from its size and the calendar that the reader chose.

    A year from 1700 on is always Gregorian. An earlier one belongs to the chosen calendar; if that is
    Gregorian, it is Jalali unless it would begin more than a year from now, and then Hijri.

    Args:
        today: the current day by default.
    """
    if year >= _FIRST_GREGORIAN:
        return Calendar.GREGORIAN
    if chosen is not Calendar.GREGORIAN:
        return chosen
    now = parts_of(today or date.today(), Calendar.JALALI)
    return Calendar.HIJRI if now and year > now[0] + 1 else Calendar.JALALI


def day_text(day: date) -> str:
    """A day as ``parse_day_span`` reads it in any calendar: 2021-05-09, 001402-05-09."""
    return day.isoformat() if day.year >= _FIRST_GREGORIAN else f"00{day.isoformat()}"


def _gregorian_day(text: str) -> Span | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day, day


def _numbers(text: str) -> tuple[int, int | None, int | None] | None:
    folded = fold(text.strip())
    if match := _DATE.fullmatch(folded):
        year, month, day = match.groups()
    elif match := _YEAR_LAST.fullmatch(folded):
        day, month, year = match.groups()
    else:
        return None
    return int(year), int(month) if month else None, int(day) if day else None


def parse_range(text: str, calendar: Calendar = Calendar.GREGORIAN) -> tuple[date | None, date | None] | None:
    """``A``, ``A..B`` (in either order), ``A..`` or ``..B`` as first and last day, both inclusive.

    Returns:
        The days, None for an open end; or None if the text is not a range.
    """
    parts = _RANGE.split(text)
    if len(parts) == 1:
        return parse_day_span(text, calendar)
    if len(parts) != 2 or not any(parts):
        return None
    spans = [parse_day_span(part, calendar) if part else None for part in parts]
    if any(part and span is None for part, span in zip(parts, spans, strict=True)):
        return None
    one, two = spans
    if one and two and one[0] > two[1]:
        one, two = two, one
    return (one[0] if one else None), (two[1] if two else None)
