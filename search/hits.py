"""Hits with their snippets, the other articles of their stories, and why they match."""

from collections.abc import Iterable, Iterator

from engines.port.deadline import check_deadline
from engines.port.engine import EngineHit
from search.explain import MAX_EXPLAINED, Clause, explain, explain_translations
from search.model import Hit, MatchedPart, MatchKind, SearchRequest
from search.rules.model import Applied
from search.scope import inside
from search.snippets import Marker, snippets
from search.stories import others_of


def hits_of(
    hits: Iterable[EngineHit],
    marker: Marker,
    clauses: tuple[Clause, ...],
    request: SearchRequest,
    applied: Applied,
) -> Iterator[Hit]:
    """The hits of a page, with snippets and with the reasons that a request asks for.

    Args:
        hits: the hits of the engine.
        marker: highlights what was searched.
        clauses: the parts of the query that are explained. With many of them only the first hits are.
        applied: what editors decided for the query.
    """
    explained = MAX_EXPLAINED // max(1, len(clauses))
    for number, hit in enumerate(hits):
        yield _hit(hit, marker, clauses if number < explained else (), request, applied)


def _hit(
    hit: EngineHit, marker: Marker, clauses: tuple[Clause, ...], request: SearchRequest, applied: Applied
) -> Hit:
    check_deadline()
    title, passages = snippets(hit.stored, marker)
    document = hit.stored.document
    reasons = explain if request.explain else explain_translations
    why = reasons(clauses, hit.stored) if clauses else ()
    if request.explain and document.id in applied.pins:
        why = (MatchedPart(request.text, (), MatchKind.PINNED), *why)
    others = [
        other
        for other in hit.others
        if inside(other.document, request.scope) and other.document.id not in applied.hides
    ]
    return Hit(document, hit.score, title, passages, why, others_of(document, others))
