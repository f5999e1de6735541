"""The timeline: bars are links, and with JavaScript a span of them can be chosen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.asking import WORDS, comes_to, leaves, titles
from tests.browser.conftest import Open

LANGUAGES = pytest.mark.parametrize("language", ["en", "fa"])


def bars(page: Page) -> Locator:
    return page.locator("[data-brush] a")


def middle(bar: Locator) -> tuple[float, float]:
    box = bar.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def span(page: Page) -> tuple[str, str]:
    """The first and last year in the address."""
    found = re.findall(r"(?:from|to)=(\d{4})", page.url)
    assert len(found) == 2, page.url
    return found[0], found[1]


@LANGUAGES
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_bar_leads_into_its_time(open_page: Open, language: str, script: bool, size: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}", size, script=script)
    count = bars(page).count()
    assert count >= 4
    x, y = middle(bars(page).nth(1))
    page.mouse.click(x, y)
    leaves(page, f"{WORDS['en']}&ui")
    expect(page.locator(".chips a").first).to_be_visible()
    expect(bars(page).first).to_be_visible()
    assert bars(page).count() > 1
    assert titles(page)


@LANGUAGES
def test_dragging_chooses_a_span(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    (x, y), (to, _) = middle(bars(page).nth(0)), middle(bars(page).nth(2))
    if language == "fa":
        assert to < x, "time runs from right to left"
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to) / 2, y, steps=4)
    page.mouse.move(to, y, steps=4)
    assert page.locator("[data-brush] [data-on]").count() == 3
    page.mouse.up()
    comes_to(page, "from=")
    first, last = span(page)
    assert 2 <= int(last) - int(first) <= 3


@LANGUAGES
def test_shift_and_arrows_choose_a_span(open_page: Open, language: str) -> None:
    page = open_page(f"/?q={WORDS[language]}&ui={language}")
    bars(page).nth(0).focus()
    forward = "ArrowRight" if language == "en" else "ArrowLeft"
    for _ in range(2):
        page.keyboard.press(f"Shift+{forward}")
    assert page.locator("[data-brush] [data-on]").count() == 3
    expect(page.locator("#said")).to_contain_text(" – ")
    page.keyboard.press("Escape")
    assert page.locator("[data-brush] [data-on]").count() == 0
    back = "ArrowLeft" if language == "en" else "ArrowRight"
    page.keyboard.press(f"Shift+{back}")
    page.keyboard.press("Enter")
    comes_to(page, "from=")
    first, last = span(page)
    assert 1 <= int(last) - int(first) <= 2
