"""The facets of a results page: counted values that switch a filter on or off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engines.model import FACETS, PATH_SEPARATOR, Bucket, SearchResult
from search_app.links import Links
from search_app.texts import Texts, names

SHOWN = 8
"""Values of a facet that stand open; the rest is folded away."""


class EntryView(NamedTuple):
    """One value, in full and as shown; ``depth`` counts from 0, for paths. A tuple: a page has a hundred."""

    label: str
    value: str
    number: str
    url: str
    selected: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet with the values that stand open and those that are folded away."""

    name: str
    label: str
    entries: tuple[EntryView, ...]
    folded: tuple[EntryView, ...]
    more: str

    @property
    def open(self) -> bool:
        """Whether the folded values must be seen: one of them is chosen."""
        return any(entry.selected for entry in self.folded)


def facet_views(result: SearchResult, links: Links, texts: Texts) -> tuple[FacetView, ...]:
    """The facets that have something to choose, in the order of ``FACETS``."""
    views = (_facet(name, result, links, texts) for name in FACETS if name in result.facets)
    return tuple(view for view in views if view.entries)


def value_label(facet: str, value: str, texts: Texts) -> str:
    """A value as readers see it."""
    if facet == "language":
        return texts.language_name(value)
    if facet == "year":
        return texts.plain(value)
    return value.rpartition(PATH_SEPARATOR)[2] if facet == "category" else value


def _facet(name: str, result: SearchResult, links: Links, texts: Texts) -> FacetView:
    buckets: Sequence[tuple[Bucket, int]] = [(bucket, 0) for bucket in result.facets[name]]
    if name == "category":
        buckets = _tree(result.facets[name])
    elif name == "year":
        buckets = sorted(buckets, key=lambda pair: int(pair[0].value), reverse=True)
    addresses = links.facet(result.request, name)
    entries = [
        EntryView(
            value_label(name, bucket.value, texts),
            bucket.value,
            texts.number(bucket.count),
            links.page(addresses.toggled(bucket.value)),
            bucket.selected,
            depth,
        )
        for bucket, depth in buckets
    ]
    # A single value more is shown rather than folded behind a line of the same height.
    shown = len(entries) if len(entries) <= SHOWN + 1 else SHOWN
    return FacetView(
        name=name,
        label=texts(names.FACETS[name]),
        entries=tuple(entries[:shown]),
        folded=tuple(entries[shown:]),
        more=texts("%(n)s more", n=texts.number(len(entries) - shown)),
    )


def _tree(buckets: Iterable[Bucket]) -> list[tuple[Bucket, int]]:
    """The paths as a tree, each under its nearest ancestor that is there, siblings in their given order."""
    known = {bucket.value: bucket for bucket in buckets}
    children: dict[str, list[str]] = {}
    for value in known:
        children.setdefault(_ancestor(value, known), []).append(value)
    found: list[tuple[Bucket, int]] = []
    waiting = [(value, 0) for value in reversed(children.get("", []))]
    while waiting:
        value, depth = waiting.pop()
        found.append((known[value], depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(value, []))]
    return found


def _ancestor(value: str, known: dict[str, Bucket]) -> str:
    while PATH_SEPARATOR in value:
        value = value.rpartition(PATH_SEPARATOR)[0]
        if value in known:
            return value
    return ""
