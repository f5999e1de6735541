"""Dates as readers type them: a year, a month, a day, or a range of them, in any of the calendars."""

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
"""No archive of news begins before it, and no year of the other calendars reaches it."""


def parse_day_span(text: str, calendar: Calendar = Calendar.GREGORIAN) -> Span | None:
    """The first and last day of ``2021``, ``2021-05``, ``2021/5/9`` or ``9.5.2021``; digits of any script.

    ``calendar`` is the one that a reader has before them. None where it is no date.
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
    """The calendar of a typed year: by its size, and by the calendar that the reader chose.

    A year from 1700 on is Gregorian in any case. An earlier one is of the chosen calendar; where that is the
    Gregorian one, Jalali, unless it would begin more than a year from now: then Hijri.
    """
    if year >= _FIRST_GREGORIAN:
        return Calendar.GREGORIAN
    if chosen is not Calendar.GREGORIAN:
        return chosen
    now = parts_of(today or date.today(), Calendar.JALALI)
    return Calendar.HIJRI if now and year > now[0] + 1 else Calendar.JALALI


def day_text(day: date) -> str:
    """A day as ``parse_day_span`` reads it whatever calendar is chosen: 2021-05-09, 001402-05-09."""
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
    """``A``, ``A..B`` (either way round), ``A..`` or ``..B`` as first and last day.

    None where it is no range.
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
