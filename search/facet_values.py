"""All values of one facet under a request, with a search within them.

Matching is lenient: letters are folded as in keyword fields (ي is ی, ë is e, case is ignored), and every word
may be anywhere in the value. Engines count the values exactly; here they are only filtered.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from analyzers import fold
from search.model import Bucket, SearchRequest
from search.searcher import Searcher

ALL_VALUES = 60_000
"""Maximum number of values that are searched. If an archive has more, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """One page of values.

    ``buckets`` are the values on the page, by count and then by value, ``matching`` is the number of values
    that match, ``total`` the number of all values.
    """

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
    """The values of a facet among the hits of a request that contain every word of ``text``.

    Each count is the number of hits that choosing the value gives.

    Args:
        offset: number of matching values to skip.
        size: maximum number of values to return.
        label: returns the displayed form of a value, in which the words are searched.

    Raises:
        UnknownFieldError: documents have no such facet.
    """
    asked = replace(request, facets=(facet,), page=1, size=0, timeline=None, explain=False)
    every = searcher.search(replace(asked, facet_size=ALL_VALUES)).facets[facet]
    words = fold(text).split()
    found = [b for b in every if all(word in _text(b, label) for word in words)] if words else every
    return FacetValues(tuple(found[offset : offset + size]), len(found), len(every))


def _text(bucket: Bucket, label: Callable[[str], str]) -> str:
    """The letters by which a value is found; those of all its names, if it has several."""
    return "\n".join(_folded(label(name)) for name in (bucket.value, *(name for _, name in bucket.names)))


@lru_cache(maxsize=1 << 17)
def _folded(text: str) -> str:
    return fold(text)
