"""Finds a Chromium. ``python -m tests.browser.finding`` prints its path, or fails."""

import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """A program on PATH, else Playwright's if it was downloaded."""
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or _own()


def _own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        whole = Path(playwright.chromium.executable_path)
    # Without the complete browser there may be the headless one, in a folder next to it.
    shells = whole.parents[2].glob("chromium_headless_shell-*/*/*headless*shell*")
    return next((str(path) for path in (whole, *sorted(shells)) if path.is_file()), None)


if __name__ == "__main__":
    found = find_browser()
    print(found or "no Chromium")
    sys.exit(0 if found else 1)
