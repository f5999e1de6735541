"""Days on the page: calendars, links of the timeline, typed dates, presets."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from page_support import total, tree


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return tree(response.text)


def bars(shown: html.HtmlElement) -> list[html.HtmlElement]:
    return shown.xpath("//figure[@class='time']//a[@data-from]")


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize("calendar", ["gregorian", "jalali", "hijri"])
@pytest.mark.parametrize("ui", ["en", "fa"])
def test_one_looks_closer_bar_by_bar_and_goes_back_up(client: FlaskClient, ui: str, calendar: str) -> None:
    shown = page(client, f"/?ui={ui}&calendar={calendar}&collapse=0")
    seen = []
    for interval in ("year", "month", "day"):
        figure = shown.xpath("//figure[@class='time']")[0]
        assert (figure.get("data-interval"), figure.get("data-calendar")) == (interval, calendar)
        promised = max(bars(shown), key=lambda bar: bar.xpath("number(rect[@class='bar']/@height)"))
        seen.append(shown)
        shown = page(client, promised.get("href"))
        number = re.search(r"[\d,]+", promised.get("aria-label").rpartition(":")[2])
        assert number, promised.get("aria-label")
        if ui == "en":
            assert total(shown) == int(number[0])
    ways = shown.xpath("//*[contains(@class, 'way')]/a/@href")
    assert len(ways) == 3
    for way, earlier in zip(ways, seen, strict=True):
        assert page(client, way).xpath("string(//h1)") == earlier.xpath("string(//h1)")


def test_bars_of_jalali_years_are_those_years(client: FlaskClient) -> None:
    shown = page(client, "/?ui=fa")
    first = bars(shown)[0]
    assert re.fullmatch(r"\d{4}-03-2\d", first.get("data-from")), "Nowruz"
    assert re.match("[۰-۹]{4}", first.get("aria-label"))
    assert asked(first.get("href"))["from"] == [first.get("data-from")]
    assert shown.xpath("//section[@data-facet='year']//bdi/text()")[0].startswith("۱")


def test_time_runs_from_right_to_left_in_persian(client: FlaskClient) -> None:
    places = [
        [
            float(bar.xpath("string(rect[@class='bar']/@x)").rstrip("%"))
            for bar in bars(page(client, f"/?ui={ui}"))
        ]
        for ui in ("en", "fa")
    ]
    assert places[0] == sorted(places[0])
    assert places[1] == sorted(places[1], reverse=True)


def test_a_year_of_a_facet_names_its_calendar(client: FlaskClient) -> None:
    shown = page(client, "/?ui=fa")
    link = shown.xpath("//section[@data-facet='year']//a")[0]
    query = asked(link.get("href"))
    assert query["calendar"] == ["jalali"]
    english = page(client, re.sub("ui=fa", "ui=en", link.get("href")))
    assert total(english) == int(
        link.xpath("string(span[@class='n'])").translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    )


def test_a_gregorian_year_without_a_calendar_is_one_in_persian_too(client: FlaskClient) -> None:
    assert page(client, "/?year=2014&ui=fa").xpath("//ol[@class='hits']/li")


@pytest.mark.parametrize(
    ("typed", "calendar", "note"),
    [("۱۳۹۳/۰۱", "jalali", None), ("1393/01", "gregorian", "Jalali"), ("2014", "jalali", "Gregorian")],
)
def test_typed_dates_and_how_they_were_understood(
    client: FlaskClient, typed: str, calendar: str, note: str | None
) -> None:
    shown = tree(
        client.get("/", query_string={"from": typed, "to": typed, "calendar": calendar, "ui": "en"}).text
    )
    notices = shown.xpath("//p[@class='notice']")
    assert [note in notice.text_content() for notice in notices if note] == ([True, True] if note else [])
    assert bool(notices) == bool(note)
    first = shown.xpath("string(//input[@id='from']/@value)")
    assert first == {"jalali": "1393/01/01", "gregorian": "2014-03-21"}[calendar] or note == "Gregorian"


def test_the_form_shows_days_as_they_can_be_typed(client: FlaskClient) -> None:
    shown = page(client, "/?from=2014-03-21&to=2014-04-20&ui=fa")
    assert shown.xpath("string(//input[@id='from']/@value)") == "۱۳۹۳/۰۱/۰۱"
    assert shown.xpath("//div[@class='chips']//bdi/text()") == ["فروردین ۱۳۹۳"]
    fields = {"from": "۱۳۹۳/۰۱/۰۱", "to": "۱۳۹۳/۰۱/۳۱", "ui": "fa"}
    assert tree(client.get("/", query_string=fields).text).xpath("string(//h1)") == shown.xpath(
        "string(//h1)"
    )


def test_calendars_are_switched_and_years_kept_as_days(client: FlaskClient) -> None:
    shown = page(client, "/?q=bridge&year=2014&ui=en")
    switches = shown.xpath("//nav[@class='calendars']//a")
    assert [bool(link.get("aria-current")) for link in switches] == [True, False, False]
    jalali = page(client, switches[1].get("href"))
    assert total(jalali) == total(shown)
    assert asked(switches[1].get("href"))["from"] == ["2014-01-01"]
    assert "11 Dey 1392 to 10 Dey 1393" in jalali.xpath("string(//main)")


def test_presets_end_today_and_are_there_only_where_they_may_find_something(client: FlaskClient) -> None:
    assert page(client, "/?ui=en").xpath("//ul[@class='presets']//a") == []
    shown = page(client, "/?from=2014&ui=en")
    links = shown.xpath("//ul[@class='presets']//a")
    assert [link.text for link in links] == ["Last 7 days", "Last 30 days", "Last 12 months", "Last 5 years"]
    query = asked(links[0].get("href"))
    assert "to" not in query
    assert "year" not in query
