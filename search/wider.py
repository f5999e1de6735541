"""Searches with fewer filters, for one that found nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search.model import SearchRequest


@dataclass(frozen=True, slots=True)
class WiderSearch:
    """A search that finds something, and its number of hits.

    ``kind`` is what was dropped: ``dates``, ``filters`` (and the dates), ``exact`` (other forms of the words
    are found, too) or ``all`` (filters, dates and exact forms).
    """

    kind: str
    total: int
    request: SearchRequest


def wider_searches(request: SearchRequest, count: Callable[[SearchRequest], int]) -> Iterator[WiderSearch]:
    """The wider searches that have hits.

    Searches for any of the words are not included: a search that found nothing has already tried that.

    Args:
        count: runs a request and returns its number of hits.
    """
    bare = request.without_filters()
    wider = {
        "dates": request.without_dates(),
        "filters": bare,
        "exact": replace(request, exact=False, page=1),
        "all": replace(bare, exact=False),
    }
    tried = {request}
    for kind, wide in wider.items():
        if wide in tried:
            continue
        tried.add(wide)
        if total := count(wide):
            yield WiderSearch(kind, total, wide)
            if kind == "exact":
                return
