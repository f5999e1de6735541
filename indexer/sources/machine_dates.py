"""Dates that programs write into exports, API responses and feeds, and how plugins and defaults spoil them.

WP-Parsidate and similar plugins write Jalali years and Persian digits instead of ISO 8601. A column without a
date contains zeros, which some programs turn into the year -1 or 1970. These are never read as dates.
"""

import re
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime

import jdatetime

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_JALALI = range(1250, 1500)
_GREGORIAN = range(1800, 2201)
_EPOCH = date(1970, 1, 1)
_ISO = re.compile(
    r"(?P<sign>-?)(?P<year>\d{4})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_MAIL = re.compile(
    r"(?:\w{3},\s*)?(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,12})\s+(?P<year>-?\d{4}|\d{2})\b(?P<rest>.*)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_JALALI_MONTHS = (
    "farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey",
    "bahman", "esfand",
)  # fmt: skip


def machine_moment(text: str, zone: tzinfo) -> datetime | None:
    """The time of an ISO or RFC 822 date; None if it is not a real date.

    A year from 1250 to 1499 is a Jalali one. Persian and Arabic digits are read. Year 0, year -1 and the
    first day of 1970 mean "no date".

    Args:
        zone: the zone of dates without an offset.
    """
    text = text.translate(_DIGITS).strip()
    try:
        if match := _ISO.fullmatch(text):
            return None if match["sign"] else _from_iso(match, zone)
        if match := _MAIL.fullmatch(text):
            return _from_mail(match, text, zone)
    except (ValueError, OverflowError):
        return None
    return None


def is_no_date(moment: datetime) -> bool:
    """Whether a time is the beginning of 1970, which systems write if they have no date."""
    return moment.date() == _EPOCH or moment.astimezone(UTC).date() == _EPOCH


def _from_iso(match: re.Match[str], zone: tzinfo) -> datetime | None:
    day = real_day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    offset = datetime.strptime(match["zone"], "%z").tzinfo if match["zone"] else zone
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=offset)
    return None if is_no_date(moment) else moment


def _from_mail(match: re.Match[str], text: str, zone: tzinfo) -> datetime | None:
    year, name = int(match["year"]), match["month"].lower()
    if year in _JALALI:
        month = _number(name, _JALALI_MONTHS) or _number(name[:3], _MONTHS)
        day = real_day(year, month, int(match["day"])) if month else None
        if day is None:
            return None
        text = f"{day:%d} {_MONTHS[day.month - 1]} {day.year} {match['rest'].strip()}"
    elif year not in _GREGORIAN and len(match["year"]) != 2:  # RFC 822 has years of two digits
        return None
    moment = parsedate_to_datetime(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return None if is_no_date(moment) else moment


def _number(name: str, names: tuple[str, ...]) -> int:
    return names.index(name) + 1 if name in names else 0


def real_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Gregorian or Jalali one; None for a year in neither.

    Raises:
        ValueError: the calendar has no such day.
    """
    if year in _JALALI:
        found: date = jdatetime.date(year, month, day).togregorian()
        return found
    return date(year, month, day) if year in _GREGORIAN else None
