"""Compiles the tree of terms to OpenSearch's query language, scored as on the other engines."""

from typing import Any

from engines.opensearch.documents import phrase
from engines.opensearch.mapping import STORY, STREAM
from engines.port.fields import check_field, facet_field
from engines.port.terms import (
    AnyId,
    AnyTerm,
    AnyValue,
    Best,
    Bool,
    Constant,
    DayRange,
    Everything,
    InStory,
    Lookup,
    Sequence,
    TermNode,
)

Clause = dict[str, Any]


def compile_node(node: TermNode) -> Clause:
    """The query for a tree.

    Raises:
        UnknownFieldError: documents have no such field or facet.
    """
    match node:
        case Lookup(field, term, boost):
            return {"term": {check_field(field): _boosted({"value": term}, boost)}}
        case Sequence(field, terms, boost):
            return {"match_phrase": {check_field(field): _boosted(_phrase(terms), boost)}}
        case AnyTerm(field, terms):
            return {"constant_score": {"filter": {"terms": {check_field(field): list(terms)}}, "boost": 1.0}}
        case Constant(inner):
            return {"constant_score": {"filter": compile_node(inner), "boost": 1.0}}
        case Bool():
            return _bool(node)
        case Best(nodes):
            return {"dis_max": {"queries": [compile_node(child) for child in nodes]}}
        case _:
            return _unscored(node)


def limited(node: TermNode, *limits: TermNode) -> Clause:
    """The query for a tree whose documents must also match some limits, which do not score."""
    if not limits:
        return compile_node(node)
    return {"bool": {"must": [compile_node(node)], "filter": [_limit(limit) for limit in limits]}}


def every(*limits: TermNode) -> Clause:
    """A query for all documents that match some limits."""
    return {"bool": {"filter": [_limit(limit) for limit in limits]}} if limits else {"match_all": {}}


def _boosted(query: Clause, boost: float) -> Clause:
    return query if boost == 1.0 else {**query, "boost": boost}


def _phrase(terms: tuple[tuple[int, str], ...]) -> Clause:
    return {"query": phrase(terms), "analyzer": STREAM}


def _bool(node: Bool) -> Clause:
    clauses: Clause = {}
    scored = [child for child in node.must if not _is_limit(child)]
    limits = [child for child in node.must if _is_limit(child)]
    if scored:
        clauses["must"] = [compile_node(child) for child in scored]
    if limits:
        clauses["filter"] = [_limit(child) for child in limits]
    if node.should:
        clauses["should"] = [compile_node(child) for child in node.should]
        clauses["minimum_should_match"] = node.at_least if node.must else max(1, node.at_least)
    if node.must_not:
        clauses["must_not"] = [compile_node(child) for child in node.must_not]
    if not (node.must or node.should):
        clauses["must"] = [{"match_all": {}}]
    return {"bool": _boosted(clauses, node.boost)}


def _is_limit(node: TermNode) -> bool:
    return isinstance(node, AnyValue | InStory) or (isinstance(node, DayRange | AnyId) and not node.boost)


def _limit(node: TermNode) -> Clause:
    match node:
        case AnyValue(facet, values):
            return {"terms": {facet_field(facet): list(values)}}
        case InStory(stories):
            return {"terms": {STORY: list(stories)}}
        case AnyId(ids):
            return {"terms": {"id": list(ids)}}
        case DayRange(first, last):
            return {"range": {"day": {"gte": first or 1, "lte": last or 99_999_999}}}
        case _:
            return compile_node(node)


def _unscored(node: AnyValue | DayRange | InStory | AnyId | Everything) -> Clause:
    """Limits have the same score everywhere: 0, except for boosted days and ids."""
    boost = node.boost if isinstance(node, DayRange | AnyId) else 0.0
    found = {"match_all": {}} if isinstance(node, Everything) else _limit(node)
    return {"constant_score": {"filter": found, "boost": boost}}
