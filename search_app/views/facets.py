"""The facets of a results page: counted values that switch a filter on or off."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
    """One value, in full and as displayed; ``children`` are those below it, ``also`` its names in other
    languages. A named tuple, because a page has a hundred.
    """

    label: str
    value: str
    number: str
    url: str
    selected: bool
    children: tuple["EntryView", ...] = ()
    open: bool = False
    also: str = ""


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


def shown_value(bucket: Bucket, language: str) -> str:
    """The value or, of several names, the one in a language."""
    return next((name for code, name in bucket.names if code == language), bucket.value)


def entry_view(
    facet: str, bucket: Bucket, addresses: FacetQueryStrings, urls: Urls, texts: Texts
) -> EntryView:
    """One value with the address that switches it."""
    shown = shown_value(bucket, texts.language)
    return EntryView(
        value_label(facet, shown, texts),
        bucket.value,
        texts.number(bucket.count),
        urls.page(addresses.toggled(bucket.value)),
        bucket.selected,
        also=" · ".join(value_label(facet, name, texts) for _, name in bucket.names if name != shown),
    )


def _facet(name: str, result: SearchResult, urls: Urls, texts: Texts) -> FacetView:
    buckets = result.facets[name]
    addresses = urls.facet(result.request, name)
    if name == "category":
        trees = list(_trees(buckets, texts.language))
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
    """A path and the paths below it. ``chosen`` if it or one of them is chosen. Of a category with several
    names, ``path`` is the one that is shown.
    """

    bucket: Bucket
    path: str
    chosen: bool
    below: list["_Tree"] = field(default_factory=list)
    above: "_Tree | None" = None

    def is_within(self, other: "_Tree") -> bool:
        """Whether it is another one or below it."""
        return self is other or (self.above is not None and self.above.is_within(other))


def _trees(buckets: Iterable[Bucket], language: str) -> Iterator[_Tree]:
    """The paths as trees, each under its nearest existing ancestor, siblings in the given order."""
    trees = [_Tree(bucket, shown_value(bucket, language), bucket.selected) for bucket in buckets]
    known = {tree.bucket.value: tree for tree in trees}
    known |= {name: tree for tree in trees for _, name in tree.bucket.names}
    for tree in trees:
        tree.above = _above(tree, known)
        if tree.above:
            tree.above.below.append(tree)
    for tree in trees:
        parent = tree.above
        while parent and tree.chosen:
            parent.chosen = True
            parent = parent.above
    return (tree for tree in trees if not tree.above)


def _branch(tree: _Tree, addresses: FacetQueryStrings, urls: Urls, texts: Texts) -> EntryView:
    entry = entry_view("category", tree.bucket, addresses, urls, texts)
    children = tuple(_branch(child, addresses, urls, texts) for child in tree.below)
    return entry._replace(children=children, open=tree.chosen)


def _above(tree: _Tree, known: dict[str, _Tree]) -> _Tree | None:
    """The nearest existing ancestor. Joined names could make one an ancestor of itself, which is left out."""
    path = tree.path
    while PATH_SEPARATOR in path:
        path = path.rpartition(PATH_SEPARATOR)[0]
        parent = known.get(path)
        if parent and not parent.is_within(tree):
            return parent
    return None
