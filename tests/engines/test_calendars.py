from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.calendars import Calendar, day_of, parts_of, same_period, span_of

YEARS = {Calendar.GREGORIAN: (1900, 2100), Calendar.JALALI: (1300, 1460), Calendar.HIJRI: (1343, 1499)}


@pytest.mark.parametrize("calendar", Calendar)
def test_months_and_years_follow_each_other_without_a_gap(calendar):
    first_year, last_year = YEARS[calendar]
    day = span_of(calendar, first_year)[0]
    for year in range(first_year, last_year + 1):
        assert span_of(calendar, year)[0] == day
        for month in range(1, 13):
            first, last = span_of(calendar, year, month)
            assert first == day
            assert parts_of(last, calendar)[:2] == (year, month)
            day = last + timedelta(days=1)
        assert span_of(calendar, year)[1] + timedelta(days=1) == day


@given(st.dates(date(1925, 1, 1), date(2077, 1, 1)), st.sampled_from(Calendar))
def test_a_day_is_the_day_of_its_numbers(day, calendar):
    parts = parts_of(day, calendar)
    assert day_of(calendar, *parts) == day
    assert same_period((day, day), calendar) == parts


@pytest.mark.parametrize(
    ("day", "jalali", "hijri"),
    [
        # Nowruz, from the calendar of the University of Tehran; holidays, from the Umm al-Qura calendar.
        (date(2025, 3, 21), (1404, 1, 1), (1446, 9, 21)),
        (date(2024, 3, 20), (1403, 1, 1), (1445, 9, 10)),
        (date(2023, 7, 19), (1402, 4, 28), (1445, 1, 1)),
        (date(2024, 4, 10), (1403, 1, 22), (1445, 10, 1)),
    ],
)
def test_known_days(day, jalali, hijri):
    assert parts_of(day, Calendar.JALALI) == jalali
    assert parts_of(day, Calendar.HIJRI) == hijri


def test_where_a_calendar_does_not_reach():
    assert parts_of(date(1900, 1, 1), Calendar.HIJRI) is None
    assert parts_of(date(1, 1, 1), Calendar.JALALI) is None
    for wrong in (
        (Calendar.HIJRI, 1342),
        (Calendar.JALALI, 0),
        (Calendar.GREGORIAN, 0),
        (Calendar.HIJRI, 1501),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - of three libraries, each with its own words
            span_of(*wrong)


def test_periods():
    assert same_period(span_of(Calendar.JALALI, 1402, 7), Calendar.JALALI) == (1402, 7)
    assert same_period(span_of(Calendar.HIJRI, 1445), Calendar.HIJRI) == (1445,)
    assert same_period(span_of(Calendar.HIJRI, 1445), Calendar.JALALI) is None
    assert same_period((date(2023, 1, 1), date(2023, 1, 2)), Calendar.GREGORIAN) is None
