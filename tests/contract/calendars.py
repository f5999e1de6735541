"""The contract for years and months of several calendars, and for the values of a facet."""

from datetime import UTC, date, datetime

import pytest

from engines.port.calendars import Calendar
from engines.port.engine import SearchEngine
from engines.port.model import Document, Interval
from search.facet_values import facet_values
from search.model import SearchRequest
from search.searcher import Searcher
from tests.contract.library import Shared, ask, counts, fill, found


def note(id_: str, day: date | None, **more: object) -> Document:
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    return Document(id_, "note", "note", "en", date=moment, **more)  # type: ignore[arg-type]


DAYS = {
    "last-of-1401": date(2023, 3, 20),  # 29 Esfand 1401, 27 Shaban 1444
    "first-of-1402": date(2023, 3, 21),  # 1 Farvardin 1402, 28 Shaban 1444
    "ramadan": date(2023, 3, 23),  # 3 Farvardin 1402, 1 Ramadan 1444
    "mehr": date(2023, 9, 23),  # 1 Mehr 1402, 8 Rabi I 1445
    "old": date(1900, 1, 1),  # 11 Dey 1278; before the tables of Umm al-Qura
}
CALENDAR_DOCUMENTS = (*(note(id_, day) for id_, day in DAYS.items()), note("undated", None))
PEOPLE = ("علي كريمي", "علی کریمی", "Besë Hoxha", "Ben Moss")


class CalendarContract:
    """Mixed into the contract of engines. ``empty`` is a new engine, the others are read by several tests."""

    @pytest.fixture(scope="class")
    @classmethod
    def dated(cls, shared: Shared) -> SearchEngine:
        return shared(lambda engine: fill(engine, CALENDAR_DOCUMENTS))

    @pytest.mark.parametrize(
        ("calendar", "years"),
        [
            (Calendar.GREGORIAN, {"2023": 4, "1900": 1}),
            (Calendar.JALALI, {"1402": 3, "1401": 1, "1278": 1}),
            (Calendar.HIJRI, {"1444": 3, "1445": 1}),
        ],
    )
    def test_years_are_those_of_the_calendar(
        self, dated: SearchEngine, calendar: Calendar, years: dict[str, int]
    ) -> None:
        result = ask(dated, calendar=calendar)
        assert counts(result, "year") == years
        assert {bar.value: bar.count for bar in result.timeline} == years
        for year, number in years.items():
            assert ask(dated, calendar=calendar, filters=(("year", (year,)),)).total == number

    @pytest.mark.parametrize(
        ("calendar", "bars"),
        [
            (Calendar.GREGORIAN, [("1900-01", 1), ("2023-03", 3), ("2023-09", 1)]),
            (Calendar.JALALI, [("1278-10", 1), ("1401-12", 1), ("1402-01", 2), ("1402-07", 1)]),
            (Calendar.HIJRI, [("1444-08", 2), ("1444-09", 1), ("1445-03", 1)]),
        ],
    )
    def test_months_are_those_of_the_calendar(
        self, dated: SearchEngine, calendar: Calendar, bars: list[tuple[str, int]]
    ) -> None:
        result = ask(dated, calendar=calendar, timeline=Interval.MONTH)
        assert [(bar.value, bar.count) for bar in result.timeline] == bars

    def test_days_are_days_in_every_calendar(self, dated: SearchEngine) -> None:
        for calendar in Calendar:
            result = ask(dated, calendar=calendar, timeline=Interval.DAY)
            assert [bar.value for bar in result.timeline] == sorted(day.isoformat() for day in DAYS.values())

    def test_dates_in_a_query_are_of_the_calendar(self, dated: SearchEngine) -> None:
        assert found(dated, "date:1402/01", calendar=Calendar.JALALI) == {"first-of-1402", "ramadan"}
        assert found(dated, "date:1402/01") == {"first-of-1402", "ramadan"}
        assert found(dated, "date:1444/08", calendar=Calendar.HIJRI) == {"last-of-1401", "first-of-1402"}
        assert found(dated, "before:1401", calendar=Calendar.JALALI) == {"last-of-1401", "old"}
        assert found(dated, "date:2023-09", calendar=Calendar.HIJRI) == {"mehr"}

    def test_several_years_and_the_counts_of_the_others(self, dated: SearchEngine) -> None:
        years = (("year", ("1401", "1278")),)
        result = ask(dated, calendar=Calendar.JALALI, filters=years)
        assert result.total == 2
        assert counts(result, "year") == {"1402": 3, "1401": 1, "1278": 1}
        assert found(dated, calendar=Calendar.JALALI, filters=years) == {"last-of-1401", "old"}

    @pytest.mark.parametrize("collapse", [True, False])
    @pytest.mark.parametrize("calendar", Calendar)
    def test_the_facet_of_years_is_cut_and_the_bars_are_not(
        self, empty: SearchEngine, calendar: Calendar, collapse: bool
    ) -> None:
        years = (2001, 2004, 2004, 2004, 2007, 2007, 2010)
        days = (date(year, 6, 1) for year in years)
        fill(empty, tuple(note(f"y{n}", day, story=n % 4) for n, day in enumerate(days)))
        whole, cut = (ask(empty, calendar=calendar, collapse=collapse, facet_size=size) for size in (50, 2))
        bars = [(bar.value, bar.count) for bar in whole.timeline]
        assert len(bars) == 4
        assert sorted(counts(whole, "year").items()) == bars
        assert cut.timeline == whole.timeline
        assert cut.facets["year"] == whole.facets["year"][:2]

    # Values of a facet

    @pytest.fixture(scope="class")
    @classmethod
    def written(cls, shared: Shared) -> SearchEngine:
        many = tuple(note(f"n{n}", None, tags=(f"tag {n:03d}",)) for n in range(300))
        people = tuple(note(f"p{n}", None, authors=(name,)) for n, name in enumerate((*PEOPLE, "Ben Moss")))
        return shared(lambda engine: fill(engine, (*many, *people)))

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("علی", {"علي كريمي", "علی کریمی"}),
            ("كريمي علي", {"علي كريمي", "علی کریمی"}),
            ("bese", {"Besë Hoxha"}),
            ("HOX", {"Besë Hoxha"}),
            ("BËN", {"Ben Moss"}),
            ("ben hoxha", set()),
            ("", set(PEOPLE)),
        ],
    )
    def test_values_are_found_forgivingly(self, written: SearchEngine, typed: str, names: set[str]) -> None:
        values = facet_values(Searcher(written), SearchRequest("note"), "author", typed)
        assert {bucket.value for bucket in values.buckets} == names
        assert (values.matching, values.total) == (len(names), 4)

    def test_every_value_can_be_paged_to(self, written: SearchEngine) -> None:
        pages = [
            facet_values(Searcher(written), SearchRequest(), "tag", offset=offset, size=90)
            for offset in range(0, 400, 90)
        ]
        paged = [bucket.value for page in pages for bucket in page.buckets]
        assert paged == [f"tag {n:03d}" for n in range(300)]
        assert {page.total for page in pages} == {300}

    def test_counts_of_values_are_exact_under_the_request(self, written: SearchEngine) -> None:
        chosen = SearchRequest("note", filters=(("author", ("Besë Hoxha",)),))
        values = facet_values(Searcher(written), chosen, "author", "moss")
        (moss,) = values.buckets
        assert (moss.value, moss.count, moss.selected) == ("Ben Moss", 2, False)
        assert ask(written, "note", filters=(("author", ("Ben Moss",)),)).total == 2
        assert facet_values(Searcher(written), chosen, "tag").buckets == ()
