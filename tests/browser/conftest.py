"""A real server with the sample archive, started once per worker, and pages of the browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.pages import Pages
from tests.browser.running import SIZES, running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server, without a trailing slash."""
    with running(tmp_path_factory.mktemp("site")) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture(scope="session")
def pages(browser: Browser, site: str) -> Iterator[Pages]:
    """The pages of the server, which all tests use."""
    opened = Pages(browser, site)
    yield opened
    opened.close()


@pytest.fixture
def open_page(pages: Pages, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens an address, or none. An error that the browser reports fails the test.

    The page may be one that a test before used, without its storage, cache, cookies and routes. A test
    that changes more of a page than these passes ``fresh=True``.
    """

    def open_(path: str | None = "/", size: str = "desktop", **more: object) -> Page:
        page = pages.open(**{"viewport": SIZES.get(size), **more})
        if path:
            page.goto(path)
        return page

    failed = request.session.testsfailed
    yield open_
    assert pages.give_back(keep=request.session.testsfailed == failed) == []
