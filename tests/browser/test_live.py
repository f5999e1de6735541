"""What JavaScript adds: results without loading a page, history, focus, messages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import WORDS, comes_to, entry, leaves, titles, years
from tests.browser.conftest import Open

LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])
MARK = "document.mark = 'the same document'"


def same(page: Page) -> bool:
    """Whether it is still the marked document, so that no page was loaded."""
    return page.evaluate("document.mark === 'the same document'")


@LANGUAGES
def test_a_filter_changes_the_results_and_not_the_document(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    page.evaluate(MARK)
    before = page.locator("h1").inner_text()
    years(page).first.click()
    comes_to(page, "year=")
    expect(page.locator("h1")).not_to_have_text(before)
    assert same(page)
    # It must equal a newly loaded page of the same address.
    shown, heading = titles(page), page.locator("h1").inner_text()
    expect(page.locator("#said")).to_have_text(heading)
    page.reload()
    assert (titles(page), page.locator("h1").inner_text()) == (shown, heading)


@LANGUAGES
def test_the_back_button_shows_what_was_before(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    page.evaluate(MARK)
    first = titles(page)
    page.locator("nav.pages a[rel=next]").click()
    comes_to(page, "page=2")
    expect(page.locator(".hits h2").first).not_to_have_text(first[0])
    second = titles(page)
    years(page).first.click()
    comes_to(page, "year=")
    page.go_back()
    expect(page.locator(".hits h2").first).to_have_text(second[0])
    page.go_back()
    expect(page.locator(".hits h2").first).to_have_text(first[0])
    assert titles(page) == first
    page.go_forward()
    expect(page.locator(".hits h2").first).to_have_text(second[0])
    assert same(page)


def test_focus_stays_on_the_filter_that_was_chosen(open_page: Open) -> None:
    page = open_page("/?q=lantern&ui=en")
    entry(page, "2016").focus()
    page.keyboard.press("Enter")
    comes_to(page, "year=2016")
    focused = page.evaluate("document.activeElement.querySelector('bdi')?.textContent")
    assert focused == "2016"
    assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
    page.keyboard.press("Enter")
    leaves(page, "year=2016")
    assert page.evaluate("document.activeElement.querySelector('bdi')?.textContent") == "2016"


def test_focus_is_never_lost(open_page: Open) -> None:
    page = open_page("/?q=lantern&year=2016&ui=en")
    page.locator(".chips a").first.focus()
    page.keyboard.press("Enter")
    leaves(page, "year=2016")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator("nav.pages a[rel=next]").focus()
    page.keyboard.press("Enter")
    comes_to(page, "page=2")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.evaluate("scrollY") < 400


def test_a_new_search_keeps_filters_and_the_options_follow(open_page: Open) -> None:
    page = open_page("/?q=lantern&language=en&ui=en")
    page.evaluate(MARK)
    # The checkbox first: if typing has already shown the results, the button requests the same address.
    page.locator("form[role=search] input[name=exact]").check()
    page.locator("#q").fill("canal choir")
    page.locator("form[role=search] button").click()
    for piece in ("canal", "language=en", "exact=1"):
        comes_to(page, piece)
    assert same(page)
    page.go_back()
    expect(page.locator("#q")).to_have_value("lantern")
    expect(page.locator("form[role=search] input[name=exact]")).not_to_be_checked()


@LANGUAGES
def test_results_come_while_one_types_and_are_one_step_back(open_page: Open, language: str) -> None:
    page = open_page(f"/?ui={language}")
    page.evaluate(MARK)
    page.locator("#q").press_sequentially(WORDS[language], delay=30)
    comes_to(page, "q=")
    expect(page.locator(".hits mark").first).to_be_visible()
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").press_sequentially(" 1", delay=30)
    comes_to(page, "+1")
    page.go_back()
    leaves(page, "q=")
    expect(page.locator("#q")).to_have_value("")
    assert same(page)


def test_an_answer_that_comes_late_does_not_replace_a_later_one(open_page: Open) -> None:
    page = open_page("/?q=lantern&ui=en")
    slow = []

    def hold(route) -> None:
        slow.append(route)

    page.route(lambda url: "year=2016" in url, hold)
    entry(page, "2016").click()
    expect(page.locator("#content")).to_have_attribute("aria-busy", "true")
    entry(page, "2017").click()
    comes_to(page, "year=2017")
    heading = page.locator("h1").inner_text()
    for route in slow:
        route.abort() if route.request.failure else route.continue_()
    page.wait_for_timeout(300)
    assert page.locator("h1").inner_text() == heading
    assert "year=2016" not in page.url


@LANGUAGES
def test_offline_is_told_and_tried_again(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    page.expected += ["ERR_INTERNET_DISCONNECTED"]  # type: ignore[attr-defined]
    page.evaluate(MARK)
    address, before = page.url, titles(page)
    page.context.set_offline(True)
    years(page).first.click()
    trouble = page.locator("#trouble")
    expect(trouble).to_be_visible()
    assert trouble.get_attribute("role") == "alert"
    assert (page.url, titles(page)) == (address, before)
    # It tries again as soon as there is a network.
    page.context.set_offline(False)
    comes_to(page, "year=")
    expect(trouble).to_be_hidden()
    assert same(page)


@LANGUAGES
def test_a_failure_is_told_and_tried_again(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", "phone")
    page.expected += ["ERR_FAILED"]  # type: ignore[attr-defined]
    page.route("**/?*page=2*", lambda route: route.abort())
    page.locator("nav.pages a[rel=next]").click()
    trouble = page.locator("#trouble")
    expect(trouble).to_be_visible()
    page.unroute("**/?*page=2*")
    trouble.locator("button").click()
    comes_to(page, "page=2")
    expect(trouble).to_be_hidden()


@LANGUAGES
def test_results_stay_while_the_engine_is_away(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", "phone")
    page.expected += ["503"]  # type: ignore[attr-defined]
    address, before = page.url, titles(page)
    page.evaluate(MARK)
    page.route("**/?*page=2*", lambda route: route.fulfill(status=503, body="away"))
    page.locator("nav.pages a[rel=next]").click()
    trouble = page.locator("#trouble")
    expect(trouble).to_be_visible()
    assert (page.url, titles(page)) == (address, before)
    page.unroute("**/?*page=2*")
    trouble.locator("button").click()
    comes_to(page, "page=2")
    expect(trouble).to_be_hidden()
    assert same(page)


def test_a_page_that_is_none_of_ours_is_gone_to(open_page: Open) -> None:
    page = open_page("/?q=lantern&ui=en")
    page.evaluate(MARK)
    page.locator(".hits h2 a").first.click()
    comes_to(page, "/article/")
    assert not same(page)
    page.go_back()
    expect(page.locator(".hits h2").first).to_be_visible()


def test_other_clicks_are_the_browsers(open_page: Open) -> None:
    page = open_page("/?q=lantern&ui=en")
    with page.context.expect_page() as opened:
        entry(page, "2016").click(modifiers=["ControlOrMeta"])
    assert "year=2016" in opened.value.url
    assert "year=2016" not in page.url


@LANGUAGES
def test_the_language_switch_keeps_the_search(open_page: Open, language: str) -> None:
    other = {"en": "fa", "fa": "en"}[language]
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    years(page).first.click()
    comes_to(page, "year=")
    page.locator(f"#switch a[hreflang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    assert "year=" in page.url
    assert page.locator("#q").input_value() == WORDS[language]


def test_what_is_typed_after_enter_is_kept(open_page: Open) -> None:
    page = open_page("/?ui=en&q=bridge")
    held = []
    page.route(lambda url: "q=canal" in url and "suggest" not in url, lambda route: held.append(route))
    box = page.locator("#q")
    box.fill("canal")
    box.press("Enter")
    page.wait_for_timeout(100)
    # Without an event, or the next search would begin before this answer comes.
    box.evaluate("box => { box.value = 'canal l'; }")
    held[0].continue_()
    comes_to(page, "q=canal")
    expect(page.locator("h1")).to_contain_text("canal")
    assert box.input_value() == "canal l"
    page.unroute_all(behavior="ignoreErrors")
