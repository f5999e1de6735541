"""Pages that one test after another uses. An address in a new page costs three times the processor time that
it costs in one that is open, because each new page starts processes of the browser.
"""

from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.watching import Watched

DESKTOP = {"width": 1280, "height": 900}
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Pages:
    """Pages of the site at an address, each in a window of its own.

    With ``alone``, a request to another host or a failed one is an error. ``expected`` are parts of errors
    that no test minds.
    """

    def __init__(
        self, browser: Browser, site: str, *, alone: bool = True, expected: tuple[str, ...] = ()
    ) -> None:
        self._browser, self._site, self._alone, self._expected = browser, site, alone, expected
        self._kept: dict[bool, Page] = {}
        self._used: list[tuple[Watched, bool | None]] = []

    def open(
        self, *, script: bool = True, fresh: bool = False, viewport: Any = DESKTOP, **options: Any
    ) -> Page:
        """A page of this size. One with other options, or ``fresh``, is new, and closed after the test."""
        fresh = fresh or bool(options)
        page = None if fresh else self._kept.pop(script, None)
        if page:
            page.set_viewport_size(viewport)
        else:
            context = self._browser.new_context(
                base_url=self._site, viewport=viewport, java_script_enabled=script, **options
            )
            context.set_default_timeout(60_000)
            page = context.new_page()
        page.expected = list(self._expected)  # type: ignore[attr-defined]
        self._used.append((Watched(page, self._site if self._alone else None), None if fresh else script))
        return page

    def give_back(self, *, keep: bool) -> list[str]:
        """Clear the pages or close them, and return the errors that the browser reported. ``keep`` is False
        after a test that failed.
        """
        complaints = []
        for watched, kind in self._used:
            page = watched.page
            reusable = keep and kind is not None and kind not in self._kept and self._cleared(page)
            found = watched.stop()
            complaints += found
            if reusable and not found and kind is not None:
                self._kept[kind] = page
            else:
                page.context.close()
        self._used.clear()
        return complaints

    def close(self) -> None:
        """Close the pages that are kept."""
        for page in self._kept.values():
            page.context.close()
        self._kept.clear()

    def _cleared(self, page: Page) -> bool:
        """Remove what a test left in a page. False if errors may still come, or if it is elsewhere."""
        expected: list[str] = page.expected  # type: ignore[attr-defined]
        if page.is_closed() or expected != list(self._expected) or page.context.pages != [page]:
            return False
        if not page.url.startswith(f"{self._site}/"):
            return False
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate(_FORGET)
        page.context.clear_cookies()
        client = page.context.new_cdp_session(page)
        client.send("Network.clearBrowserCache")
        client.detach()
        # So that nothing of the next page is under the pointer.
        page.mouse.move(0, 0)
        return True
