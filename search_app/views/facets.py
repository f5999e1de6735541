"""The facets of a results page: counted values that switch a filter on or off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engines.port.fields import FIELDS
from engines.port.model import PATH_SEPARATOR, Form
from search.model import Bucket, SearchResult
from search_app.query_strings import FacetQueryStrings
from search_app.texts import Texts, names
from search_app.urls import Urls

SHOWN = 8
"""Number of facet values on a results page. All values have a page of their own."""


class EntryView(NamedTuple):
    """One value, in full and as displayed; ``children`` are those below it. A named tuple, because a page has
    a hundred.
    """

    label: str
    value: str
    number: str
    url: str
    selected: bool
    children: tuple["EntryView", ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet. ``more`` is the address of all its values, or None if all are shown."""

    name: str
    label: str
    entries: tuple[EntryView, ...]
    more: str | None
    chosen: int


def facet_views(result: SearchResult, urls: Urls, texts: Texts) -> tuple[FacetView, ...]:
    """The facets with something to choose, in the order of their declaration.

    That of the kinds needs a second kind, because most archives have only texts.
    """
    views = (_facet(name, result, urls, texts) for name in FIELDS.facets if name in result.facets)
    return tuple(view for view in views if len(view.entries) > (view.name == "kind" and not view.chosen))


def value_label(facet: str, value: str, texts: Texts) -> str:
    """A value as displayed."""
    if facet == "language":
        return texts.language_name(value)
    if facet == "kind":
        return texts(names.KINDS[Form(value)]) if value in tuple(Form) else value
    if facet == "year":
        return texts.plain(value)
    return value.rpartition(PATH_SEPARATOR)[2] if facet == "category" else value


def entry_view(
    facet: str, bucket: Bucket, addresses: FacetQueryStrings, urls: Urls, texts: Texts
) -> EntryView:
    """One value with the address that switches it."""
    return EntryView(
        value_label(facet, bucket.value, texts),
        bucket.value,
        texts.number(bucket.count),
        urls.page(addresses.toggled(bucket.value)),
        bucket.selected,
    )


def _facet(name: str, result: SearchResult, urls: Urls, texts: Texts) -> FacetView:
    buckets = result.facets[name]
    addresses = urls.facet(result.request, name)
    if name == "category":
        trees = list(_trees(buckets))
        shown = _shown(trees, [tree.chosen for tree in trees])
        entries = tuple(_branch(tree, addresses, urls, texts) for tree in shown)
        cut = len(shown) < len(trees) or len(buckets) >= result.request.facet_size
    else:
        if name == "year":
            buckets = tuple(sorted(buckets, key=lambda bucket: int(bucket.value), reverse=True))
        listed = _shown(buckets, [bucket.selected for bucket in buckets])
        entries = tuple(entry_view(name, bucket, addresses, urls, texts) for bucket in listed)
        cut = len(listed) < len(buckets)
    more = urls.facet_page(result.request, name) if cut else None
    return FacetView(name, texts(names.facet_label(name)), entries, more, len(result.request.selected(name)))


def _shown[T](values: Sequence[T], chosen: Sequence[bool]) -> list[T]:
    """The first values, and all chosen ones: a chosen value is always shown."""
    # One value more takes no more room than a link to it.
    open_ = len(values) if len(values) <= SHOWN + 1 else SHOWN
    return [value for place, value in enumerate(values) if place < open_ or chosen[place]]


@dataclass(slots=True)
class _Tree:
    """A path and the paths below it. ``chosen`` if it or one of them is chosen."""

    bucket: Bucket
    below: list["_Tree"]
    chosen: bool


def _trees(buckets: Iterable[Bucket]) -> Iterator[_Tree]:
    """The paths as trees, each under its nearest existing ancestor, siblings in the given order."""
    known = {bucket.value: _Tree(bucket, [], bucket.selected) for bucket in buckets}
    for value, tree in known.items():
        parent = _ancestor(value, known)
        if parent:
            known[parent].below.append(tree)
        while parent and tree.chosen:
            known[parent].chosen = True
            parent = _ancestor(parent, known)
    return (tree for value, tree in known.items() if not _ancestor(value, known))


def _branch(tree: _Tree, addresses: FacetQueryStrings, urls: Urls, texts: Texts) -> EntryView:
    entry = entry_view("category", tree.bucket, addresses, urls, texts)
    children = tuple(_branch(child, addresses, urls, texts) for child in tree.below)
    return entry._replace(children=children, open=tree.chosen)


def _ancestor(value: str, known: dict[str, _Tree]) -> str:
    while PATH_SEPARATOR in value:
        value = value.rpartition(PATH_SEPARATOR)[0]
        if value in known:
            return value
    return ""
