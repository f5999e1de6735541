"""The address of a results page and the request that it stands for, one to one.

``read`` takes any parameters: what it does not know is ignored, what it cannot understand is left out and
named. ``write`` gives the one canonical form: parameters in a fixed order, values of a facet sorted, defaults
left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from analyzers import fold
from engines.errors import BadRequestError
from engines.model import FACETS, Match, SearchRequest, SearchResult, Sort
from engines.query.dates import Span, parse_day_span
from engines.query.lexer import MAX_LENGTH
from engines.searcher import MAX_SIZE

Pairs = Iterable[tuple[str, str]]

MAX_VALUES = 50
"""Chosen values of one facet, at most."""
MAX_DEPTH = 1_000_000
"""The number of the last hit that can be paged to: an engine sorts all that stand before it."""
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What of an address was not taken as it stood, and how to mend it.

    ``kind`` is ``value`` (makes no sense), ``long`` (a query cut short), ``many`` (more values than are read)
    or ``order`` (a span that ended before it began, and was turned round).
    """

    kind: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class State:
    """A request, and what of the address did not get into it."""

    request: SearchRequest
    problems: tuple[Problem, ...] = ()


def read(pairs: Pairs, page_size: int = 10, fold: bool = True) -> State:
    """The request of an address; never raises. ``page_size`` and ``fold`` hold where none is given."""
    return _Reader(pairs).state(page_size, fold)


def require(pairs: Pairs, page_size: int = 10, fold: bool = True) -> SearchRequest:
    """The request of an address.

    Raises:
        BadRequestError: a parameter with a value that makes no sense; the first of them.
    """
    state = read(pairs, page_size, fold)
    if state.problems:
        raise BadRequestError(state.problems[0].message)
    return state.request


def write(request: SearchRequest, page_size: int = 10, fold: bool = True) -> list[tuple[str, str]]:
    """The canonical parameters of a request."""
    pairs = [("q", request.text)] if request.text else []
    pairs += [(name, value) for name in FACETS for value in sorted(request.selected(name))]
    if request.first_day:
        pairs.append(("from", request.first_day.isoformat()))
    if request.last_day:
        pairs.append(("to", request.last_day.isoformat()))
    if request.match is not Match.ALL:
        pairs.append(("match", request.match.value))
    if request.exact:
        pairs.append(("exact", "1"))
    if request.explain:
        pairs.append(("explain", "1"))
    if request.fold is not fold:
        pairs.append(("fold", "1" if request.fold else "0"))
    if request.sort is not default_sort(request.text):
        pairs.append(("sort", request.sort.value))
    if request.size != page_size:
        pairs.append(("size", str(request.size)))
    if request.page != 1:
        pairs.append(("page", str(request.page)))
    return pairs


def query_string(pairs: Pairs) -> str:
    """Parameters as the part of an address after its question mark."""
    return "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


class FacetAddresses:
    """The query strings of one request with other values of one facet.

    They are those of ``write``, but what does not change is written once: a page has a hundred of them.
    """

    def __init__(
        self, request: SearchRequest, facet: str, page_size: int, own: Pairs = (), fold: bool = True
    ) -> None:
        self._facet = facet
        self._chosen = request.selected(facet)
        bare = [*write(request.with_filter(facet, ()), page_size, fold), *own]
        earlier = {"q", *FACETS[: FACETS.index(facet)]}
        self._before = [pair for pair in bare if pair[0] in earlier]
        self._after = [pair for pair in bare if pair[0] not in earlier]
        self._head = "".join(f"{part}&" for part in (query_string(self._before),) if part)
        self._tail = "".join(f"&{part}" for part in (query_string(self._after),) if part)

    def toggled(self, value: str) -> str:
        """With a value chosen where it was not, dropped where it was."""
        if not self._chosen:
            return self.only(value)
        values = set(self._chosen) ^ {value}
        chosen = [(self._facet, kept) for kept in sorted(values)]
        return query_string([*self._before, *chosen, *self._after])

    def only(self, value: str) -> str:
        """With exactly this value."""
        return f"{self._head}{self._facet}={_quoted(value)}{self._tail}"


def default_sort(text: str) -> Sort:
    """The order where none is chosen: without words nothing is more relevant, and the newest come first."""
    return Sort.RELEVANCE if text else Sort.NEWEST


def last_page(result: SearchResult) -> int:
    """The last page of an answer that can be asked for."""
    return min(result.pages, MAX_DEPTH // max(1, result.request.size))


def without_filters(request: SearchRequest) -> SearchRequest:
    """The same words with no filter and no dates."""
    return replace(request, filters=(), first_day=None, last_day=None, page=1)


def without_dates(request: SearchRequest) -> SearchRequest:
    """The same request for all days."""
    return replace(request, first_day=None, last_day=None, page=1)


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    return quote_plus(value, errors="replace")


class _Reader:
    """Reads one address; the values that are left out gather in ``problems``."""

    def __init__(self, pairs: Pairs) -> None:
        self.problems: list[Problem] = []
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if value.strip():
                self._values.setdefault(name, []).append(value.strip())

    def state(self, page_size: int, fold: bool) -> State:
        text = self._text()
        first, last = self._days()
        request = SearchRequest(
            text=text,
            filters=tuple((name, values) for name in FACETS if (values := self._filter(name))),
            first_day=first,
            last_day=last,
            sort=self._one("sort", _sort, default_sort(text), "one of: " + ", ".join(Sort)),
            size=self._one("size", _size, page_size, f"a whole number from 1 to {MAX_SIZE}"),
            exact=self._one("exact", _flag, False, "1 or 0"),
            explain=self._one("explain", _flag, False, "1 or 0"),
            fold=self._one("fold", _flag, fold, "1 or 0"),
            match=self._one("match", _match, Match.ALL, "one of: " + ", ".join(Match)),
        )
        last_page = MAX_DEPTH // request.size
        page = self._one("page", _counter(last_page), 1, f"a whole number from 1 to {last_page}")
        return State(replace(request, page=page), tuple(self.problems))

    def _text(self) -> str:
        text = self._values.get("q", [""])[0]
        if len(text) <= MAX_LENGTH:
            return text
        self._note("long", text, f"The query (q) is longer than {MAX_LENGTH} characters; shorten it")
        return text[:MAX_LENGTH].strip()

    def _filter(self, name: str) -> tuple[str, ...]:
        found = (self._value(name, value) for value in self._values.get(name, ()))
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

    def _days(self) -> tuple[date | None, date | None]:
        shape = "a date such as 2021, 2021-05 or 2021-05-09"
        first = self._one("from", _span, None, shape)
        last = self._one("to", _span, None, shape)
        if first and last and first[0] > last[1]:
            self._note("order", last[1].isoformat(), "'from' is later than 'to'; swap them")
            first, last = last, first
        return first and first[0], last and last[1]

    def _one[T](self, name: str, parse: Callable[[str], T], default: T, shape: str) -> T:
        """The first value of a parameter, or the default where there is none that makes sense."""
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


def _span(text: str) -> Span | None:
    span = parse_day_span(text)
    if span is None:
        raise ValueError(text)
    return span
