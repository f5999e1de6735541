"""The calendars in which days are counted, displayed and searched. A day is the same in each of them.

A year, month and day of a calendar are plain numbers. Jalali is the solar calendar of Iran by the rule of
``jdatetime``. Hijri is Umm al-Qura as tabulated by ``hijridate``, for 1343 to 1500 (1924 to 2077).
"""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import hijridate
import jdatetime

Span = tuple[date, date]
"""The first and the last day of a period, both inclusive."""
Parts = tuple[int, int, int]
"""Year, month and day."""


class Calendar(StrEnum):
    """A calendar."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"
    HIJRI = "hijri"


VIEWS = (Calendar.JALALI, Calendar.HIJRI)
"""The calendars whose years and months are indexed in addition to the Gregorian ones."""


def year_facet(calendar_: Calendar) -> str:
    """Name of the facet with the years of a calendar."""
    return "year" if calendar_ is Calendar.GREGORIAN else f"{calendar_}_year"


def month_field(calendar_: Calendar) -> str:
    """Name of the field with year and month of a calendar, as the number YYYYMM."""
    return "month" if calendar_ is Calendar.GREGORIAN else f"{calendar_}_month"


@lru_cache(maxsize=1 << 15)
def parts_of(day: date, calendar_: Calendar) -> Parts | None:
    """A day in a calendar; None if the calendar does not cover it."""
    if calendar_ is Calendar.GREGORIAN:
        return day.year, day.month, day.day
    try:
        if calendar_ is Calendar.JALALI:
            jalali = jdatetime.date.fromgregorian(date=day)
            return jalali.year, jalali.month, jalali.day
        return hijridate.Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        return None


def day_of(calendar_: Calendar, year: int, month: int, day: int) -> date:
    """The day with these numbers in a calendar.

    Raises:
        ValueError: there is no such day, or the calendar does not cover it.
    """
    try:
        if calendar_ is Calendar.GREGORIAN:
            return date(year, month, day)
        if calendar_ is Calendar.JALALI:
            found: date = jdatetime.date(year, month, day).togregorian()
            return found
        return date(*hijridate.Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError as error:
        raise ValueError(str(error)) from error


@lru_cache(maxsize=1 << 13)
def span_of(calendar_: Calendar, year: int, month: int | None = None, day: int | None = None) -> Span:
    """The days of a year, a month or a day.

    Raises:
        ValueError: there is no such period, or the calendar does not cover it.
    """
    first = day_of(calendar_, year, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first, first
    if calendar_ is Calendar.GREGORIAN:
        month = month or 12
        return first, date(year, month, calendar.monthrange(year, month)[1])
    return first, _day_before_next(calendar_, year, month)


def _day_before_next(calendar_: Calendar, year: int, month: int | None) -> date:
    """A period's last day: of a month from its length, of a year from its last month."""
    if calendar_ is Calendar.HIJRI:
        length = hijridate.Hijri(year, month or 12, 1).month_length()
    else:
        length = jdatetime.j_days_in_month[(month or 12) - 1]
        if (month or 12) == 12 and jdatetime.date(year, 1, 1).isleap():
            length += 1
    return day_of(calendar_, year, month or 12, 1) + timedelta(days=length - 1)


def next_span(span: Span, calendar_: Calendar) -> Span:
    """The next period of the same kind: a year, a month or a day of a calendar.

    Raises:
        ValueError: the calendar does not cover it.
    """
    day = span[1] + timedelta(days=1)
    kind = same_period(span, calendar_)
    following = parts_of(day, calendar_)
    if kind is None or following is None:
        raise ValueError(f"no period follows {span}")
    return span_of(calendar_, *following[: len(kind)])


def same_period(span: Span, calendar_: Calendar) -> tuple[int, ...] | None:
    """(year,), (year, month) or (year, month, day) if a span is exactly a period of a calendar, else None."""
    first, last = (parts_of(day, calendar_) for day in span)
    if not first or not last:
        return None
    if first == last:
        return first
    for length in (1, 2):
        if first[:length] == last[:length] and span == span_of(calendar_, *first[:length]):
            return first[:length]
    return None


def day_number(day: date | None) -> int | None:
    """A day as the number YYYYMMDD."""
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day
