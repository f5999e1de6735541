"""Suggestions for a search with a scope: only those that articles inside it have.

The stored suggestions are those of the whole index and name no articles. So each is checked by a search in
the scope: an author or a category by its facet, a phrase or a title as a phrase in titles.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from engines.port.model import PATH_SEPARATOR
from search.model import SearchRequest, SearchResult
from search.suggest import Suggestion

MAX_CHECKS = 40
"""Maximum number of searches for one list of suggestions."""
_CATEGORIES = 1_000
"""Maximum number of categories that are looked at."""
_SIGNS = re.compile(r"[^\w\s\u200c'’-]")
"""Signs that a query might take as its own."""
Search = Callable[[SearchRequest], SearchResult]


def suggestions_inside(
    found: Iterable[Suggestion], search: Search, asked: SearchRequest, size: int
) -> tuple[Suggestion, ...]:
    """Up to ``size`` of these suggestions, in their order, with the counts inside the scope.

    Args:
        found: suggestions of the whole index, the best first.
        search: answers a request.
        asked: a request with the scope, and filters if there are any.
    """
    bare = replace(asked, page=1, size=1, facets=(), timeline=None, explain=False)
    checks = _Checks(search, bare)
    kept: list[Suggestion] = []
    for one in found:
        if len(kept) == size or checks.made >= MAX_CHECKS:
            break
        if count := checks.count(one):
            kept.append(replace(one, count=None if one.count is None else count))
    return tuple(kept)


class _Checks:
    """Counts what suggestions find, and the searches that it took."""

    def __init__(self, search: Search, bare: SearchRequest) -> None:
        self._search, self._bare, self.made = search, bare, 0
        self._categories: dict[str, int] | None = None

    def count(self, one: Suggestion) -> int:
        """The number of hits of a suggestion; 0 if there is none inside the scope."""
        if one.kind == "category":
            return self._category(one.text)
        if one.kind == "author":
            return self._total(self._bare.with_filter("author", (one.text,)))
        words = " ".join(_SIGNS.sub(" ", one.text).split())
        return self._total(replace(self._bare, text=f'title:"{words}"', exact=True)) if words else 0

    def _total(self, request: SearchRequest) -> int:
        self.made += 1
        result = self._search(request)
        # A search that was not run as written proves nothing.
        return 0 if result.partial or result.cuts else result.total

    def _category(self, name: str) -> int:
        if self._categories is None:
            self.made += 1
            asked = replace(self._bare, facets=("category",), facet_size=_CATEGORIES)
            self._categories = {}
            for bucket in self._search(asked).facets["category"]:
                last = bucket.value.rpartition(PATH_SEPARATOR)[2]
                self._categories[last] = max(bucket.count, self._categories.get(last, 0))
        return self._categories.get(name, 0)
