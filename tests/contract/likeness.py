"""When do two engines have the same answer?"""

from engines.port.engine import SearchEngine
from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

TIE = 0.001
"""A smaller relative difference of scores does not count, because it may come from rounding."""


def figures(result: SearchResult) -> tuple[object, ...]:
    """All counts of an answer."""
    facets = {name: {b.value: b.count for b in buckets} for name, buckets in result.facets.items()}
    return result.total, result.articles, result.partial, result.matched_words, facets, result.timeline


def alike(engine: SearchEngine, request: SearchRequest, one: SearchResult, two: SearchResult) -> bool:
    """Whether each rank of the second answer has a hit with the same score on the first one's engine."""
    wide = SearchRequest(request.text, size=100, facets=(), timeline=None, collapse=request.collapse)
    scores = {hit.document.id: hit.score or 0.0 for hit in Searcher(engine).search(wide).hits}
    # The hits of a pattern have equal scores, so any of them may come first.
    least = min(scores.values(), default=0.0)
    places = zip(one.hits, two.hits, strict=True)
    pairs = ((a.score or 0.0, scores.get(b.document.id, least)) for a, b in places)
    return all(abs(other - score) <= TIE * score for score, other in pairs)
