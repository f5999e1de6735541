"""The desk in a browser: results as you type, buttons, and the same without scripts."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.running import EDITOR_HEADER

LONG = 60_000
EDITOR = {EDITOR_HEADER: "mira"}
TITLE = "Tirvan waits for its new library"
TEXT = (
    "The old bridge gets its stones back, one by one, and the masons of Tirvan work in the rain.\n\n"
    "The lamp at Cape Orsa turns again, and the trains return to the Sarna valley this week."
)


def look_up(page: Page) -> None:
    """Type a draft, and wait for what the archive has."""
    page.fill("#title", TITLE)
    page.fill("#text", TEXT)
    expect(page.locator("#links li").first).to_be_visible(timeout=LONG)


def test_results_come_as_you_type_and_a_dismissed_link_does_not_come_back(open_page: Open) -> None:
    page = open_page("/desk?ui=fa", "phone", extra_http_headers=EDITOR)
    look_up(page)
    first = page.locator("#links li").first
    title = first.locator("h3").inner_text()
    assert first.locator("mark").inner_text() in TEXT
    first.locator("button[value^=dismiss]").click()
    expect(page.locator("#links h3", has_text=title)).to_have_count(0, timeout=LONG)
    assert page.evaluate("document.activeElement.form?.id ?? document.activeElement.tagName") != "BODY"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.locator("#near li").first).to_be_visible(timeout=LONG)
    assert (page.input_value("#title"), page.input_value("#text")) == (TITLE, TEXT)
    expect(page.locator("#links h3", has_text=title)).to_have_count(0, timeout=LONG)
    page.locator(".decided summary").click()
    page.locator(".decided button[name=undo]").first.click()
    expect(page.locator("#links h3", has_text=title)).to_have_count(1, timeout=LONG)
    page.locator("form.who button").click()
    page.goto("/desk?ui=fa")
    assert page.input_value("#text") == "", "nothing is kept after logging out"


def test_the_desk_works_with_the_keyboard_and_without_scripts(open_page: Open) -> None:
    page = open_page("/desk?ui=en", script=False, extra_http_headers=EDITOR)
    page.fill("#text", f"{TITLE}\n{TEXT}")
    page.locator("#title").press("Enter")
    expect(page.locator("#links li").first).to_be_visible(timeout=LONG)
    assert page.input_value("#title") == TITLE
