"""Facet values as they are in the index: ``category=سياسة`` typed with other letters or in other case.

Only for a filter that found nothing, because the values have to be counted.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from analyzers import fold
from search.model import SearchRequest, SearchResult

_MOST_VALUES = 60_000
_CODES = frozenset({"language", "year"})
"""Facets whose values are codes that nobody spells otherwise."""


def respelled(request: SearchRequest, search: Callable[[SearchRequest], SearchResult]) -> SearchRequest:
    """The request with each facet value replaced by those of the index that are folded to the same text.

    Args:
        search: answers a request.
    """
    names = tuple(name for name, _ in request.filters if name not in _CODES)
    if not names:
        return request
    every = replace(
        request,
        text="",
        filters=(),
        first_day=None,
        last_day=None,
        facets=names,
        facet_size=_MOST_VALUES,
        size=0,
        page=1,
        timeline=None,
        collapse=False,
        explain=False,
    )
    facets = search(every).facets
    for name in names:
        known: defaultdict[str, list[str]] = defaultdict(list)
        for bucket in facets[name]:
            known[fold(bucket.value)].append(bucket.value)
        values = (found for value in request.selected(name) for found in known.get(fold(value), [value]))
        request = request.with_filter(name, tuple(dict.fromkeys(values)))
    return request
