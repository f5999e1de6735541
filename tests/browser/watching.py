"""Errors that a browser reports: script errors, violations of the policy, other hosts, failed requests."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Watched:
    """Collects the errors of one page. ``allowed`` are parts of errors that a test expects."""

    def __init__(self, page: Page, site: str) -> None:
        self._all: list[str] = []
        self._site = site
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._all.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.expected = []  # type: ignore[attr-defined]
        self._page = page

    @property
    def complaints(self) -> list[str]:
        """All unexpected errors."""
        expected: list[str] = self._page.expected  # type: ignore[attr-defined]
        return [one for one in self._all if not any(piece in one for piece in expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._all.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._site, "data:", "blob:", "about:")):
            self._all.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._all.append(f"{response.status}: {response.url}")
