from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.calendars import Calendar
from engines.port.errors import BadRequestError
from engines.port.fields import FIELDS
from engines.port.model import Sort
from search.model import Match, SearchRequest, SearchResult
from search_app.defaults import Defaults
from search_app.presenters import search_json
from search_app.query_strings import default_sort, query_string, write
from search_app.state import MAX_DEPTH, MAX_VALUES, last_page, read, require
from search_app.urls import Urls

WORDS = st.text(st.characters(codec="utf-8"), max_size=40).map(str.strip)
VALUES = {
    "year": st.integers(1, 9999).map(str),
    "language": st.sampled_from(["en", "fa", "ar", "sq", "und"]),
}
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).filter(lambda day: day.year >= 1)


@st.composite
def requests(draw: st.DrawFn) -> SearchRequest:
    filters = []
    for name in FIELDS.facets:
        values = draw(st.lists(VALUES.get(name, WORDS.filter(bool)), max_size=3, unique=True))
        if values:
            filters.append((name, tuple(sorted(values))))
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return SearchRequest(
        text=draw(WORDS),
        filters=tuple(filters),
        first_day=draw(st.sampled_from([None, days[0]])),
        last_day=draw(st.sampled_from([None, days[1]])),
        sort=draw(st.sampled_from(Sort)),
        page=draw(st.integers(1, 100)),
        size=draw(st.integers(1, 100)),
        exact=draw(st.booleans()),
        collapse=draw(st.booleans()),
        match=draw(st.sampled_from(Match)),
        calendar=draw(st.sampled_from(Calendar)),
    )


@given(requests(), st.integers(1, 100), st.booleans(), st.sampled_from(Calendar))
def test_an_address_gives_back_the_request_it_was_made_of(
    request: SearchRequest, page_size: int, collapse: bool, calendar: Calendar
) -> None:
    defaults = Defaults(page_size, collapse, calendar)
    address = query_string(write(request, defaults))
    assert require(parse_qsl(address, keep_blank_values=True), defaults) == request


def test_an_address_with_a_year_names_its_calendar() -> None:
    jalali = Defaults(calendar=Calendar.JALALI)
    request = SearchRequest("x", filters=(("year", ("1402",)),), calendar=Calendar.JALALI)
    assert ("calendar", "jalali") in write(request, jalali)
    assert ("calendar", "jalali") not in write(replace(request, filters=()), jalali)
    assert ("calendar", "gregorian") in write(SearchRequest("x"), jalali)


@pytest.mark.parametrize(
    ("calendar", "typed", "first", "last", "meant"),
    [
        ("jalali", "۱۴۰۲/۰۷", date(2023, 9, 23), date(2023, 10, 22), None),
        ("jalali", "2023", date(2023, 1, 1), date(2023, 12, 31), Calendar.GREGORIAN),
        ("hijri", "١٤٤٥/٠٣", date(2023, 9, 16), date(2023, 10, 15), None),
        ("gregorian", "1402/07", date(2023, 9, 23), date(2023, 10, 22), Calendar.JALALI),
        ("gregorian", "1402-07-01", date(2023, 9, 23), date(2023, 9, 23), Calendar.JALALI),
        ("gregorian", "2023-07-01", date(2023, 7, 1), date(2023, 7, 1), None),
        ("jalali", "2023-07-01", date(2023, 7, 1), date(2023, 7, 1), None),
    ],
)
def test_typed_dates_in_calendars(
    calendar: str, typed: str, first: date, last: date, meant: Calendar | None
) -> None:
    state = read([("from", typed), ("to", typed), ("calendar", calendar)])
    assert (state.request.first_day, state.request.last_day) == (first, last)
    assert {reading.calendar for reading in state.readings} == ({meant} if meant else set())
    assert state.problems == ()


@given(
    requests(),
    st.sampled_from(FIELDS.facets),
    WORDS.filter(bool),
    st.integers(1, 100),
    st.booleans(),
    st.sampled_from(Calendar),
)
def test_addresses_of_a_facet_are_those_of_its_requests(
    request: SearchRequest, facet: str, value: str, page_size: int, collapse: bool, calendar: Calendar
) -> None:
    urls = Urls("/archive", "fa", Defaults(page_size, collapse, calendar))
    addresses = urls.facet(request, facet)
    for chosen in (value, *request.selected(facet)):
        assert urls.page(addresses.toggled(chosen)) == urls.search(request.toggled(facet, chosen))
        assert urls.page(addresses.only(chosen)) == urls.search(request.with_filter(facet, (chosen,)))


NAMES = st.sampled_from(
    ["q", *FIELDS.facets, "from", "to", "sort", "page", "size", "exact", "match", "ui", "zzz"]
)


@given(st.lists(st.tuples(NAMES, st.text(max_size=30) | st.integers().map(str))))
def test_whatever_is_given_is_read_and_has_one_form(pairs: list[tuple[str, str]]) -> None:
    request = read(pairs).request
    once = write(request)
    assert read(once) == read(write(read(once).request))
    assert read(once).request == request
    assert not read(once).problems


def test_the_order_of_parameters_does_not_matter() -> None:
    pairs = [("q", "bridge"), ("year", "2020"), ("tag", "b"), ("tag", "a"), ("to", "2021"), ("from", "2019")]
    forms = {query_string(write(read(order).request)) for order in (pairs, pairs[::-1])}
    assert forms == {"q=bridge&year=2020&tag=a&tag=b&from=2019-01-01&to=2021-12-31"}


@pytest.mark.parametrize("text", ["2021-05", "۲۰۲۱-۰۵", "٢٠٢١-٠٥", " 2021-05 ", "2021/05"])
def test_dates_in_three_digit_sets(text: str) -> None:
    request = require([("from", text), ("to", text)])
    assert (request.first_day, request.last_day) == (date(2021, 5, 1), date(2021, 5, 31))


def test_digits_of_numbers_and_years() -> None:
    request = require([("page", "۳"), ("size", "٢٠"), ("year", "۲۰۲۱"), ("year", "2021")])
    assert (request.page, request.size, request.selected("year")) == (3, 20, ("2021",))


@pytest.mark.parametrize(
    ("pair", "part"),
    [
        (("from", "yesterday"), "2021-05"),
        (("to", "2021-13"), "2021-05"),
        (("sort", "best"), "newest"),
        (("page", "0"), "1 to"),
        (("page", "two"), "1 to"),
        (("page", "9" * 40), "1 to"),
        (("size", "101"), "100"),
        (("size", "-1"), "100"),
        (("match", "none"), "any"),
        (("exact", "maybe"), "1 or 0"),
        (("q", "x" * 1001), "1000"),
        (("year", "MMXX"), "2021"),
    ],
)
def test_a_bad_value_says_how_to_mend_it_or_is_left_out(pair: tuple[str, str], part: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        require([pair])
    assert pair[0] in caught.value.message
    assert part in caught.value.message
    state = read([pair, ("tag", "kept")])
    assert len(state.problems) == 1
    assert state.request.selected("tag") == ("kept",)
    assert state.request.page == 1


def test_a_span_that_ends_before_it_begins_is_turned_round() -> None:
    pairs = [("from", "2022"), ("to", "2020")]
    state = read(pairs)
    assert (state.request.first_day, state.request.last_day) == (date(2020, 1, 1), date(2022, 12, 31))
    assert [problem.kind for problem in state.problems] == ["order"]
    with pytest.raises(BadRequestError, match="swap"):
        require(pairs)


def test_too_many_values_of_a_facet() -> None:
    state = read([("tag", f"t{n:03}") for n in range(MAX_VALUES + 5)])
    assert len(state.request.selected("tag")) == MAX_VALUES
    assert [problem.kind for problem in state.problems] == ["many"]


def test_unknown_and_empty_parameters_are_ignored() -> None:
    assert require([("utm_source", "x"), ("q", " "), ("from", ""), ("year", "")]) == SearchRequest(
        sort=Sort.NEWEST
    )


def test_no_words_means_newest_first() -> None:
    assert default_sort("") is Sort.NEWEST
    assert require([("q", "x")]).sort is Sort.RELEVANCE
    assert ("sort", "newest") in write(SearchRequest("x", sort=Sort.NEWEST))


def test_no_page_is_offered_that_cannot_be_asked_for() -> None:
    result = SearchResult(SearchRequest(size=100), total=10 * MAX_DEPTH, hits=())
    assert require([("page", str(last_page(result))), ("size", "100")]).page == last_page(result)
    answer = search_json(replace(result, request=replace(result.request, page=last_page(result))))
    assert answer["next"] is None
    assert (
        search_json(replace(result, request=SearchRequest(size=100)))["next"]
        == "?sort=relevance&size=100&page=2"
    )


def test_every_change_of_the_filters_goes_back_to_the_first_page() -> None:
    request = replace(require([("q", "x"), ("tag", "a"), ("from", "2020")]), page=5)
    changed = (
        request.toggled("tag", "a"),
        request.toggled("year", "2020"),
        request.without_filters(),
        request.without_dates(),
    )
    assert {r.page for r in changed} == {1}
    assert request.without_filters() == SearchRequest("x")
