"""Suggestions for a search that found nothing or hardly anything."""

from dataclasses import dataclass

from search.model import SearchRequest, SearchResult


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Another search that finds more, and the number of articles it finds.

    ``kind`` is the reason: ``spelling``, ``keyboard`` (another layout was on), ``transliteration`` (another
    script), ``language`` (articles exist in a language that is not chosen), or ``filters`` (articles exist
    without the filters). ``text`` is what to display: the query, or the code for ``language``.
    """

    kind: str
    text: str
    total: int
    request: SearchRequest


def missing(result: SearchResult) -> int:
    """How many of the query's words the hits lack; without hits, more than any query has words."""
    return result.wanted_words - result.matched_words if result.total else 1_000_000


def complete(result: SearchResult) -> int:
    """The number of articles that contain all the words of the query."""
    return 0 if result.partial else result.total
