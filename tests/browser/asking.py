"""Helpers of several tests of a page. After a redesign, only these need changes."""

import re

from playwright.sync_api import Locator, Page, expect

WORDS = {"en": "lantern", "fa": "فانوس"}
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def number(language: str, digits: str) -> str:
    """Digits as the interface writes them."""
    return digits.translate(_PERSIAN) if language == "fa" else digits


def comes_to(page: Page, piece: str) -> None:
    """Wait for an address that contains a text."""
    expect(page).to_have_url(re.compile(re.escape(piece)))


def leaves(page: Page, piece: str) -> None:
    """Wait for an address that does not contain a text."""
    expect(page).not_to_have_url(re.compile(re.escape(piece)))


def titles(page: Page) -> list[str]:
    """The titles of the hits."""
    return page.locator(".hits h2").all_inner_texts()


def years(page: Page) -> Locator:
    """The entries of the facet of years, in the calendar of the page."""
    return page.locator("aside [data-facet=year] li a")


def count_of(found: Locator) -> int:
    """The number in a facet's entry, in any digits."""
    return int(re.sub(r"[^\d]", "", found.locator(".n").inner_text()))


def entry(page: Page, value: str) -> Locator:
    """The entry of a facet by its text."""
    return page.locator("aside a").filter(has=page.locator("bdi", has_text=value)).first
