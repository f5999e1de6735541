"""Limits and identity of a fetcher."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from indexer.fetching.addresses import is_public

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """``contact`` is an address or e-mail for a site's owner. ``delay`` is the number of seconds between two
    requests to one host. ``private`` allows private addresses; ``public`` decides which addresses are public.

    ``connect``, ``read`` and ``total`` are timeouts in seconds for the connection, for each wait, and for a
    complete response. ``max_bytes`` limits a body, compressed or not. A request is tried ``tries`` times,
    with pauses that grow from ``backoff`` seconds. If a site asks to wait more than ``patience`` seconds, it
    is not tried again.
    """

    contact: str = ""
    delay: float = 1.0
    private: bool = False
    connect: float = 10.0
    read: float = 30.0
    total: float = 120.0
    max_bytes: int = 32 * MEGABYTE
    tries: int = 5
    backoff: float = 1.0
    patience: float = 120.0
    max_redirects: int = 10
    public: Callable[[str], bool] = is_public

    @property
    def user_agent(self) -> str:
        """Says to a site's owner who we are, and where to complain."""
        # A header is one line of ASCII.
        contact = " ".join(self.contact.encode("ascii", "replace").decode().split())
        return f"Fehrest/{_version()}" + (f" (+{contact})" if contact else "")


def _version() -> str:
    try:
        return version("fehrest")
    except PackageNotFoundError:
        return "0"
