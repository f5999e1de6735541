"""Compiles the tree of terms to a tantivy query."""

import tantivy
from tantivy import FieldType, Occur, Query

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
from engines.tantivy.counts import STORY


class QueryCompiler:
    """Compiles for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def compile(self, node: TermNode) -> Query:
        """The query for a tree.

        Raises:
            UnknownFieldError: the schema has no such field or facet.
        """
        match node:
            case Lookup(field, term, boost):
                return _boost(Query.term_query(self._schema, check_field(field), term), boost)
            case Sequence(field, terms, boost):
                return _boost(Query.phrase_query(self._schema, check_field(field), list(terms)), boost)
            case AnyTerm(field, terms):
                found = Query.term_set_query(self._schema, check_field(field), list(terms))
                return Query.const_score_query(found, 1.0)
            case Constant(inner):
                return Query.const_score_query(self.compile(inner), 1.0)
            case Bool() | Best():
                return self._compound(node)
            case _:
                return self._unscored(node)

    def _unscored(self, node: AnyValue | DayRange | InStory | AnyId | Everything) -> Query:
        """Limits have the same score everywhere: 0, except for boosted days and ids."""
        match node:
            case AnyValue(facet, values):
                found = Query.term_set_query(self._schema, facet_field(facet), list(values))
            case DayRange(first, last):
                low, high = first or 1, last or 99_999_999
                found = Query.range_query(self._schema, "day", FieldType.Integer, low, high)
            case InStory(stories):
                found = Query.term_set_query(self._schema, STORY, list(stories))
            case AnyId(ids):
                found = Query.term_set_query(self._schema, "id", list(ids))
            case Everything():
                found = Query.all_query()
        return Query.const_score_query(found, node.boost if isinstance(node, DayRange | AnyId) else 0.0)

    def _compound(self, node: Bool | Best) -> Query:
        if isinstance(node, Best):
            return Query.disjunction_max_query([self.compile(child) for child in node.nodes])
        children = [(Occur.Must, self.compile(child)) for child in node.must]
        children += [(Occur.Should, self.compile(child)) for child in node.should]
        children += [(Occur.MustNot, self.compile(child)) for child in node.must_not]
        if not (node.must or node.should):
            children.append((Occur.Must, Query.all_query()))
        at_least = node.at_least if node.at_least > 1 or (node.at_least and node.must) else None
        return _boost(Query.boolean_query(children, at_least), node.boost)


def _boost(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)
