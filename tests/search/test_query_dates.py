from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.port.calendars import Calendar
from search.query.dates import calendar_meant, day_text, parse_day_span, parse_range


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-2", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-05-09", date(2021, 5, 9), date(2021, 5, 9)),
        ("2021/5/9", date(2021, 5, 9), date(2021, 5, 9)),
        ("2021.05.09", date(2021, 5, 9), date(2021, 5, 9)),
        (" ۲۰۲۱-۰۵ ", date(2021, 5, 1), date(2021, 5, 31)),
        ("٢٠٢١", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_spans(text, first, last):
    assert parse_day_span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "calendar", "first", "last"),
    [
        ("۱۴۰۲/۰۷", Calendar.JALALI, date(2023, 9, 23), date(2023, 10, 22)),
        ("1402/07", Calendar.JALALI, date(2023, 9, 23), date(2023, 10, 22)),
        ("1402", Calendar.GREGORIAN, date(2023, 3, 21), date(2024, 3, 19)),
        ("۱۴۰۳/۱۲/۳۰", Calendar.JALALI, date(2025, 3, 20), date(2025, 3, 20)),
        ("١٤٤٥/٠٣", Calendar.HIJRI, date(2023, 9, 16), date(2023, 10, 15)),
        ("1445/03", Calendar.GREGORIAN, date(2023, 9, 16), date(2023, 10, 15)),
        ("2023", Calendar.HIJRI, date(2023, 1, 1), date(2023, 12, 31)),
        ("9.5.2021", Calendar.GREGORIAN, date(2021, 5, 9), date(2021, 5, 9)),
        ("07/1402", Calendar.JALALI, date(2023, 9, 23), date(2023, 10, 22)),
        ("001402-07-01", Calendar.JALALI, date(1402, 7, 1), date(1402, 7, 1)),
    ],
)
def test_spans_of_calendars(text, calendar, first, last):
    assert parse_day_span(text, calendar) == (first, last)


def test_the_calendar_of_a_year_is_told_by_its_size():
    today = date(2024, 5, 1)  # in 1403
    assert calendar_meant(1700, Calendar.JALALI, today) is Calendar.GREGORIAN
    assert calendar_meant(1404, Calendar.GREGORIAN, today) is Calendar.JALALI
    assert calendar_meant(1405, Calendar.GREGORIAN, today) is Calendar.HIJRI
    assert calendar_meant(1402, Calendar.HIJRI, today) is Calendar.HIJRI


@pytest.mark.parametrize(
    "text",
    ["1402-13", "1402/12/30", "001402-13-01", "32.5.2021",
     "21", "0000", "2021-00", "2021-13", "2021-02-29", "2021-05-", "2021-05-09-01", "20210509",
     "May 2021", "2021-05-32", "-2021"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert parse_day_span(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", (date(2021, 1, 1), date(2021, 12, 31))),
        ("2020..2021-05", (date(2020, 1, 1), date(2021, 5, 31))),
        ("2020...2021", (date(2020, 1, 1), date(2021, 12, 31))),
        ("2020…2021", (date(2020, 1, 1), date(2021, 12, 31))),
        ("2020..", (date(2020, 1, 1), None)),
        ("..2020", (None, date(2020, 12, 31))),
        ("..", None),
        ("", None),
        ("x..2020", None),
        ("2020..x", None),
        ("2019..2020..2021", None),
    ],
)
def test_ranges(text, expected):
    assert parse_range(text) == expected


def test_a_range_the_wrong_way_round_covers_the_days_of_both_ends():
    assert parse_range("2021..2019") == (date(2019, 1, 1), date(2021, 12, 31))
    assert parse_range("2021-05-09..2021-05-01") == (date(2021, 5, 1), date(2021, 5, 9))


@given(st.dates(), st.dates())
def test_a_range_holds_both_its_ends(one, two):
    first, last = parse_range(f"{day_text(one)}..{day_text(two)}")
    assert (first, last) == (min(one, two), max(one, two))


@given(st.text(max_size=30))
def test_no_text_raises(text):
    parse_range(text)
