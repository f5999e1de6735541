"""Dates on web pages, in four languages and several calendars, as datetimes with a zone."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from datetime import timezone as fixed_zone

from analyzers import LANGUAGES
from indexer.extraction.calendars import (
    GREGORIAN,
    HIJRI,
    JALALI,
    LUNAR_MONTHS,
    MONTHS,
    normalize,
    to_gregorian,
)
from indexer.extraction.vocabulary import alternatives, days_in_words, said

MAX_DATE_LENGTH = 160
_GREGORIAN_YEARS = range(1800, 2201)
_JALALI_YEARS = range(1200, 1501)
_LUNAR_YEARS = range(1343, 1501)

_NAMES = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_LUNAR = "|".join(sorted((re.escape(name) for name in LUNAR_MONTHS), key=len, reverse=True))
# "مهرماه" is the month Mehr; "تشرين الأول/أكتوبر" is one month under two names.
_SUFFIX = f"(?:{'|'.join(said('dates', 'before_year'))})?"
_MONTH = rf"(?P<name>{_NAMES}){_SUFFIX}(?!\w)(?:\s*[/(–-]\s*(?:{_NAMES})(?!\w)\)?)?"
_DAY = rf"(?<!\d)(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th{alternatives('dates', 'ordinals')})?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_DAYS = {normalize(name.replace("_", " ")): day for day, names in days_in_words() for name in names}
_WORDS = "|".join(sorted((re.escape(name) for name in _DAYS), key=len, reverse=True))
_BETWEEN = f"de{alternatives('dates', 'between')}"
_DAY_WORD = (
    re.compile(rf"(?<!\w)({_WORDS})(?=\s+(?:(?:{_BETWEEN})\s+)?(?:{_NAMES}|{_LUNAR}))")
    if _DAYS
    else re.compile(r"(?!)()")
)
_GAP = rf"[\s,،./\-]*(?:(?:{_BETWEEN})\s+)?"
_BEFORE_YEAR = f"(?:{'|'.join(said('dates', 'before_year'))})?"
_DAY_MONTH_YEAR = re.compile(rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_BEFORE_YEAR}{_GAP}{_YEAR}")
_MONTH_DAY_YEAR = re.compile(rf"(?<!\w){_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}")
_SHORT_YEAR = re.compile(rf"{_DAY}{_GAP}{_MONTH}{_GAP}(?P<year>\d{{2}})(?![\d:.])")
_LUNAR_MONTH = rf"(?P<name>{_LUNAR}){_SUFFIX}(?!\w)"
_LUNAR_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}{_GAP}{_LUNAR_MONTH}{_GAP}{_BEFORE_YEAR}{_GAP}{_YEAR}",
        rf"(?<!\w){_LUNAR_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
        rf"(?<!\d){_YEAR}{_GAP}{_LUNAR_MONTH}{_GAP}{_DAY}",
    )
)
_LUNAR_NUMERIC = tuple(
    re.compile(rf"(?<!\d){pattern}(?!\d)")
    for pattern in (
        r"(?P<year>1[34]\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>1[34]\d\d)",
    )
)
_LUNAR_ERA = re.compile(rf"\s*(?:{'|'.join(said('dates', 'lunar_era')) or '(?!)'})")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}")
_NUMERIC_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
)
_NUMERIC_YEAR_LAST = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<sep>[-/.]) ?(?P<second>\d{1,2})(?P=sep) ?(?P<year>\d{4})(?!\d)"
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?=t\d{6}|\s*$)")
_PERSIAN_YEAR = re.compile(r"(?<![\w/.-])([۰-۹]{2})(?=([/.-])[۰-۹]{1,2}\2[۰-۹]{1,2}(?![\w/-]))")
_APOSTROPHE_YEAR = re.compile(r"(?<=[\s,])['’‘](\d{2})(?!\w)")
_JALALI_EPOCH = 621
# What programs write, by far the most common form.
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_AFTERNOON = alternatives("dates", "afternoon")
_TIME = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?![\d/.])"
    rf"\s*(?P<half>a\.?m\b{alternatives('dates', 'morning')}|(?P<afternoon>p\.?m\b{_AFTERNOON}))?"
)
_COMPACT_TIME = re.compile(r"t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<half>)(?P<afternoon>)")
_OFFSET = re.compile(r"^\s*(?:(?:gmt|utc)\s*)?(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})(?!\d)")
_ZONE_NAME = re.compile(r"^\s*(?P<zone>z|gmt|utc|ut|e[sd]t|c[sd]t|m[sd]t|p[sd]t)\b")
# RFC 822, section 5.1, has these names and no others.
_ZONE_HOURS = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}


def parse_date(text: str, *, timezone: tzinfo = UTC, language: str | None = None) -> datetime | None:
    """The first valid date in a short ``text``, or None.

    A date without an offset is in ``timezone``; one without a time is at midnight there. Years are 1800-2200,
    or 1200-1500 in the solar (Jalali) calendar, whose numeric dates are not read in a language in which such
    a year is a lunar one (``solar_years``). ``03/04/2025`` is read day first if the language is
    ``day_first``; in other or unknown languages it is ambiguous and not read.
    """
    stated = _from_iso(text, timezone) if _ISO.fullmatch(text) else None
    if stated is not None:
        return stated
    normalized = normalize(_with_centuries(text[:MAX_DATE_LENGTH], language))
    if any(map(str.isdigit, normalized)):
        normalized = _DAY_WORD.sub(lambda match: str(_DAYS[match[1]]), normalized)
    for reader in _READERS:
        for found, start, end in reader(normalized, language):
            return _with_time(found, normalized, start, end, timezone)
    return None


def _with_centuries(text: str, language: str | None) -> str:
    """The text with four digits of a year that has two.

    ``۰۲/۰۷/۱۲`` in Persian digits is a solar date with the year first, unless that would be in the future.
    ``'23`` is read as POSIX does (``%y`` of strptime): 69 to 99 are in the century before.
    """
    if not text.isascii() and _reads_solar_years(language):
        text = _PERSIAN_YEAR.sub(_solar_year, text)
    return _APOSTROPHE_YEAR.sub(lambda match: f"{'19' if match[1] >= '69' else '20'}{match[1]}", text)


def _solar_year(match: re.Match[str]) -> str:
    year = 1400 + int(match[1])
    if year > 1440:
        return str(year - 100)
    return str(year) if year <= datetime.now(UTC).year - _JALALI_EPOCH else match[1]


def _from_iso(text: str, timezone: tzinfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found.replace(microsecond=0)
    return found if found.tzinfo else _aware(found, timezone)


_Found = tuple[date, int, int]
_Reader = Callable[[str, str | None], Iterator[_Found]]


def _named(pattern: re.Pattern[str]) -> "_Reader":
    def read(text: str, _language: str | None) -> Iterator[_Found]:
        for match in pattern.finditer(text):
            calendar, month = MONTHS[match["name"]]
            found = _day(calendar, int(match["year"]), month, int(match["day"]))
            if found:
                yield found, match.start(), match.end()

    return read


def _lunar(text: str, _language: str | None) -> Iterator[_Found]:
    for pattern in _LUNAR_DATES:
        for match in pattern.finditer(text):
            yield from _lunar_day(match, LUNAR_MONTHS[match["name"]][1])


def _lunar_era(text: str, language: str | None) -> Iterator[_Found]:
    """A numeric date whose year is marked as lunar, or is one in this language: "1445/3/19 هـ"."""
    for pattern in _LUNAR_NUMERIC:
        for match in pattern.finditer(text):
            if not _reads_solar_years(language) or _LUNAR_ERA.match(text, match.end()):
                yield from _lunar_day(match, int(match["month"]))


def _lunar_day(match: re.Match[str], month: int) -> Iterator[_Found]:
    year = int(match["year"])
    found = to_gregorian(HIJRI, year, month, int(match["day"])) if year in _LUNAR_YEARS else None
    if found:
        yield found, match.start(), match.end()


def _short_year(text: str, _language: str | None) -> Iterator[_Found]:
    """A solar year in two digits: 02 is 1402, 98 is 1398. Other calendars are not written like this."""
    for match in _SHORT_YEAR.finditer(text):
        calendar, month = MONTHS[match["name"]]
        if calendar == JALALI:
            year = int(match["year"])
            found = to_gregorian(calendar, year + (1400 if year < 40 else 1300), month, int(match["day"]))
            if found:
                yield found, match.start(), match.end()


def _year_first(text: str, language: str | None) -> Iterator[_Found]:
    for pattern in (_NUMERIC_YEAR_FIRST, _COMPACT):
        for match in pattern.finditer(text):
            year = int(match["year"])
            calendar = JALALI if year in _JALALI_YEARS and _reads_solar_years(language) else GREGORIAN
            found = _day(calendar, year, int(match["month"]), int(match["day"]))
            if found and not (calendar == JALALI and _LUNAR_ERA.match(text, match.end())):
                yield found, match.start(), match.end()


def _year_last(text: str, language: str | None) -> Iterator[_Found]:
    for match in _NUMERIC_YEAR_LAST.finditer(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        calendar = JALALI if year in _JALALI_YEARS and _reads_solar_years(language) else GREGORIAN
        day_first = _is_day_first(language) or match["sep"] == "." or first > 12 or first == second
        if not day_first and second <= 12:
            continue
        day, month = (first, second) if day_first else (second, first)
        found = _day(calendar, year, month, day)
        if found:
            yield found, match.start(), match.end()


_READERS = (
    _year_first,
    _named(_MONTH_DAY_YEAR),
    _named(_DAY_MONTH_YEAR),
    _named(_YEAR_MONTH_DAY),
    _year_last,
    _lunar,
    _lunar_era,
    _short_year,
)


def _reads_solar_years(language: str | None) -> bool:
    known = LANGUAGES.get(language or "")
    return known is None or known.solar_years


def _is_day_first(language: str | None) -> bool:
    known = LANGUAGES.get(language or "")
    return known is not None and known.day_first


def _day(calendar: str, year: int, month: int, day: int) -> date | None:
    years = _JALALI_YEARS if calendar == JALALI else _GREGORIAN_YEARS
    return to_gregorian(calendar, year, month, day) if year in years else None


def _with_time(found: date, text: str, start: int, end: int, timezone: tzinfo) -> datetime | None:
    after = text[end:]
    match = _COMPACT_TIME.match(after) or _TIME.search(after)
    rest = after[match.end() :] if match else after
    if match is None:
        match = _TIME.search(text[:start])
        rest = text[match.end() : start] if match else ""
    moment = _clock(match) if match else time()
    if moment is None:
        moment = time()
    zone = _zone(rest) if match else None
    return _aware(datetime.combine(found, moment), zone or timezone)


def _aware(naive: datetime, zone: tzinfo) -> datetime:
    return naive.replace(tzinfo=zone)


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    half = match["half"] or ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if match["afternoon"] else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    return time(hour, minute, min(second, 59))


def _zone(rest: str) -> tzinfo | None:
    offset = _OFFSET.match(rest)
    if offset:
        delta = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        if delta < timedelta(hours=24):
            return fixed_zone(-delta if offset["sign"] == "-" else delta)
    name = _ZONE_NAME.match(rest)
    if name is None:
        return None
    hours = _ZONE_HOURS.get(name["zone"], 0)
    return fixed_zone(timedelta(hours=hours)) if hours else UTC
