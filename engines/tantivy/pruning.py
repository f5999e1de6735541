"""Leaves out lookups of terms that no document has.

A query looks up each word in several readings and fields, and most indexes have only some of these terms. The
results are the same without the others, but tantivy adds up the terms of one field faster if they are not
inside further compound queries.
"""

from collections.abc import Callable
from dataclasses import replace

from engines.port.terms import Best, Bool, Constant, Lookup, TermNode, best_of

Exists = Callable[[str, str], bool]
"""Whether any document has a term in a field."""


def pruned(node: TermNode, exists: Exists) -> TermNode:
    """The same query without alternatives that match nothing."""
    if isinstance(node, Best):
        kept = _possible(node.nodes, exists)
        return best_of(*kept) if kept else node.nodes[0]
    if isinstance(node, Constant):
        return Constant(pruned(node.node, exists))
    if isinstance(node, Bool):
        should = _possible(node.should, exists) if node.at_least <= 1 else node.should
        if node.at_least and not should:
            should = node.should[:1]
        must = tuple(pruned(child, exists) for child in node.must)
        return replace(node, must=must, should=should, must_not=_possible(node.must_not, exists))
    return node


def _possible(nodes: tuple[TermNode, ...], exists: Exists) -> tuple[TermNode, ...]:
    smaller = (pruned(node, exists) for node in nodes)
    return tuple(node for node in smaller if not isinstance(node, Lookup) or exists(node.field, node.term))
