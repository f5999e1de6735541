"""Counts requests against a limit such as ``60/minute``, in memory, with the library ``limits``.

Each process of a service counts on its own.
"""

import ipaddress
import math
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from search_app.access.keys import KeyFormError

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import SlidingWindowCounterRateLimiter

_NETWORK = 64
"""Bits of an IPv6 address that name a client: a provider gives each customer at least so many addresses."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left of a limit. ``reset`` is the number of seconds until there is more."""

    allowed: bool
    limit: int
    window: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """The header fields of draft-ietf-httpapi-ratelimit-headers-10, and Retry-After for a refusal."""
        fields = {
            "RateLimit-Policy": f'"api";q={self.limit};w={self.window}',
            "RateLimit": f'"api";r={self.remaining};t={self.reset}',
        }
        return fields if self.allowed else fields | {"Retry-After": str(self.reset)}


class Rates:
    """Counts the requests of clients. Thread-safe. ``limits`` is imported when the first limit is used."""

    @cached_property
    def _limiter(self) -> "SlidingWindowCounterRateLimiter":
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        return SlidingWindowCounterRateLimiter(MemoryStorage())

    def take(self, rate: str, *client: str) -> Quota:
        """Count one request.

        Args:
            rate: the limit.
            client: what distinguishes clients, such as a key's id and an address.
        """
        item = parsed(rate)
        allowed = self._limiter.hit(item, *client)
        stats = self._limiter.get_window_stats(item, *client)
        reset = max(1, math.ceil(stats.reset_time - time.time()))
        return Quota(allowed, item.amount, item.get_expiry(), stats.remaining, reset)


@lru_cache(maxsize=256)
def parsed(rate: str) -> "RateLimitItem":
    """A limit as the library reads it: ``60/minute``, ``5 per 10 seconds``.

    Raises:
        KeyFormError: the text is not a limit.
    """
    from limits import parse

    try:
        item = parse(rate)
    except ValueError:
        item = None
    if item is None or item.amount < 1 or item.get_expiry() < 1:
        raise KeyFormError(f"{rate!r} is not a rate; use one such as 60/minute or 1000/hour")
    return item


def client_of(address: str) -> str:
    """The client that an address belongs to: the address itself, or the /64 network of an IPv6 address."""
    try:
        parsed_address = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed_address.version == 4:
        return address
    return str(ipaddress.ip_network((parsed_address, _NETWORK), strict=False))
