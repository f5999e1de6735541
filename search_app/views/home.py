"""The facets of the home page: values of the reader's language come first."""

from collections.abc import Mapping
from dataclasses import replace

from search.model import Bucket, SearchRequest

HOME_VALUES = 1_000
"""Maximum number of values per facet among which those of the reader's language are looked for."""
_SAME_FOR_ALL = ("language", "year")
"""Facets whose values are of no language."""

Facets = Mapping[str, tuple[Bucket, ...]]


def is_home(request: SearchRequest) -> bool:
    """Whether a request asks for everything: no words, filters or days."""
    return not (request.text or request.filters or request.first_day or request.last_day)


def in_language(request: SearchRequest, language: str) -> SearchRequest:
    """The same request for the facets of the articles in one language, without hits."""
    return replace(request.with_filter("language", (language,)), page=1, size=0, timeline=None)


def own_first(facets: Facets, own: Facets) -> dict[str, tuple[Bucket, ...]]:
    """The facets with the values of ``own`` at the front, each part in its order. Counts do not change."""
    return {
        name: buckets if name in _SAME_FOR_ALL else _front(buckets, own.get(name, ()))
        for name, buckets in facets.items()
    }


def _front(buckets: tuple[Bucket, ...], own: tuple[Bucket, ...]) -> tuple[Bucket, ...]:
    known = {bucket.value for bucket in own if bucket.count}
    return (
        *(bucket for bucket in buckets if bucket.value in known),
        *(bucket for bucket in buckets if bucket.value not in known),
    )
