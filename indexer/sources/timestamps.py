"""Dates in structured records: ISO 8601 first, then any form used on pages."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from indexer.extraction.dates import parse_date
from indexer.sources.machine_dates import is_no_date, machine_moment

_YEARS = range(1800, 2201)
_MILLISECONDS = 10**11
"""A number from here on would be a year after 5000 in seconds."""
_SECONDS = re.compile(r"\d{9,10}|\d{12,13}", re.ASCII)


def read_timestamp(value: Any, timezone: tzinfo, language: str | None = None) -> datetime | None:
    """A datetime with a zone, or None if there is no valid date.

    Text is read as ISO 8601, then by ``parse_date`` (Jalali years, too), a number as seconds or milliseconds
    since 1970. The beginning of 1970 means "no date".

    Args:
        timezone: the zone of dates without an offset.
    """
    try:
        if isinstance(value, str) and (found := machine_moment(value, timezone)):
            return found
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _since_1970(value)
        if isinstance(value, str) and _SECONDS.fullmatch(value.strip()):
            return _since_1970(int(value))
        if not isinstance(value, str):
            return None
        moment = _iso(value.strip()) or parse_date(value, timezone=timezone, language=language)
        if moment is None or is_no_date(moment):
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone)
    except (ValueError, OverflowError, OSError):
        return None


def _since_1970(number: float) -> datetime | None:
    moment = datetime.fromtimestamp(number / 1000 if abs(number) >= _MILLISECONDS else number, UTC)
    return None if is_no_date(moment) else moment


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None
