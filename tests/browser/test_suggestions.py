"""The box with suggestions: an ARIA combobox, and a plain text field without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

TYPED = {"en": "lan", "fa": "فان"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])


def type_(page: Page, text: str) -> None:
    page.locator("#q").press_sequentially(text, delay=20)


def options(page: Page):
    return page.locator("[role=listbox] [role=option]")


def active(page: Page) -> str | None:
    """The text of the option that the box marks as active."""
    return page.evaluate(
        "document.getElementById(document.getElementById('q').getAttribute('aria-activedescendant'))?.dataset.text"
    )


@pytest.fixture
def typed(open_page: Open):
    def open_(language: str = "en", size: str = "desktop") -> Page:
        page = open_page(f"/?ui={language}", size)
        type_(page, TYPED[language])
        expect(options(page).first).to_be_visible()
        return page

    return open_


@LANGUAGES
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_suggestions_come_as_one_types(typed, language: str, size: str) -> None:
    page = typed(language, size)
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    expect(page.locator("#said")).not_to_be_empty()
    assert options(page).first.locator("mark").inner_text().lower() == TYPED[language]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@LANGUAGES
def test_arrows_walk_and_enter_searches(typed, language: str) -> None:
    page = typed(language)
    count = options(page).count()
    assert count > 1
    texts = [options(page).nth(at).get_attribute("data-text") for at in range(count)]
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[0]
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[1]
    page.keyboard.press("End")
    assert active(page) == texts[-1]
    page.keyboard.press("ArrowDown")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page) == texts[-1]
    page.keyboard.press("Home")
    assert active(page) == texts[0]
    assert page.locator("[aria-selected=true]").count() == 1
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value(texts[0])
    expect(page.locator(".hits mark").first).to_be_visible()
    expect(options(page).first).to_be_hidden()


def test_escape_closes_and_the_text_stays(typed) -> None:
    page = typed()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(page.locator("#q")).to_have_value(TYPED["en"])
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options(page).first).to_be_hidden()


def test_a_click_chooses(typed) -> None:
    page = typed("fa", "phone")
    text = options(page).nth(1).get_attribute("data-text")
    options(page).nth(1).click()
    expect(page.locator("#q")).to_have_value(text)
    expect(page.locator(".hits h2").first).to_be_visible()


def test_nothing_is_asked_while_a_word_is_being_composed(open_page: Open) -> None:
    page = open_page("/?ui=fa", fresh=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest" in request.url else None)
    page.locator("#q").focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "فان", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(400)
    assert asked == []
    client.send("Input.insertText", {"text": "فان"})
    expect(options(page).first).to_be_visible()


def test_an_earlier_answer_is_given_up(open_page: Open) -> None:
    page = open_page("/?ui=en")
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    held = []
    page.route(lambda url: url.endswith("suggest?q=la"), lambda route: held.append(route))
    type_(page, "la")
    page.wait_for_timeout(300)
    assert len(held) == 1
    type_(page, "n")
    expect(options(page).first).to_be_visible()
    assert any(url.endswith("suggest?q=la") for url in failed)


@LANGUAGES
@pytest.mark.parametrize("key", ["/", "ظ"])
def test_slash_goes_to_the_box(open_page: Open, language: str, key: str) -> None:
    page = open_page(f"/?q=lantern&ui={language}")
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code: 'Slash', bubbles: true}))"
    page.evaluate(f"key => {press}", key)
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "lantern"
    # In the box itself it is a normal character.
    page.locator("#q").fill("")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_have_value("/")


def test_the_key_can_be_turned_off(open_page: Open) -> None:
    page = open_page("/?ui=en")
    page.locator("details.help > summary").click()
    page.locator("#slash").uncheck()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()


@LANGUAGES
def test_without_javascript_it_is_a_plain_box(open_page: Open, language: str) -> None:
    page = open_page(f"/?ui={language}", script=False)
    page.locator("#q").fill({"en": "lantern", "fa": "فانوس"}[language])
    page.locator("#q").press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator(".hits h2").count() == 10
    assert page.locator("[role=listbox]").count() == 0
    assert page.locator("#slash").is_hidden()
