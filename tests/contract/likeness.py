"""When have two engines the same answer?"""

from engines.port.engine import SearchEngine
from search.model import SearchRequest, SearchResult
from search.searcher import Searcher

TIE = 0.001
"""Scores that differ by less, as parts of themselves, decide nothing: rounding may tip them."""


def figures(result: SearchResult) -> tuple[object, ...]:
    """All that is counted in an answer."""
    facets = {name: {b.value: b.count for b in buckets} for name, buckets in result.facets.items()}
    return result.total, result.articles, result.partial, result.matched_words, facets, result.timeline


def alike(engine: SearchEngine, request: SearchRequest, one: SearchResult, two: SearchResult) -> bool:
    """Whether each place of the second answer has a hit that the first one's engine scores as its own."""
    wide = SearchRequest(request.text, size=100, facets=(), timeline=None, collapse=request.collapse)
    scores = {hit.document.id: hit.score or 0.0 for hit in Searcher(engine).search(wide).hits}
    # Of a pattern's hits, which all score the same, any may stand first.
    least = min(scores.values(), default=0.0)
    places = zip(one.hits, two.hits, strict=True)
    pairs = ((a.score or 0.0, scores.get(b.document.id, least)) for a, b in places)
    return all(abs(other - score) <= TIE * score for score, other in pairs)
