"""What is offered to a reader whose search found nothing, or next to nothing."""

from dataclasses import dataclass

from search.model import SearchRequest, SearchResult


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Another search that finds more, and how many articles it finds.

    ``kind`` tells why: ``spelling``, ``keyboard`` (another layout was on), ``transliteration`` (the other
    script), ``language`` (there are articles in another language than those chosen), ``filters`` (there are
    articles without the filters). ``text`` is what to show: the query, or for ``language`` its code.
    """

    kind: str
    text: str
    total: int
    request: SearchRequest


def missing(result: SearchResult) -> int:
    """How many of the query's words the hits do not have; without hits more than any query has words."""
    return result.wanted_words - result.matched_words if result.total else 1_000_000


def complete(result: SearchResult) -> int:
    """The number of articles that have all that was asked for."""
    return 0 if result.partial else result.total
