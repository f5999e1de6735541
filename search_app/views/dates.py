"""The dates on a page: the chosen days, how they were interpreted, and links to more or fewer days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

from engines.port.calendars import Calendar, Span, parts_of, span_of
from search.model import SearchRequest, SearchResult
from search.query.dates import day_text
from search_app.state import Reading
from search_app.texts import Texts, names
from search_app.texts.names import mark
from search_app.views.hits import LinkView, Scene

_PRESETS = (
    (mark("Last 7 days"), 7),
    (mark("Last 30 days"), 30),
    (mark("Last 12 months"), 365),
    (mark("Last 5 years"), 5 * 365 + 1),
)

_EXAMPLES = {
    Calendar.GREGORIAN: (2021, 5, 9),
    Calendar.JALALI: (1402, 7, 15),
    Calendar.HIJRI: (1445, 3, 21),
}


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of several options; ``current`` marks the active one."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class DatesView:
    """``first`` and ``last`` are the values of the form fields, ``above`` are links from all days down to the
    chosen ones, ``here`` is the name of the chosen days.
    """

    first: str
    last: str
    hint: Markup
    above: tuple[LinkView, ...]
    here: str
    presets: tuple[ChoiceView, ...]
    calendars: tuple[ChoiceView, ...]


def dates_view(result: SearchResult, scene: Scene) -> DatesView:
    """The dates of an answer."""
    request = result.request
    return DatesView(
        first=_field(request.first_day, scene),
        last=_field(request.last_day, scene),
        hint=_hint(scene),
        above=tuple(_above(request, scene)),
        here=chosen_days(request, scene) or _chosen_years(request, scene),
        presets=tuple(_presets(result, scene)),
        calendars=tuple(_calendars(request, scene)),
    )


def chosen_days(request: SearchRequest, scene: Scene) -> str:
    """The chosen days in words; empty if none are chosen."""
    first, last, texts = request.first_day, request.last_day, scene.texts
    if first and last:
        period = texts.period((first, last))
        return period or texts("%(first)s to %(last)s", first=texts.day(first), last=texts.day(last))
    if first:
        return texts("From %(first)s", first=texts.day(first))
    return texts("Until %(last)s", last=texts.day(last)) if last else ""


def _chosen_years(request: SearchRequest, scene: Scene) -> str:
    years = sorted(request.selected("year"), key=int)
    return scene.texts(", ").join(scene.texts.plain(year) for year in years)


def reading_notices(readings: Iterable[Reading], scene: Scene) -> Iterator[Markup]:
    """How typed dates were interpreted, if that is not obvious."""
    texts = scene.texts
    for reading in readings:
        days = replace(SearchRequest(), first_day=reading.span[0], last_day=reading.span[1])
        yield texts.html(names.READINGS[reading.calendar], typed=reading.text, days=chosen_days(days, scene))


def in_calendar(request: SearchRequest, calendar: Calendar) -> SearchRequest:
    """The same request with another calendar. Chosen years become the days from the first to the last."""
    spans = [span for year in request.selected("year") if (span := _year(request.calendar, year))]
    changed = replace(request.with_filter("year", ()), calendar=calendar)
    if not spans or request.first_day or request.last_day:
        return changed
    return replace(changed, first_day=min(spans)[0], last_day=max(spans)[1])


def _year(calendar: Calendar, year: str) -> Span | None:
    try:
        return span_of(calendar, int(year))
    except ValueError:
        return None


def _field(day: date | None, scene: Scene) -> str:
    """A day as a reader would type it, in the page's calendar and digits."""
    if day is None:
        return ""
    parts = parts_of(day, scene.texts.calendar)
    if parts is None:
        return scene.texts.plain(day_text(day))
    return _typed(scene.texts, *parts)


def _typed(texts: Texts, *numbers: int) -> str:
    """A date in numbers. Between Arabic digits hyphens would reverse the order; slashes do not."""
    sign = "-" if texts.calendar is Calendar.GREGORIAN and texts.direction == "ltr" else "/"
    return texts.plain(sign.join(f"{number:02}" for number in numbers))


def _hint(scene: Scene) -> Markup:
    texts = scene.texts
    year, month, day = _EXAMPLES[texts.calendar]
    return texts.html(
        "A year, a month or a day: %(year)s, %(month)s or %(day)s",
        year=_typed(texts, year),
        month=_typed(texts, year, month),
        day=_typed(texts, year, month, day),
    )


def _above(request: SearchRequest, scene: Scene) -> Iterator[LinkView]:
    """All days, and the year and the month around the chosen days."""
    if not (request.first_day or request.last_day or request.selected("year")):
        return
    bare = request.without_dates().with_filter("year", ())
    yield LinkView(scene.texts("All dates"), scene.urls.search(bare))
    if not (request.first_day and request.last_day):
        return
    chosen = (request.first_day, request.last_day)
    first, last = (parts_of(day, request.calendar) for day in chosen)
    if not first or not last:
        return
    for length in (1, 2):
        span = span_of(request.calendar, *first[:length])
        if first[:length] == last[:length] and span != chosen:
            around = replace(bare, first_day=span[0], last_day=span[1])
            yield LinkView(scene.texts.period(span) or "", scene.urls.search(around))


def _presets(result: SearchResult, scene: Scene) -> Iterator[ChoiceView]:
    """Spans that end today, without those in which the archive has no articles."""
    request, today = result.request, datetime.now(scene.zone).date()
    bare = request.without_dates().with_filter("year", ())
    newest = None if request.first_day or request.last_day else _newest(result)
    for text, days in _PRESETS:
        first = today - timedelta(days=days)
        if newest is None or first <= newest:
            asked = replace(bare, first_day=first, last_day=None)
            current = request.first_day == first and request.last_day is None
            yield ChoiceView(scene.texts(text), scene.urls.search(asked), current)


def _newest(result: SearchResult) -> date | None:
    if not result.timeline:
        return None
    value, calendar = result.timeline[-1].value, result.request.calendar
    try:
        if len(value) == 10:
            return date.fromisoformat(value)
        return span_of(calendar, *(int(part) for part in value.split("-")))[1]
    except ValueError:
        return None


def _calendars(request: SearchRequest, scene: Scene) -> Iterator[ChoiceView]:
    for calendar in Calendar:
        url = scene.urls.search(in_calendar(request, calendar))
        yield ChoiceView(scene.texts(names.CALENDARS[calendar]), url, calendar is request.calendar)
