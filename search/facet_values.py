"""All values of one facet under a request, and those of them that a reader looks for.

What is typed is matched forgivingly: letters as keywords are compared (ي is ی, ë is e, capitals do not
matter), every word anywhere in the value. Engines count values exactly already; here they are only chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from analyzers import fold
from search.model import Bucket, SearchRequest
from search.searcher import Searcher

ALL_VALUES = 60_000
"""Values of one facet that are looked through; an archive with more has them by their counts."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """``buckets`` are one page of the ``matching`` values, of ``total`` in all; by count, then by value."""

    buckets: tuple[Bucket, ...]
    matching: int
    total: int


def facet_values(
    searcher: Searcher,
    request: SearchRequest,
    facet: str,
    text: str = "",
    *,
    offset: int = 0,
    size: int = 50,
    label: Callable[[str], str] = str,
) -> FacetValues:
    """The values of a facet that documents of a request have, and that hold every word of ``text``.

    Each count is the number of hits that choosing the value gives. ``label`` tells how readers see a value,
    where that is not the value itself: it is what the words are looked for in.

    Raises:
        UnknownFieldError: documents have no such facet.
    """
    asked = replace(request, facets=(facet,), page=1, size=0, timeline=None, explain=False)
    every = searcher.search(replace(asked, facet_size=ALL_VALUES)).facets[facet]
    words = fold(text).split()
    found = [b for b in every if all(word in _folded(label(b.value)) for word in words)] if words else every
    return FacetValues(tuple(found[offset : offset + size]), len(found), len(every))


@lru_cache(maxsize=1 << 17)
def _folded(text: str) -> str:
    return fold(text)
