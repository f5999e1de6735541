"""The tree of terms that engines run: the only query that an engine sees.

A term is an exact folded form, or a stem with its language in front (``EN:library``). Folded forms contain no
capital letter, so the two never collide and no pattern typed by a reader matches a stem.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_uppercase

STEM_LETTERS = frozenset(ascii_uppercase)
"""A stem or root begins with one of these; an exact form never does."""

FORMS = "\x01"
"""Separates the terms of one position in a stream."""
GAP = "\x02"
"""A position in a stream that counts as ``GAP_POSITIONS``, so that no phrase crosses it."""
GAP_POSITIONS = 100


def stem_term(language: str, stem: str) -> str:
    """The term of a stem: ``EN:library``."""
    return f"{language.upper()}:{stem}"


def is_stem_term(term: str) -> bool:
    """Whether a term is a stem and not an exact form."""
    return term[:1] in STEM_LETTERS


def root_term(language: str, root: str) -> str:
    """The term of a root, a coarser stem that is only used for ranking."""
    return f"{language.upper()}~{root}"


def is_root_term(term: str) -> bool:
    """Whether a term is a root, and not a stem or an exact form."""
    mark, _, _ = term.partition("~")
    return len(mark) < len(term) and mark.isupper() and ":" not in mark


@dataclass(frozen=True, slots=True)
class Lookup:
    """Documents with a term in a field."""

    field: str
    term: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Documents with terms at these relative positions (rising, from 0)."""

    field: str
    terms: tuple[tuple[int, str], ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Documents with one of these terms in a field. Each scores 1, however many of them it contains."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyValue:
    """Documents with one of these values of a facet. Does not score."""

    facet: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRange:
    """Documents from these days (YYYYMMDD, inclusive, None for open). Each scores ``boost``."""

    first: int | None
    last: int | None
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class InStory:
    """Documents of one of these stories. Does not score."""

    stories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnyId:
    """Documents with one of these ids. Each scores ``boost``."""

    ids: tuple[str, ...]
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents."""


@dataclass(frozen=True, slots=True)
class Bool:
    """All of ``must``, none of ``must_not``, and ``at_least`` of ``should``, which adds to the score."""

    must: tuple["TermNode", ...] = ()
    should: tuple["TermNode", ...] = ()
    must_not: tuple["TermNode", ...] = ()
    at_least: int = 0
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Best:
    """Documents with any of the nodes, which are readings of the same thing. The score is that of the best
    one.
    """

    nodes: tuple["TermNode", ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """Documents that match a node. Each scores 1."""

    node: "TermNode"


TermNode = (
    Lookup | Sequence | AnyTerm | AnyValue | DayRange | InStory | AnyId | Everything | Bool | Best | Constant
)


def any_of(*nodes: TermNode, boost: float = 1.0) -> TermNode:
    """At least one of the nodes; scores add up."""
    if len(nodes) == 1 and boost == 1.0:
        return nodes[0]
    return Bool(should=nodes, at_least=1, boost=boost)


def best_of(*nodes: TermNode) -> TermNode:
    """At least one of the nodes; the best score counts."""
    return nodes[0] if len(nodes) == 1 else Best(nodes)


def matching(node: TermNode) -> TermNode:
    """A tree that matches the same documents, without parts that only add to the score, and with alternatives
    of alternatives in one list.
    """
    if isinstance(node, Constant):
        return matching(node.node)
    if isinstance(node, Best) or (isinstance(node, Bool) and node.at_least == 1 and not node.must):
        alternatives = dict.fromkeys(_alternatives(node))
        if not isinstance(node, Bool) or not node.must_not:
            return any_of(*alternatives)
        return Bool(should=tuple(alternatives), must_not=node.must_not, at_least=1)
    if not isinstance(node, Bool):
        return node
    must = tuple(dict.fromkeys(map(matching, node.must)))
    should = tuple(map(matching, node.should)) if node.at_least or not must else ()
    if len(must) == 1 and not should and not node.must_not:
        return must[0]
    return replace(node, must=must, should=should)


def _alternatives(node: "Best | Bool") -> Iterator[TermNode]:
    for child in map(matching, node.nodes if isinstance(node, Best) else node.should):
        if isinstance(child, Bool) and child.at_least == 1 and not child.must and not child.must_not:
            yield from child.should
        elif isinstance(child, Lookup | Sequence):
            yield replace(child, boost=1.0)
        else:
            yield child


def leaves(node: TermNode) -> Iterator[Lookup | Sequence | AnyTerm]:
    """The leaves that may be highlighted in a hit: all with words that are not excluded."""
    if isinstance(node, Bool):
        for child in (*node.must, *node.should):
            yield from leaves(child)
    elif isinstance(node, Best):
        for child in node.nodes:
            yield from leaves(child)
    elif isinstance(node, Constant):
        yield from leaves(node.node)
    elif isinstance(node, Lookup | Sequence | AnyTerm):
        yield node
