"""The bars of the timeline: one per year, month or day of the page's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from engines.port.calendars import Calendar, Span, next_span, parts_of, span_of
from engines.port.model import Interval
from search.model import Bucket, SearchRequest, SearchResult
from search.timeline import asked_span
from search_app.texts import Texts
from search_app.views.hits import Scene

_MOST_EMPTY = 120
"""Empty bars are drawn up to this number of bars; otherwise a wrong date would add a thousand of them."""
_WIDEST = 6.0
"""Maximum width of a bar, in hundredths of the picture."""
_MOST_TICKS = 5
HEIGHT = 72
"""Height of the bars in units of the picture."""


class BarView(NamedTuple):
    """One bar. ``x`` and ``width`` are shares of the picture, ``column`` is where its clickable area begins,
    ``height`` is in units. A bar without articles has no address.
    """

    title: str
    url: str | None
    column: str
    x: str
    width: str
    height: int
    first: str
    last: str


class TickView(NamedTuple):
    """A label under the bars; its middle in hundredths of the picture."""

    label: str
    x: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The bars in a picture of any width. ``column`` is the width of a bar's clickable area."""

    bars: tuple[BarView, ...]
    column: str
    ticks: tuple[TickView, ...]
    interval: Interval
    title: str


def timeline_view(result: SearchResult, scene: Scene) -> TimelineView | None:
    """The timeline of an answer; None if it has fewer than two bars."""
    request, texts = result.request, scene.texts
    counted = {_span(bar, request.calendar): bar.count for bar in result.timeline}
    if not counted or not request.timeline:
        return None
    periods = list(_periods(counted, request))
    if len(periods) < 2:
        return None
    bars = tuple(_bars(periods, counted, request, scene))
    return TimelineView(
        bars,
        _hundredths(100 / len(periods)),
        tuple(_ticks(periods, request.timeline, texts, whole=asked_span(request) is None)),
        request.timeline,
        _title(request.timeline, texts),
    )


def _title(interval: Interval, texts: Texts) -> str:
    if interval is Interval.YEAR:
        return texts("Articles by year")
    return texts("Articles by month") if interval is Interval.MONTH else texts("Articles by day")


def _span(bar: Bucket, calendar: Calendar) -> Span:
    if len(bar.value) == 10:
        day = date.fromisoformat(bar.value)
        return day, day
    return span_of(calendar, *(int(part) for part in bar.value.split("-")))


def _periods(counted: dict[Span, int], request: SearchRequest) -> Iterator[Span]:
    """The periods of the window including empty ones, or only those with articles if they are far apart."""
    known = sorted(counted)
    first, last = known[0], known[-1]
    window = asked_span(request)
    if window and request.timeline is not Interval.YEAR:
        length = 1 if request.timeline is Interval.DAY else 2
        first, last = (
            _period(window[0], length, request) or first,
            _period(window[1], length, request) or last,
        )
    if (last[1] - first[0]).days / ((first[1] - first[0]).days + 1) > _MOST_EMPTY:
        yield from known
        return
    span = first
    while span < last:
        yield span
        span = next_span(span, request.calendar)
    yield last


def _period(day: date, length: int, request: SearchRequest) -> Span | None:
    if length == 1:
        return day, day
    parts = parts_of(day, request.calendar)
    return span_of(request.calendar, *parts[:length]) if parts else None


def _bars(
    periods: list[Span], counted: dict[Span, int], request: SearchRequest, scene: Scene
) -> Iterator[BarView]:
    texts, interval = scene.texts, request.timeline or Interval.YEAR
    addresses = scene.urls.days(request)
    highest, column = max(counted.values()), 100 / len(periods)
    width = min(0.82 * column, _WIDEST)
    for number, span in enumerate(periods):
        count = counted.get(span, 0)
        place = len(periods) - 1 - number if texts.direction == "rtl" else number
        asked = _within(span, request)
        yield BarView(
            texts("%(period)s: %(count)s", period=label(span, interval, texts), count=texts.articles(count)),
            scene.urls.page(addresses.of(asked)) if count else None,
            _hundredths(place * column),
            _hundredths(place * column + (column - width) / 2),
            _hundredths(width),
            # Even a single article among thousands must be visible.
            max(3, round(HEIGHT * count / highest)) if count else 0,
            asked[0].isoformat(),
            asked[1].isoformat(),
        )


def _within(span: Span, request: SearchRequest) -> Span:
    first = max(span[0], request.first_day) if request.first_day else span[0]
    return first, min(span[1], request.last_day) if request.last_day else span[1]


def _ticks(periods: list[Span], interval: Interval, texts: Texts, *, whole: bool) -> Iterator[TickView]:
    """A few labels, evenly spaced. With ``whole`` a month has its year, because nothing else shows it."""
    step = -(-len(periods) // (_MOST_TICKS - 1 if whole else _MOST_TICKS))
    previous: int | None = None
    for number in range(step // 2 if step > 1 else 0, len(periods), step):
        place = len(periods) - 1 - number if texts.direction == "rtl" else number
        parts = parts_of(periods[number][0], texts.calendar)
        year = parts[0] if parts else None
        text = label if whole and year != previous and interval is Interval.MONTH else _short
        previous = year
        yield TickView(
            text(periods[number], interval, texts), _hundredths((place + 0.5) * 100 / len(periods))
        )


def label(span: Span, interval: Interval, texts: Texts) -> str:
    """The full label of a bar's period."""
    parts = parts_of(span[0], texts.calendar)
    if interval is Interval.DAY or parts is None:
        return texts.day(span[0])
    return texts.plain(parts[0]) if interval is Interval.YEAR else texts.month(*parts[:2])


def _short(span: Span, interval: Interval, texts: Texts) -> str:
    parts = parts_of(span[0], texts.calendar)
    if parts is None:
        return texts.day(span[0])
    if interval is Interval.YEAR:
        return texts.plain(parts[0])
    if interval is Interval.DAY:
        return texts.plain(parts[2])
    return texts.month_name(parts[1])


def _hundredths(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"
