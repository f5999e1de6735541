"""How are pages read from the web? Politely, within limits, and never from a private address."""

from indexer.fetching.addresses import ForbiddenAddressError
from indexer.fetching.answer import Answer, FetchError, GoneError, UnansweredError, Validators
from indexer.fetching.fetcher import Fetcher
from indexer.fetching.options import FetchOptions

__all__ = [
    "Answer",
    "FetchError",
    "FetchOptions",
    "Fetcher",
    "ForbiddenAddressError",
    "GoneError",
    "UnansweredError",
    "Validators",
]
