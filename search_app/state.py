"""Parses the address of a results page into a request; ``query_strings`` does the reverse.

``read`` accepts any parameters: unknown ones are ignored, invalid ones are left out and reported.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from analyzers import fold
from engines.port.calendars import Calendar
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Sort
from search.engine_query import MAX_SIZE
from search.model import Match, SearchRequest, SearchResult
from search.query.dates import Span, calendar_meant, parse_day_span
from search.query.lexer import MAX_LENGTH
from search_app.defaults import DEFAULTS, Defaults
from search_app.query_strings import Pairs, default_sort

MAX_VALUES = 50
"""Maximum number of chosen values of one facet."""
MAX_DEPTH = 1_000_000
"""Number of the last hit that can be paged to: an engine sorts all hits before it."""
_ISO = re.compile(r"(?:00)?\d{4}-\d{2}-\d{2}")
"""A day as our own addresses write it, so not typed by a reader."""
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of an address that was not used as it is, and how to fix it.

    ``kind`` is ``value`` (invalid), ``long`` (a query was shortened), ``many`` (too many values) or ``order``
    (a span that ended before it began was turned round).
    """

    kind: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a typed date was interpreted, if that is not obvious because its year is in another calendar than
    the page's.
    """

    text: str
    calendar: Calendar
    span: Span


@dataclass(frozen=True, slots=True)
class State:
    """A request, the parts of the address that were not used, and the dates that could mean something
    else.
    """

    request: SearchRequest
    problems: tuple[Problem, ...] = ()
    readings: tuple[Reading, ...] = ()


def read(pairs: Pairs, defaults: Defaults = DEFAULTS) -> State:
    """Parse the parameters of an address. Never raises.

    Args:
        defaults: values for what the address does not specify.
    """
    return _Reader(pairs).state(defaults)


def require(pairs: Pairs, defaults: Defaults = DEFAULTS) -> SearchRequest:
    """Parse the parameters of an address strictly.

    Raises:
        BadRequestError: a parameter has an invalid value; the message names the first.
    """
    state = read(pairs, defaults)
    if state.problems:
        raise BadRequestError(state.problems[0].message)
    return state.request


def last_page(result: SearchResult) -> int:
    """Number of the last page of an answer that can be requested."""
    return min(result.pages, MAX_DEPTH // max(1, result.request.size))


class _Reader:
    """Parses one address. Problems are collected in ``problems``."""

    def __init__(self, pairs: Pairs) -> None:
        self.problems: list[Problem] = []
        self.readings: list[Reading] = []
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                self._values.setdefault(name, []).append(value.strip())

    def state(self, defaults: Defaults) -> State:
        text = self._text()
        years = self._filter("year")
        # If the address names no calendar, the size of a year shows whether it is Gregorian.
        meant = [calendar_meant(int(year), defaults.calendar) for year in years]
        calendar = Calendar.GREGORIAN if Calendar.GREGORIAN in meant else defaults.calendar
        calendar = self._one("calendar", _calendar, calendar, "one of: " + ", ".join(Calendar))
        first, last = self._days(calendar)
        request = SearchRequest(
            text=text,
            filters=tuple(
                (name, values)
                for name in FIELDS.facets
                if (values := years if name == "year" else self._filter(name))
            ),
            first_day=first,
            last_day=last,
            sort=self._one("sort", _sort, default_sort(text), "one of: " + ", ".join(Sort)),
            size=self._one("size", _size, defaults.page_size, f"a whole number from 1 to {MAX_SIZE}"),
            exact=self._one("exact", _flag, False, "1 or 0"),
            explain=self._one("explain", _flag, False, "1 or 0"),
            collapse=self._one(self._known("collapse", "fold"), _flag, defaults.collapse, "1 or 0"),
            meaning=self._one("meaning", _flag, True, "1 or 0"),
            across=self._one("across", _flag, False, "1 or 0"),
            skipped=tuple(sorted(set(self._values.get("skip", ()))))[:MAX_VALUES],
            prefer=self._values.get("prefer", [""])[0].lower(),
            calendar=calendar,
            match=self._one("match", _match, Match.ALL, "one of: " + ", ".join(Match)),
        )
        last_page = MAX_DEPTH // request.size
        page = self._one("page", _counter(last_page), 1, f"a whole number from 1 to {last_page}")
        return State(replace(request, page=page), tuple(self.problems), tuple(self.readings))

    def _text(self) -> str:
        text = self._values.get("q", [""])[0]
        if len(text) <= MAX_LENGTH:
            return text
        self._note("long", text, f"The query (q) is longer than {MAX_LENGTH} characters; shorten it")
        return text[:MAX_LENGTH].strip()

    def _filter(self, name: str) -> tuple[str, ...]:
        given = self._values.get(name, ())
        if name == "language":
            given = [code for value in given for code in re.split(r"[,،\s]+", value) if code]
        found = (self._value(name, value) for value in given)
        values = sorted({value for value in found if value})
        if len(values) > MAX_VALUES:
            self._note("many", values[MAX_VALUES], f"Choose at most {MAX_VALUES} values of {name!r}")
        return tuple(values[:MAX_VALUES])

    def _value(self, name: str, text: str) -> str:
        if name == "language":
            return text.lower()
        if name != "year":
            return text
        year = fold(text)
        if year.isascii() and year.isdigit() and len(year) <= 4:
            return str(int(year))
        self._note("value", text, f"'year' is {_short(text)!r}; it must be a year such as 2021")
        return ""

    def _days(self, calendar: Calendar) -> tuple[date | None, date | None]:
        first, last = (self._day("from", calendar), self._day("to", calendar))
        if first and last and first[0] > last[1]:
            self._note("order", last[1].isoformat(), "'from' is later than 'to'; swap them")
            first, last = last, first
        return first and first[0], last and last[1]

    def _day(self, name: str, calendar: Calendar) -> Span | None:
        shape = "a date such as 2021, 2021-05 or 2021-05-09"
        reading = self._one(name, partial(_reading, calendar), None, shape)
        if reading is None:
            return None
        ours = reading.calendar is Calendar.GREGORIAN and _ISO.fullmatch(reading.text)
        if reading.calendar is not calendar and not ours:
            self.readings.append(reading)
        return reading.span

    def _known(self, name: str, earlier: str) -> str:
        """The name of a parameter that the address uses, current or earlier."""
        return earlier if name not in self._values and earlier in self._values else name

    def _one[T](self, name: str, parse: Callable[[str], T], default: T, shape: str) -> T:
        """The first value of a parameter, or the default if it is missing or invalid."""
        if name not in self._values:
            return default
        text = self._values[name][0]
        try:
            return parse(text)
        except ValueError:
            self._note("value", text, f"{name!r} is {_short(text)!r}; it must be {shape}")
            return default

    def _note(self, kind: str, value: str, message: str) -> None:
        self.problems.append(Problem(kind, _short(value), message))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _sort(text: str) -> Sort:
    return Sort(text.lower())


def _match(text: str) -> Match:
    return Match(text.lower())


def _flag(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ValueError(text)
    return text.lower() in _YES


def _size(text: str) -> int:
    return _counter(MAX_SIZE)(text)


def _counter(most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        digits = fold(text)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and 1 <= int(digits) <= most):
            raise ValueError(text)
        return int(digits)

    return parse


def _calendar(text: str) -> Calendar:
    return Calendar(text.lower())


def _reading(calendar: Calendar, text: str) -> Reading:
    span = parse_day_span(text, calendar)
    if span is None:
        raise ValueError(text)
    year = max(re.findall(r"\d+", fold(text)), key=len)
    meant = Calendar.GREGORIAN if len(year) > 4 else calendar_meant(int(year), calendar)
    return Reading(text, meant, span)
