"""A fixed scope of searches: the values of facets that every article in an answer has.

A filter narrows the hits, and its facet still counts the other values. A scope is part of the query itself,
so hits, totals, facets, timeline, suggestions and the other articles of a story all stay inside it.
"""

from engines.port.calendars import Calendar, year_facet
from engines.port.fields import FIELDS, Kind
from engines.port.model import Document
from engines.port.terms import AnyValue, Bool, TermNode
from engines.port.values import facet_values

Scope = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a facet and its values: any of the values, and all of the facets. () is everything."""


def within(node: TermNode, scope: Scope) -> TermNode:
    """A tree that matches the same documents inside the scope, with the same scores."""
    if not scope:
        return node
    return Bool(must=(node, *(AnyValue(_indexed(facet), values) for facet, values in scope)))


def inside(document: Document, scope: Scope) -> bool:
    """Whether a stored document is in the scope."""
    return all(not set(values).isdisjoint(_values(document, facet)) for facet, values in scope)


def can_limit(facet: str) -> bool:
    """Whether a scope may name a facet. Years are not stored, so a document cannot be checked for them."""
    return facet in FIELDS.facets and FIELDS[facet].kind is not Kind.YEAR


def _indexed(facet: str) -> str:
    return year_facet(Calendar.GREGORIAN) if facet == "year" else facet


def _values(document: Document, facet: str) -> tuple[str, ...]:
    return facet_values(document, FIELDS[facet])
