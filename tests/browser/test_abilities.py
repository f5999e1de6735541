"""What readers do, in English and Persian, with and without JavaScript, on a desktop and on a phone."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import WORDS, comes_to, count_of, leaves, number, titles, years
from tests.browser.conftest import Open

LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
WAYS = pytest.mark.parametrize(
    ("language", "script", "size"),
    [
        pytest.param("en", True, "desktop", id="en-script-desktop"),
        pytest.param("fa", True, "phone", id="fa-script-phone"),
        pytest.param("fa", False, "desktop", id="fa-plain-desktop"),
        pytest.param("en", False, "phone", id="en-plain-phone"),
    ],
)
"""Each language, with and without JavaScript, on each size of screen; not all eight of each."""


def show_filters(page: Page) -> None:
    """On a phone the filters are collapsed."""
    summary = page.locator("details.filters > summary")
    if summary.is_visible() and not page.locator("details.filters").evaluate("one => one.open"):
        summary.click()


@WAYS
def test_search(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?ui={language}", size, script=script)
    page.locator("#q").fill(WORDS[language])
    page.locator("form[role=search] button").first.click()
    comes_to(page, "q=")
    expect(page.locator(".hits mark").first).to_be_visible()
    assert len(titles(page)) == 10
    # The sample has one more article in Persian.
    assert number(language, {"en": "64", "fa": "65"}[language]) in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.dir") == {"en": "ltr", "fa": "rtl"}[language]


@WAYS
def test_filters_on_and_off(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", size, script=script)
    show_filters(page)
    chosen = [years(page).nth(at).locator("bdi").inner_text() for at in (0, 1)]
    total = sum(count_of(years(page).nth(at)) for at in (0, 1))
    for value in chosen:
        show_filters(page)
        years(page).filter(has=page.locator("bdi", has_text=value)).first.click()
        expect(page.locator(".chips")).to_contain_text(value)
    # Several values of a facet can be chosen, and each count is the number of hits that a click gives.
    assert number(language, str(total)) in page.locator("h1").inner_text()
    assert page.locator(".chips li").count() == 3
    page.locator(".chips a").first.click()
    expect(page.locator(".chips li")).to_have_count(2)
    page.locator(".chips a.clear").click()
    leaves(page, "year=")
    assert page.locator(".chips").count() == 0


@LANGUAGES
@SCRIPTS
def test_all_values_of_a_facet_are_looked_through(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", script=script)
    shown = page.locator("[data-facet=author] li").count()
    page.locator("[data-facet=author] .more a").click()
    comes_to(page, "/facets/author")
    assert page.locator("[data-facet=author] li").count() > shown
    name = {"en": "Oakl", "fa": "بلوط"}[language]
    page.locator("#find").fill(name)
    page.locator("main form.find button").click()
    comes_to(page, "find=")
    found = page.locator("[data-facet=author] li bdi").all_inner_texts()
    assert found
    assert all(name in text for text in found)
    count = count_of(page.locator("[data-facet=author] li a").first)
    page.locator("[data-facet=author] li a").first.click()
    expect(page.locator(".chips")).to_contain_text(found[0])
    assert len(titles(page)) == min(count, 10)
    assert f"q={WORDS['en']}" in page.url or language == "fa"


@LANGUAGES
@SCRIPTS
def test_values_are_found_from_the_results(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", "phone", script=script)
    show_filters(page)
    name = {"en": "Quill", "fa": "سپیدار"}[language]
    page.locator("#find-author").fill(name)
    page.locator("#find-author").press("Enter")
    comes_to(page, "/facets/author")
    assert all(name in text for text in page.locator("[data-facet=author] li bdi").all_inner_texts())


@WAYS
def test_time_is_looked_at_closer_and_closer(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", size, script=script)
    for interval in ("year", "month", "day"):
        chart = page.locator(f"figure.time[data-interval={interval}]")
        expect(chart).to_be_visible()
        assert chart.get_attribute("data-calendar") == {"en": "gregorian", "fa": "jalali"}[language]
        box = chart.locator("[data-brush] a").first.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".way a")).to_have_count(3)
    for interval in ("day", "month", "year"):
        page.locator(".way a").last.click()
        expect(page.locator(f"figure.time[data-interval={interval}]")).to_be_visible()
    assert page.locator(".way").count() == 0


@LANGUAGES
@SCRIPTS
def test_dates_are_typed_in_another_calendar(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}&calendar=hijri", script=script)
    for name in ("from", "to"):
        page.locator(f"form.dates input[name={name}]").fill(number(language, "1439"))
    page.locator("form.dates button").last.click()
    comes_to(page, "from=")
    expect(page.locator(".chips bdi").first).to_have_text(number(language, "1439"))
    expect(page.locator(".hits h2").first).to_be_visible()
    days = {(time.get_attribute("datetime") or "")[:10] for time in page.locator(".hits time").all()}
    assert days
    assert all("2017-09-21" <= day <= "2018-09-10" for day in days)


@LANGUAGES
@SCRIPTS
def test_another_calendar(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", script=script)
    before = years(page).first.inner_text()
    shown = titles(page)
    page.locator(".calendars a:not([aria-current])").first.click()
    comes_to(page, "calendar=")
    expect(years(page).first).not_to_have_text(before)
    assert titles(page) == shown


@LANGUAGES
@SCRIPTS
def test_a_story_is_one_hit_with_its_translations(open_page: Open, language: str, script: bool) -> None:
    text, other = {"en": ("Tirvan library river", "fa"), "fa": ("تیروان کتابخانه رود", "en")}[language]
    page = open_page(f"/?q={text}&ui={language}", script=script)
    hit = page.locator(".hits > li").filter(has=page.locator(f"a[hreflang={other}], [lang={other}] a")).first
    link = hit.locator(f"a[hreflang={other}], [lang={other}] a").first
    title = link.get_attribute("title") or ""
    link.click()
    comes_to(page, "/article/")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main article").first).to_have_attribute("lang", other)


@LANGUAGES
@SCRIPTS
def test_pages_and_orders(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", "phone", script=script)
    first = titles(page)
    page.locator("nav.pages a[rel=next]").click()
    comes_to(page, "page=2")
    expect(page.locator(".hits h2").first).not_to_have_text(first[0])
    assert not set(first) & set(titles(page))
    page.locator(".sorts a").nth(1).click()
    comes_to(page, "sort=newest")
    leaves(page, "page=2")
    dates = [time.get_attribute("datetime") or "" for time in page.locator(".hits time").all()]
    assert dates == sorted(dates, reverse=True)


@WAYS
def test_dates_typed(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", size, script=script)
    show_filters(page)
    page.locator("form.dates input[name=from]").fill(number(language, "2017"))
    page.locator("form.dates input[name=to]").fill(number(language, "2018"))
    page.locator("form.dates button").last.click()
    comes_to(page, "from=")
    expect(page.locator(".chips a").first).to_be_visible()
    years = {(time.get_attribute("datetime") or "")[:4] for time in page.locator(".hits time").all()}
    assert years <= {"2017", "2018"}
    assert years


@WAYS
def test_an_article_is_read(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", size, script=script)
    title = titles(page)[0]
    page.locator(".hits h2 a").first.click()
    comes_to(page, "/article/")
    assert page.locator("h1").inner_text() == title
    article = page.locator("main article").first
    assert article.get_attribute("dir") == {"en": "ltr", "fa": "rtl"}[language]
    assert page.locator(".related li").count() > 0
    expect(page.locator("main article mark").first).to_be_visible()
    original = page.locator(".original a").get_attribute("href") or ""
    assert re.match(r"https://(lanterns|harbour-chronicle)\.example/", original)
    page.go_back()
    expect(page.locator(".hits h2").first).to_have_text(title)


@LANGUAGES
@SCRIPTS
def test_results_are_taken_elsewhere(open_page: Open, language: str, script: bool) -> None:
    page = open_page(f"/?q={WORDS[language]}&year=2016&ui={language}", script=script)
    page.locator("details.take > summary").click()
    saved: dict[str, bytes] = {}
    for name in ("csv", "bib", "ris", "jsonl"):
        with page.expect_download() as download:
            page.locator(f".take a[href*='results.{name}']").click()
        assert download.value.suggested_filename.endswith(f".{name}")
        saved[name] = Path(download.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(saved["csv"].decode("utf-8-sig"), newline="")))
    assert len(rows) == 13
    assert all(WORDS[language] in row["title"].lower() for row in rows)
    assert saved["bib"].count(b"@article{") == saved["ris"].count(b"ER  - ") == 13
    assert len(saved["jsonl"].splitlines()) == 13
    feed = page.locator(".take a[type='application/atom+xml']").get_attribute("href")
    assert page.request.get(feed or "").text().count("<entry") == 13


@WAYS
def test_nothing_found_helps(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&year=1999&ui={language}", size, script=script)
    assert page.locator(".hits").count() == 0
    way = page.locator("main .nothing a, main .offer a").first
    expect(way).to_be_visible()
    way.click()
    expect(page.locator(".hits h2").first).to_be_visible()


@SCRIPTS
def test_a_slip_is_offered_and_not_searched(open_page: Open, script: bool) -> None:
    page = open_page("/?q=lanterm+canal&ui=en", script=script)
    offer = page.locator(".offer a").first
    expect(offer).to_contain_text("lantern")
    offer.click()
    comes_to(page, "lantern")
    assert len(titles(page)) == 10


@SCRIPTS
def test_the_language_of_the_interface(open_page: Open, script: bool) -> None:
    page = open_page("/?q=lantern&language=en&ui=en", script=script)
    shown = titles(page)
    for language in ("fa", "ar", "sq", "en"):
        page.locator(f".switch a[hreflang={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert titles(page) == shown


DATA = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
INLINE = (
    "const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s)"
)


def test_data_in_the_page_is_no_script_and_no_script_runs_in_it(open_page: Open) -> None:
    page = open_page("/?ui=en")
    # A violation of the content security policy would fail the test; JSON-LD does not violate it.
    assert page.evaluate(DATA)["@type"] == "WebSite"
    page.expected += ["Content Security Policy", "inline script"]  # type: ignore[attr-defined]
    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is None
