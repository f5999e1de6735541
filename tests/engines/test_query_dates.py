from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engines.query.dates import parse_day_span, parse_range


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
    "text",
    ["", "21", "0000", "2021-00", "2021-13", "2021-02-29", "2021-05-", "2021-05-09-01", "20210509",
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
    first, last = parse_range(f"{one.isoformat()}..{two.isoformat()}")
    assert (first, last) == (min(one, two), max(one, two))


@given(st.text(max_size=30))
def test_no_text_raises(text):
    parse_range(text)
