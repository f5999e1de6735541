"""More like this: articles that share an article's most significant words, and those words."""

import math
from collections import Counter
from dataclasses import dataclass

from analyzers import get_analyzer
from engines.port.engine import EngineHit, EngineQuery, SearchEngine
from engines.port.model import Document
from engines.port.terms import Bool, InStory, Lookup
from search.documents import terms_of
from search.scope import Scope, within

_MAX_TOKENS = 3_000
_MAX_TERMS = 25
_TITLE_WEIGHT = 3
_TOO_COMMON = 0.2
_SHORTEST = 2
"""Minimum length of a significant word. A higher limit, as used for Latin letters, would drop Persian and
Arabic words.
"""


@dataclass(frozen=True, slots=True)
class TellingTerm:
    """A term of the article, a form in which it was written, and its weight."""

    term: str
    surface: str
    weight: float


@dataclass(frozen=True, slots=True)
class RelatedHit:
    """A related article, and the words that it shares, most significant first."""

    document: Document
    score: float
    shared: tuple[str, ...]


def telling_terms(engine: SearchEngine, document: Document) -> tuple[TellingTerm, ...]:
    """The terms that distinguish an article: frequent in it (more so in the title), rare elsewhere."""
    frequencies, surfaces = _term_frequencies(document)
    total = engine.count()
    shared = engine.document_frequencies("text", frequencies)
    ceiling = max(10.0, _TOO_COMMON * total)
    weighted = (
        TellingTerm(term, surfaces[term], tf / (tf + 1.2) * math.log1p(total / shared[term]))
        for term, tf in frequencies.items()
        if 0 < shared[term] <= ceiling
    )
    return tuple(sorted(weighted, key=lambda t: (-t.weight, t.term))[:_MAX_TERMS])


def _term_frequencies(document: Document) -> tuple[Counter[str], dict[str, str]]:
    analyzer = get_analyzer(document.language)
    frequencies: Counter[str] = Counter()
    surfaces: dict[str, str] = {}
    for text, weight in ((document.title, _TITLE_WEIGHT), (document.body, 1)):
        for token in analyzer.analyze(text)[:_MAX_TOKENS]:
            if (
                len(token.exact) < _SHORTEST
                or not token.exact[0].isalpha()
                or analyzer.is_function_word(token.exact)
            ):
                continue
            exact, *stems = terms_of(document.language, token.exact, token.stems)
            for term in stems or (exact,):
                frequencies[term] += weight
                surfaces.setdefault(term, token.text)
    return frequencies, surfaces


def related(
    engine: SearchEngine, document: Document, size: int = 10, scope: Scope = ()
) -> tuple[RelatedHit, ...]:
    """Up to ``size`` other stories, most related first. The document need not be in the index.

    Args:
        scope: values of facets that the articles must have.
    """
    terms = telling_terms(engine, document)
    if not terms or size < 1:
        return ()
    lookups = tuple(Lookup("text", t.term, t.weight) for t in terms)
    own = (InStory((document.story,)),) if document.story is not None else ()
    node = Bool(should=lookups, at_least=min(2, len(lookups)), must_not=own)
    found = engine.search(EngineQuery(within(node, scope), limit=size + 1, collapse=True)).hits
    others = [hit for hit in found if hit.stored.document.id != document.id][:size]
    return tuple(_hit(hit, terms) for hit in others)


def _hit(hit: EngineHit, terms: tuple[TellingTerm, ...]) -> RelatedHit:
    shared = tuple(dict.fromkeys(t.surface for t in terms if hit.stored.vector.spans(t.term)))
    return RelatedHit(hit.stored.document, hit.score or 0.0, shared[:8])
