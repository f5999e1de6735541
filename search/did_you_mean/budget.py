"""How many searches may be tried for one answer that found little."""

from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

MAX_SEARCHES = 24
"""Searches of one call. What was found until then is offered."""


class TooManySearchesError(Exception):
    """The searches are used up; caught where the offers are gathered."""


class SearchBudget:
    """Runs searches until ``MAX_SEARCHES`` were run."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._left = MAX_SEARCHES

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request.

        Raises:
            TooManySearchesError: enough were run.
        """
        if not self._left:
            raise TooManySearchesError
        self._left -= 1
        return self._searcher.search(request)
