"""The bars of the timeline: one each year, month or day, finer the closer a reader looks."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from engines.model import Bucket, Interval, SearchRequest, SearchResult
from search_app.links import Links
from search_app.state import without_dates
from search_app.texts import Texts

_MOST_EMPTY = 120
"""Bars without articles are drawn up to this many in all; a stray date must not make a thousand of them."""
_COLUMN = 10
_WIDEST = 0.05
"""Of the picture: a lonely bar is no wall."""
_DAYS_AS_DAYS = 62
_DAYS_AS_MONTHS = 731


class BarView(NamedTuple):
    """One bar: ``x`` is where its column begins, ``height`` of a hundred; no address without articles.

    ``first`` and ``last`` are its days.
    """

    label: str
    title: str
    url: str | None
    x: int
    height: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The bars in a picture of ``width`` by 100, each ``bar`` wide in a column of ten."""

    bars: tuple[BarView, ...]
    width: int
    bar: float
    first: str
    last: str


def interval_for(request: SearchRequest) -> Interval:
    """Years, or months or days where the request asks for a short span."""
    years = request.selected("year")
    if request.first_day and request.last_day:
        days = (request.last_day - request.first_day).days + 1
        if days <= _DAYS_AS_DAYS:
            return Interval.DAY
        return Interval.MONTH if days <= _DAYS_AS_MONTHS else Interval.YEAR
    return Interval.MONTH if len(years) == 1 else Interval.YEAR


def timeline_view(result: SearchResult, links: Links, texts: Texts) -> TimelineView | None:
    """The timeline of an answer; None where there are not two bars to compare."""
    counted = [(_days(bar), bar.count) for bar in result.timeline]
    if len(counted) < 2:
        return None
    periods = list(_filled(counted))
    highest = max(count for _, count in counted)
    bars = []
    address = _addresses(result.request, links)
    for number, (span, count) in enumerate(periods):
        place = len(periods) - 1 - number if texts.direction == "rtl" else number
        label = _label(span, texts)
        title = texts("%(period)s: %(count)s", period=label, count=texts.articles(count))
        # A single article among thousands is still to be seen.
        height = max(3, round(100 * count / highest)) if count else 0
        bars.append(BarView(label, title, address(span) if count else None, place * _COLUMN, height, *span))
    width = len(bars) * _COLUMN
    return TimelineView(
        tuple(bars), width, min(0.8 * _COLUMN, _WIDEST * width), bars[0].label, bars[-1].label
    )


Span = tuple[date, date]


def _days(bar: Bucket) -> Span:
    year, month, day = (int(part) if part else None for part in (*bar.value.split("-"), "", "")[:3])
    return _span(year or 1, month, day)


def _span(year: int, month: int | None = None, day: int | None = None) -> Span:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _filled(counted: list[tuple[Span, int]]) -> Iterator[tuple[Span, int]]:
    """The periods with the empty ones between them."""
    known = dict(counted)
    first, last = counted[0][0], counted[-1][0]
    length = (first[1] - first[0]).days + 1
    if (last[1] - first[0]).days / length > _MOST_EMPTY:
        yield from counted
        return
    span = first
    while span <= last:
        yield span, known.get(span, 0)
        if span == last:
            return
        span = _next(span)


def _next(span: Span) -> Span:
    following = span[1] + timedelta(days=1)
    if span[0] == span[1]:
        return following, following
    whole_year = (span[1] - span[0]).days > 31
    return _span(following.year, None if whole_year else following.month)


def _addresses(request: SearchRequest, links: Links) -> Callable[[Span], str]:
    """The address of a bar: a year is a filter, what is shorter a pair of dates."""
    years = links.facet(request, "year")
    kept = without_dates(request).with_filter("year", ())

    def address(span: Span) -> str:
        if (span[1] - span[0]).days > 31:
            return links.page(years.only(str(span[0].year)))
        first = max(span[0], request.first_day) if request.first_day else span[0]
        last = min(span[1], request.last_day) if request.last_day else span[1]
        return links.search(replace(kept, first_day=first, last_day=last))

    return address


def _label(span: Span, texts: Texts) -> str:
    first, last = span
    if first == last:
        return texts.day(first)
    if (last - first).days > 31:
        return texts.plain(str(first.year))
    return texts.month(first.year, first.month)
