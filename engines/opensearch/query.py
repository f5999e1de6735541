"""The tree of terms in OpenSearch's query language, scored as the other engines score it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from engines.opensearch.documents import phrase
from engines.opensearch.mapping import STORY, STREAM, facet_field
from engines.port.fields import check_field
from engines.port.terms import (
    AnyValue,
    Best,
    Bool,
    DayRange,
    Everything,
    Expand,
    InStory,
    Lookup,
    Near,
    Sequence,
    TermNode,
)

Clause = dict[str, Any]
_ANY_LETTER = "[^A-Z]"
_SIGNS = frozenset('.?+*|{}[]()"\\#@&<>~')


def compile_node(node: TermNode) -> Clause:
    """The query of a tree.

    Raises:
        UnknownFieldError: a field or facet that documents do not have.
    """
    match node:
        case Lookup(field, term, boost):
            return {"term": {check_field(field): _boosted({"value": term}, boost)}}
        case Sequence(field, terms, boost):
            return {"match_phrase": {check_field(field): _boosted(_phrase(terms), boost)}}
        case Expand(field, pattern):
            return _regexp(check_field(field), wildcard_regexp(pattern))
        case Near():
            return _near(node)
        case Bool():
            return _bool(node)
        case Best(nodes):
            return {"dis_max": {"queries": [compile_node(child) for child in nodes]}}
        case _:
            return _unscored(node)


def limited(node: TermNode, *limits: TermNode) -> Clause:
    """The query of a tree whose documents must also match some limits, which do not score."""
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
    return isinstance(node, AnyValue | InStory) or (isinstance(node, DayRange) and not node.boost)


def _limit(node: TermNode) -> Clause:
    match node:
        case AnyValue(facet, values):
            return {"terms": {facet_field(facet): list(values)}}
        case InStory(stories):
            return {"terms": {STORY: list(stories)}}
        case DayRange(first, last):
            return {"range": {"day": {"gte": first or 1, "lte": last or 99_999_999}}}
        case _:
            return compile_node(node)


def _unscored(node: AnyValue | DayRange | InStory | Everything) -> Clause:
    """What limits: the same score everywhere, and none but for a boosted range of days."""
    boost = node.boost if isinstance(node, DayRange) else 0.0
    found = {"match_all": {}} if isinstance(node, Everything) else _limit(node)
    return {"constant_score": {"filter": found, "boost": boost}}


def _near(node: Near) -> Clause:
    field = check_field(node.field)
    if len(node.term) > 2 * node.distance:
        options = {"value": node.term, "fuzziness": node.distance, "transpositions": False}
        return {"fuzzy": {field: {**options, "rewrite": "constant_score"}}}
    # Lucene's fuzzy query leaves out terms that are not longer than their distance.
    return _regexp(field, "|".join(sorted({_text(slip) for slip in _slips(node.term, node.distance)})))


def _slips(term: str, distance: int) -> Iterator[tuple[str, ...]]:
    """Every way to write a term with so many letters dropped, added or replaced; any letter is empty."""
    ways = {tuple(term)}
    for _ in range(distance):
        ways |= {slip for way in ways for slip in _one_slip(way)}
    return iter(ways - {()})


def _one_slip(way: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for at in range(len(way) + 1):
        yield (*way[:at], "", *way[at:])
        if at < len(way):
            yield (*way[:at], *way[at + 1 :])
            yield (*way[:at], "", *way[at + 1 :])


def _text(way: tuple[str, ...]) -> str:
    return "".join(_escaped(letter) if letter else _ANY_LETTER for letter in way)


def _regexp(field: str, pattern: str) -> Clause:
    return {"regexp": {field: {"value": pattern, "flags": "NONE", "rewrite": "constant_score"}}}


def wildcard_regexp(pattern: str) -> str:
    """A pattern of letters, ``*`` and ``?`` for exact forms; stems begin with a capital letter."""
    pieces = {"*": f"{_ANY_LETTER}*", "?": _ANY_LETTER}
    return "".join(map(partial(_piece, pieces), pattern))


def _piece(pieces: dict[str, str], letter: str) -> str:
    return pieces.get(letter) or _escaped(letter)


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter in _SIGNS else letter
