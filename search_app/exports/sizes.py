"""How much one answer of the exports holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportSizes:
    """``file`` is the number of articles in one file, at most; ``feed`` the entries of one page of a feed.

    ``sitemap`` is the number of addresses in one part of the sitemap. The standard allows 50,000 and 50 MB;
    with alternates 10,000 fit surely.
    """

    file: int = 10_000
    feed: int = 50
    sitemap: int = 10_000


SIZES = ExportSizes()
"""Those of every application that is not given others."""
