"""The pace of requests to a host, and its robots.txt."""

import time

from protego import Protego

_MAX_DELAY = 60.0  # a longer one would make a crawl of any archive endless


class Pace:
    """Keeps a pause between requests to one host, counted between their starts."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._slower: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow_down(self, host: str, delay: float) -> None:
        """The host itself asks for ``delay`` seconds. Our own delay is never undercut."""
        self._slower[host] = min(max(delay, self._delay), _MAX_DELAY)

    def wait(self, host: str) -> None:
        """Sleep until a request to this host is allowed."""
        now = time.monotonic()
        start = max(now, self._next.get(host, now))
        self._next[host] = start + self._slower.get(host, self._delay)
        if start > now:
            time.sleep(start - now)


class Robots:
    """The robots.txt of one host (RFC 9309)."""

    def __init__(self, text: str, user_agent: str) -> None:
        self._rules = Protego.parse(text)
        self._user_agent = user_agent

    def allows(self, url: str) -> bool:
        """Whether we may fetch this page."""
        return bool(self._rules.can_fetch(url, self._user_agent))

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for; 0 if it does not."""
        return float(self._rules.crawl_delay(self._user_agent) or 0.0)

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of the sitemaps that it names."""
        return list(self._rules.sitemaps)
