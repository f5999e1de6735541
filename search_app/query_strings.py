"""Writes requests as query strings: the canonical form of a request, and variations of it quickly.

Parameters have a fixed order, facet values are sorted, and defaults are left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote_plus

from engines.port.calendars import Calendar, Span
from engines.port.fields import FIELDS
from engines.port.model import Sort
from search.model import Match, SearchRequest
from search.query.dates import day_text
from search_app.defaults import DEFAULTS, Defaults

Pairs = Iterable[tuple[str, str]]


def write(request: SearchRequest, defaults: Defaults = DEFAULTS) -> list[tuple[str, str]]:
    """The canonical parameters of a request: pairs of name and value, without defaults."""
    pairs = [("q", request.text)] if request.text else []
    pairs += [(name, value) for name in FIELDS.facets for value in sorted(request.selected(name))]
    days = (("from", request.first_day), ("to", request.last_day))
    pairs += [(name, day_text(day)) for name, day in days if day]
    if request.calendar is not defaults.calendar or _needs_calendar(request):
        pairs.append(("calendar", request.calendar.value))
    if request.match is not Match.ALL:
        pairs.append(("match", request.match.value))
    pairs += [(name, "1") for name in ("exact", "explain", "across") if getattr(request, name)]
    if request.collapse is not defaults.collapse:
        pairs.append(("collapse", "1" if request.collapse else "0"))
    if not request.meaning:
        pairs.append(("meaning", "0"))
    pairs += [("skip", word) for word in request.skipped]
    if request.prefer:
        pairs.append(("prefer", request.prefer))
    if request.sort is not default_sort(request.text):
        pairs.append(("sort", request.sort.value))
    if request.size != defaults.page_size:
        pairs.append(("size", str(request.size)))
    if request.page != 1:
        pairs.append(("page", str(request.page)))
    return pairs


def _needs_calendar(request: SearchRequest) -> bool:
    """Whether the address would mean something else to a reader with another calendar."""
    return request.calendar is not Calendar.GREGORIAN and bool(request.selected("year"))


def query_string(pairs: Pairs) -> str:
    """Parameters as the part of an address after its question mark."""
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


class FacetQueryStrings:
    """Query strings of one request with other values of one facet.

    They equal those of ``write``, but the unchanged part is written only once: a page has a hundred of them.
    """

    def __init__(self, request: SearchRequest, facet: str, defaults: Defaults, own: Pairs = ()) -> None:
        self._facet = facet
        self._chosen = request.selected(facet)
        # A year needs its calendar in the address, even if the request has no year yet.
        needed = facet == "year" and request.calendar is not Calendar.GREGORIAN
        usual = replace(defaults, calendar=Calendar.GREGORIAN) if needed else defaults
        none = request.with_filter(facet, ())
        bare = [*write(none, usual), *own]
        self._none = [*write(none, defaults), *own] if self._chosen else []
        earlier = {"q", *FIELDS.facets[: FIELDS.facets.index(facet)]}
        self._before = [pair for pair in bare if pair[0] in earlier]
        self._after = [pair for pair in bare if pair[0] not in earlier]
        self._head = "".join(f"{part}&" for part in (query_string(self._before),) if part)
        self._tail = "".join(f"&{part}" for part in (query_string(self._after),) if part)

    def toggled(self, value: str) -> str:
        """Adds a value, or removes it if it is chosen."""
        if not self._chosen:
            return self.only(value)
        values = set(self._chosen) ^ {value}
        if not values:
            return query_string(self._none)
        chosen = [(self._facet, kept) for kept in sorted(values)]
        return query_string([*self._before, *chosen, *self._after])

    def only(self, value: str) -> str:
        """With only this value."""
        return f"{self._head}{self._facet}={_quoted(value)}{self._tail}"


class DayQueryStrings:
    """Query strings of one request for other days, without a chosen year: a timeline has a hundred of
    them.
    """

    def __init__(self, request: SearchRequest, pairs_of: Callable[[SearchRequest], Pairs]) -> None:
        bare = replace(request.with_filter("year", ()), first_day=None, last_day=None)
        pairs = list(pairs_of(bare))
        earlier = {"q", *FIELDS.facets}
        before = query_string(pair for pair in pairs if pair[0] in earlier)
        after = query_string(pair for pair in pairs if pair[0] not in earlier)
        self._head = f"{before}&" if before else ""
        self._tail = f"&{after}" if after else ""

    def of(self, span: Span) -> str:
        """From the first to the last day of a span."""
        return f"{self._head}from={day_text(span[0])}&to={day_text(span[1])}{self._tail}"


def default_sort(text: str) -> Sort:
    """The default order: without words there is no relevance, so the newest come first."""
    return Sort.RELEVANCE if text else Sort.NEWEST


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    return quote_plus(value, errors="replace")
