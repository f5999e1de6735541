"""Errors that a browser reports: script errors, violations of the policy, other hosts, failed requests."""

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response


class Watched:
    """Collects the errors of one page until it is stopped. ``page.expected`` are parts of errors that a test
    expects. Requests are only watched if a site is given: the one that may be asked.
    """

    def __init__(self, page: Page, site: str | None) -> None:
        self.page = page
        self._all: list[str] = []
        self._site = site
        self._listeners = {"console": self._console, "pageerror": self._error}
        if site:
            self._listeners |= {"request": self._request, "response": self._response}
        for event, listener in self._listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def stop(self) -> list[str]:
        """Watch no longer, and return all unexpected errors."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        expected: list[str] = self.page.expected  # type: ignore[attr-defined]
        return [one for one in self._all if not any(piece in one for piece in expected)]

    def _error(self, error: Error) -> None:
        self._all.append(f"error: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._all.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._site or "", "data:", "blob:", "about:")):
            self._all.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._all.append(f"{response.status}: {response.url}")
