"""Limits the number of searches that are tried for one answer."""

from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

MAX_SEARCHES = 24
"""Maximum number of searches for one answer. What was found by then is suggested."""
_OF_A_PARTIAL_ANSWER = 3
"""The searches that an engine runs for a partial answer."""


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
        if self._left <= 0:
            raise TooManySearchesError
        found = self._searcher.search(request)
        self._left -= _OF_A_PARTIAL_ANSWER if found.partial else 1
        return found
