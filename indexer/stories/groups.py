"""Builds stories from pairs, even if not all articles of a group match each other.

Pairs are taken in order, the most certain first. Two groups only merge if, for each language that both have,
all copies are near-duplicates of one article, the group's representative in that language. So a chain of
small changes never joins different stories, and a wrong pair joins two articles but not two stories.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indexer.stories.model import Edge, Relation

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    """Two articles in a fixed order."""
    return (one, other) if one < other else (other, one)


@dataclass(slots=True)
class _Group:
    members: set[int]
    languages: dict[str, set[int]]
    heads: dict[str, int] = field(default_factory=dict)


def grouped(
    languages: Mapping[int, str], edges: Iterable[Edge], apart: Iterable[Pair] = ()
) -> list[set[int]]:
    """The stories of some articles, including those of a single article.

    Args:
        languages: the language of each article, by its number.
        edges: the pairs of these articles that are one story.
        apart: pairs that an editor separates; they are never in the same story.
    """
    edges = list(edges)
    alike = {pair(e.one, e.other) for e in edges if e.relation in (Relation.DUPLICATE, Relation.RULED)}
    banned = {pair(*two) for two in apart}
    groups = {one: _Group({one}, {lang: {one}}, {lang: one}) for one, lang in languages.items()}
    for edge in sorted(edges, key=_order):
        first, second = groups[edge.one], groups[edge.other]
        if first is second or any(pair(a, b) in banned for a in first.members for b in second.members):
            continue
        heads = _heads(first, second, alike, ruled=edge.relation is Relation.RULED)
        if heads is not None:
            merged = _merged(first, second, heads)
            groups.update(dict.fromkeys(merged.members, merged))
    return [group.members for group in {id(group): group for group in groups.values()}.values()]


def _order(edge: Edge) -> tuple[int, float, int, int]:
    return edge.relation, -edge.score, *pair(edge.one, edge.other)


def _heads(first: _Group, second: _Group, alike: set[Pair], *, ruled: bool) -> dict[str, int] | None:
    """The representative of each language if two groups merge; None if they must not."""
    heads = first.heads | second.heads
    for language in first.languages.keys() & second.languages.keys():
        one, other = first.heads[language], second.heads[language]
        if _all_alike(one, second.languages[language], alike):
            heads[language] = one
        elif _all_alike(other, first.languages[language], alike):
            heads[language] = other
        elif ruled:
            heads[language] = min(one, other)
        else:
            return None
    return heads


def _all_alike(head: int, others: set[int], alike: set[Pair]) -> bool:
    return all(pair(head, other) in alike for other in others)


def _merged(first: _Group, second: _Group, heads: dict[str, int]) -> _Group:
    languages = {
        name: first.languages.get(name, set()) | second.languages.get(name, set())
        for name in first.languages.keys() | second.languages.keys()
    }
    return _Group(first.members | second.members, languages, heads)
