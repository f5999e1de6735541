"""Limits the number of searches that are tried for one answer."""

from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

MAX_SEARCHES = 24
"""Maximum number of searches for one answer. What was found by then is suggested."""


class TooManySearchesError(Exception):
    """All searches have been used. Caught where the suggestions are collected."""


class SearchBudget:
    """Runs at most ``most`` searches."""

    def __init__(self, searcher: Searcher, most: int = MAX_SEARCHES) -> None:
        self._searcher = searcher
        self._left = most

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request.

        Raises:
            TooManySearchesError: all searches have been used.
        """
        if not self._left:
            raise TooManySearchesError
        self._left -= 1
        return self._searcher.search(request)
