"""A real server over the sample archive and a real browser; both once for all tests of a worker."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import library
from tests.browser.finding import find_browser
from tests.browser.watching import Watched

SAMPLE = Path(__file__).parents[2] / "index_data" / "sample"
FEHREST = [sys.executable, "-u", "-c", "from search_app.cli import main; main()"]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("FEHREST_")}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, without a slash at the end."""
    folder = tmp_path_factory.mktemp("site")
    more = library.write(folder / "lanterns.jsonl")
    command = [*FEHREST, "--data", str(folder / "data")]
    sources = [str(SAMPLE / "pages"), str(SAMPLE / "export.xml"), str(more)]
    subprocess.run([*command, "ingest", *sources], env=environment(), check=True, capture_output=True)
    server = subprocess.Popen(
        [*command, "serve", "--port", "0"], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        line = next(line for line in server.stdout if " at http" in line)
        yield line.split(" at ")[-1].strip().rstrip("/")
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium: scripts/browser.sh tells how one is had")
    flags = [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        # Playwright gives the browser an empty folder for its user, and removes it afterwards.
        opened = playwright.chromium.launch(executable_path=program, args=flags)
        yield opened
        opened.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Opens an address, or none, in a window of its own; what the browser complains of fails the test."""
    contexts, watched = [], []

    def open_(path: str | None = "/", size: str = "desktop", *, script: bool = True, **more: object) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=SIZES.get(size) or more.pop("viewport"),  # type: ignore[arg-type]
            java_script_enabled=script,
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watched.append(Watched(page, site))
        if path:
            page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    complaints = [complaint for one in watched for complaint in one.complaints]
    assert complaints == []
