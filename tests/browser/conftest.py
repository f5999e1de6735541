"""A real server with the sample archive, started once per worker, and pages of the browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.running import SIZES, running
from tests.browser.watching import Watched


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, without a trailing slash."""
    with running(tmp_path_factory.mktemp("site")) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Opens an address, or none, in a new window. An error that the browser reports fails the test."""
    contexts, watched = [], []

    def open_(path: str | None = "/", size: str = "desktop", *, script: bool = True, **more: object) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=SIZES.get(size) or more.pop("viewport"),  # type: ignore[arg-type]
            java_script_enabled=script,
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(60_000)
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
