"""Limits of the size of an export."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportSizes:
    """Limits of one response.

    ``file`` is the maximum number of articles in a file, ``feed`` the entries per page of a feed, ``sitemap``
    the addresses in one part of the sitemap. The standard allows 50,000 addresses and 50 MB; 10,000 with
    alternates always fit.
    """

    file: int = 10_000
    feed: int = 50
    sitemap: int = 10_000


SIZES = ExportSizes()
"""The default limits."""
