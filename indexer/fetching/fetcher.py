"""A polite HTTP client with limits, retries, and a check of where each connection goes."""

import random
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import HTTPError, SSLError

from indexer.fetching.addresses import Target, parse_target, resolve
from indexer.fetching.answer import Answer, FetchError, GoneError, UnansweredError, Validators
from indexer.fetching.bodies import HalfBodyError, TooLargeError, read_body
from indexer.fetching.connections import Connections
from indexer.fetching.options import FetchOptions
from indexer.fetching.politeness import Pace, Robots

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_ROBOTS_BYTES = 512 * 1024
_EVERYTHING_FORBIDDEN = "User-agent: *\nDisallow: /"


class _AgainError(Exception):
    """A try failed, but another one may succeed. ``pause`` is what the site asks for, in seconds."""

    def __init__(self, reason: str, status: int = 0, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.status, self.pause = reason, status, pause


class Fetcher:
    """Fetches pages one after another. A context manager for use by one thread."""

    def __init__(self, options: FetchOptions | None = None) -> None:
        self.options = options or FetchOptions()
        self._connections = Connections(self.options)
        self._pace = Pace(self.options.delay)
        self._robots: dict[str, Robots] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connections.close()

    def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        check: Callable[[Answer], None] | None = None,
        max_bytes: int | None = None,
    ) -> Answer:
        """The response for a page: 2xx or, with ``validators``, 304.

        Args:
            check: raises ValueError for an incomplete body, which is then fetched again.

        Raises:
            GoneError: 404 or 410.
            ForbiddenAddressError: the address is not public.
            FetchError: anything else.
        """
        headers = validators.headers() if validators else {}
        limit = max_bytes or self.options.max_bytes
        seen = {url}
        here = url
        for _ in range(self.options.max_redirects + 1):
            answer = self._patiently(parse_target(here), headers, limit, check)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return self._judged(answer)
            here = urljoin(here, location)
            if here in seen:
                raise FetchError(url, f"its redirects form a loop, back to {here}", answer.status)
            seen.add(here)
        raise FetchError(url, f"it redirects more than {self.options.max_redirects} times")

    def robots(self, url: str) -> Robots:
        """The robots.txt of the page's host. Its crawl delay is respected from now on.

        A missing one allows everything; one that cannot be read at the moment forbids everything (RFC 9309,
        section 2.3.1).
        """
        target = parse_target(url)
        root = f"{target.scheme}://{target.authority}"
        if root not in self._robots:
            robots = Robots(self._robots_text(f"{root}/robots.txt"), self.options.user_agent)
            self._pace.slow_down(target.authority, robots.delay)
            self._robots[root] = robots
        return self._robots[root]

    def _robots_text(self, url: str) -> str:
        try:
            answer = self.get(url, max_bytes=_ROBOTS_BYTES)
        except FetchError as error:
            return "" if 400 <= error.answered < 500 and error.answered != 429 else _EVERYTHING_FORBIDDEN
        return answer.content.decode("utf-8", "replace")

    @staticmethod
    def _judged(answer: Answer) -> Answer:
        if answer.status in _GONE:
            raise GoneError(answer.url, f"the site answers {answer.status}", answer.status)
        if answer.status != 304 and not 200 <= answer.status < 300:
            raise FetchError(answer.url, f"the site answers {answer.status}", answer.status)
        return answer

    def _patiently(
        self, target: Target, headers: dict[str, str], limit: int, check: Callable[[Answer], None] | None
    ) -> Answer:
        """One response, requested again after failures that may pass. Raises FetchError after the
        last try.
        """
        for tries in range(1, self.options.tries + 1):
            try:
                return self._once(target, headers, limit, check)
            except _AgainError as error:
                if error.pause > self.options.patience:
                    raise FetchError(
                        target.url,
                        f"{error.reason}; it asks to wait {error.pause:.0f} s",
                        error.status,
                    ) from None
                if tries == self.options.tries:
                    raise UnansweredError(
                        target.url, f"{error.reason}, after {tries} tries", error.status
                    ) from None
                time.sleep(max(error.pause, self._backoff(tries)))
        raise AssertionError("there is at least one try")

    def _backoff(self, tries: int) -> float:
        """Doubled each time, with jitter, so that clients that failed together do not return together."""
        longest = min(self.options.backoff * 2.0 ** (tries - 1), self.options.patience)
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret

    def _once(
        self, target: Target, headers: dict[str, str], limit: int, check: Callable[[Answer], None] | None
    ) -> Answer:
        addresses = resolve(target, private=self.options.private, public=self.options.public)
        self._pace.wait(target.authority)
        deadline = time.monotonic() + self.options.total
        try:
            with self._connections.open(target, addresses, headers) as response:
                if response.status in _AGAIN:
                    raise _AgainError(
                        f"the site answers {response.status}", response.status, _pause(response.headers)
                    )
                answer = Answer(
                    url=target.url,
                    status=response.status,
                    headers={name.lower(): value for name, value in response.headers.items()},
                    content=read_body(response, limit, deadline),
                )
        except TooLargeError as error:
            raise UnansweredError(target.url, str(error)) from error
        except SSLError as error:
            raise FetchError(target.url, f"its certificate is not trusted: {error}") from error
        except (HTTPError, OSError, HalfBodyError) as error:
            raise _AgainError(_words(error)) from error
        try:
            if check and 200 <= answer.status < 300:
                check(answer)
        except ValueError as error:
            raise _AgainError(str(error), answer.status) from error
        return answer


def _pause(headers: urllib3.HTTPHeaderDict) -> float:
    """Seconds or a date (RFC 9110, section 10.2.3); 0 if it is missing or invalid."""
    try:
        return float(urllib3.Retry().parse_retry_after(headers.get("Retry-After", "0")) or 0)
    except (HTTPError, ValueError, OverflowError):
        return 0.0


def _words(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError):
        return "the site does not answer in time"
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return "no connection"
    if isinstance(
        error, HalfBodyError | urllib3.exceptions.IncompleteRead | urllib3.exceptions.ProtocolError
    ):
        return f"the response was interrupted: {error}"
    return str(error) or type(error).__name__
