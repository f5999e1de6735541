from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extraction.dates import parse_date

TEHRAN = ZoneInfo("Asia/Tehran")

DAYS = [
    ("2025-09-23", "2025-09-23"),
    ("2025/09/23", "2025-09-23"),
    ("September 23, 2025", "2025-09-23"),
    ("Sept. 23, 2025", "2025-09-23"),
    ("23 September 2025", "2025-09-23"),
    ("23rd of September 2025", "2025-09-23"),
    ("Published on: Tuesday, May 6, 2025", "2025-05-06"),
    ("23.09.2025", "2025-09-23"),
    ("23/09/2025", "2025-09-23"),
    ("09/23/2025", "2025-09-23"),
    ("۱ مهر ۱۴۰۴", "2025-09-23"),
    ("1404/07/01", "2025-09-23"),
    ("۱۴۰۴/۰۷/۰۱", "2025-09-23"),
    ("پنج‌شنبه ۳ آذر ۱۴۰۱", "2022-11-24"),
    ("مرداد ۱۰, ۱۴۰۲", "2023-08-01"),
    ("۳۰ اسفند ۱۳۹۹", "2021-03-20"),
    ("۱۵ دی ماه ۱۴۰۰", "2022-01-05"),
    ("۲۳ سپتامبر ۲۰۲۵", "2025-09-23"),
    ("۰۲/۰۷/۱۲", "2023-10-04"),
    ("۹۸-۱-۵", "2019-03-25"),
    ("Oct 4 '23", "2023-10-04"),
    ("4 October ’98", "1998-10-04"),
    ("۳ ژوئیهٔ ۲۰۲۰", "2020-07-03"),
    ("٢٣ سبتمبر ٢٠٢٥", "2025-09-23"),
    ("سبتمبر 23, 2025", "2025-09-23"),
    ("23 أيلول 2025", "2025-09-23"),
    ("23 ايلول، 2025", "2025-09-23"),
    ("3 كانون الثاني 2024", "2024-01-03"),
    ("3 كانون الأول 2024", "2024-12-03"),
    ("11 تشرين الأول 2024", "2024-10-11"),
    ("5 آب 2024", "2024-08-05"),
    ("7 آذار 2024", "2024-03-07"),
    ("22 إبريل 2020", "2020-04-22"),
    ("12 جانفي 2021", "2021-01-12"),
    ("23 shtator 2025", "2025-09-23"),
    ("Shtator 23, 2025", "2025-09-23"),
    ("1 Nëntor 2024", "2024-11-01"),
    ("4 maj 2024", "2024-05-04"),
    ("9 qershor 2024", "2024-06-09"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days(text: str, day: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found == datetime.fromisoformat(day).replace(tzinfo=UTC)


MOMENTS = [
    ("2025-09-23T10:11:12Z", datetime(2025, 9, 23, 10, 11, 12, tzinfo=UTC)),
    ("2025-09-23T10:11:12.345+03:30", datetime(2025, 9, 23, 6, 41, 12, tzinfo=UTC)),
    ("2025-09-23 10:11:12 -0500", datetime(2025, 9, 23, 15, 11, 12, tzinfo=UTC)),
    ("Tue, 23 Sep 2025 10:11:12 +0200", datetime(2025, 9, 23, 8, 11, 12, tzinfo=UTC)),
    ("Tue, 23 Sep 2025 10:11:12 EST", datetime(2025, 9, 23, 15, 11, 12, tzinfo=UTC)),
    ("Tue, 23 Sep 2025 10:11:12 GMT", datetime(2025, 9, 23, 10, 11, 12, tzinfo=UTC)),
    ("September 23, 2025 at 4:05 pm", datetime(2025, 9, 23, 16, 5, tzinfo=UTC)),
    ("September 23, 2025 at 12:05 a.m.", datetime(2025, 9, 23, 0, 5, tzinfo=UTC)),
    ("۱ مهر ۱۴۰۴ ساعت ۱۲:۳۰", datetime(2025, 9, 23, 12, 30, tzinfo=UTC)),
    ("20250923T101112", datetime(2025, 9, 23, 10, 11, 12, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_moments(text: str, moment: datetime) -> None:
    assert parse_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date",
        "31 February 2025",
        "1404/07/31",
        "2025-13-01",
        "0000-00-00",
        "1 January 1750",
        "3 May 2300",
        "99",
        "02/07/12",
        "۱۲/۰۷/۰۲",
        "v۰۲.۰۷.۱۲",
        "the spring of '23",
    ],
)
def test_no_day_of_any_calendar(text: str) -> None:
    assert parse_date(text) is None


def test_a_naive_date_is_in_the_sites_zone() -> None:
    found = parse_date("۱ مهر ۱۴۰۴", timezone=TEHRAN)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=3, minutes=30)
    assert found.astimezone(UTC) == datetime(2025, 9, 22, 20, 30, tzinfo=UTC)


def test_a_written_offset_wins_over_the_sites_zone() -> None:
    assert parse_date("2025-09-23T10:00:00Z", timezone=TEHRAN) == datetime(2025, 9, 23, 10, tzinfo=UTC)


def test_numbers_that_mean_two_days_are_read_only_where_the_language_decides() -> None:
    assert parse_date("03/04/2025") is None
    assert parse_date("03/04/2025", language="en") is None
    for language in ("fa", "ar", "sq"):
        assert parse_date("03/04/2025", language=language) == datetime(2025, 4, 3, tzinfo=UTC)


def test_a_lunar_year_is_not_taken_for_a_solar_one() -> None:
    found = parse_date("1447/03/01", language="ar")
    assert found is not None
    assert found.date().isoformat() == "2025-08-24"


@given(st.text(max_size=200))
def test_any_text_gives_an_aware_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.utcoffset() is not None


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 12, 31)))
def test_iso_dates_come_back(moment: datetime) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=2)))
    assert parse_date(aware.isoformat()) == aware


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9 maj 2021, 8:30 paradite", 8),
        ("9 maj 2021, 8:30 pasdite", 20),
        ("May 9, 2021 8:30 a.m.", 8),
        ("May 9, 2021 8:30 pm", 20),
        ("۹ مه ۲۰۲۱ ۸:۳۰ ق.ظ", 8),
        ("٩ مايو ٢٠٢١ ٨:٣٠ مساء", 20),
        ("٩ مايو ٢٠٢١ ٨:٣٠ صباحا", 8),
    ],
)
def test_halves_of_the_day(text: str, hour: int) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.hour == hour


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۴ اکتبر ۲۰۲۳", "2023-10-04"),
        ("چهارشنبه 4 اكتبر 2023", "2023-10-04"),
        ("۱۲ مهرماه ۱۴۰۲", "2023-10-04"),
        ("دوازدهم مهر ۱۴۰۲", "2023-10-04"),
        ("بیست و یکم مهرماه ۱۴۰۲", "2023-10-13"),
        ("۱۲ مهر ۰۲", "2023-10-04"),
        ("4 تشرين الأول/أكتوبر 2023", "2023-10-04"),
        ("الرابع من أكتوبر 2023", "2023-10-04"),
        ("4 غشت 2023", "2023-08-04"),
        ("4 جانفي 2023", "2023-01-04"),
        ("١٩ ربيع الأول ١٤٤٥هـ", "2023-10-04"),
        ("19 ربيع الأول 1445 هـ الموافق 5 أكتوبر 2023", "2023-10-05"),
        ("12 Sht 2023", "2023-09-12"),
        ("12 sht. 2023", "2023-09-12"),
        ("12 Shk 2023", "2023-02-12"),
        ("Tet 4, 2023", "2023-10-04"),
    ],
)
def test_further_forms_of_dates(text, day):
    assert parse_date(text).date().isoformat() == day


@pytest.mark.parametrize("text", ["۱۲ مهر ۱۴:۳۰", "12 Sht", "12 May 02"])
def test_half_a_date_is_none(text):
    assert parse_date(text) is None
