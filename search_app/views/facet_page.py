"""The page with all values of one facet, with a search within them."""

from dataclasses import dataclass

from markupsafe import Markup

from engines.port.model import PATH_SEPARATOR
from search.facet_values import FacetValues
from search.model import SearchRequest
from search_app.texts import names
from search_app.views.facets import EntryView, entry_view, shown_value
from search_app.views.hits import Scene

SIZE = 60
"""Values per part."""


@dataclass(frozen=True, slots=True)
class FacetPageView:
    """The data of the template ``facet.html``. ``prev`` and ``next`` are addresses of other parts."""

    name: str
    label: str
    heading: Markup
    about: str
    find: str
    count: str
    entries: tuple[EntryView, ...]
    back: str
    all: str
    prev: str | None
    next: str | None


def facet_page_view(
    facet: str, values: FacetValues, request: SearchRequest, find: str, part: int, scene: Scene
) -> FacetPageView:
    """One part of the values of a facet. ``part`` counts from 1."""
    urls, texts = scene.urls, scene.texts
    addresses = urls.facet(request, facet)
    label = texts(names.facet_label(facet))
    more = part * SIZE < values.matching
    entries = [entry_view(facet, bucket, addresses, urls, texts) for bucket in values.buckets]
    if facet == "category":
        paths = [shown_value(bucket, texts.language) for bucket in values.buckets]
        entries = [_whole_path(*pair) for pair in zip(entries, paths, strict=True)]
    return FacetPageView(
        name=facet,
        label=label,
        heading=texts.html("%(facet)s: “%(query)s”", facet=label, query=request.text)
        if request.text
        else Markup.escape(label),
        about=texts("Choose a value to narrow the results. The number shows how many articles remain."),
        find=find,
        count=_count(values, find, scene),
        entries=tuple(entries),
        back=urls.search(request),
        all=urls.facet_page(request, facet),
        prev=urls.facet_page(request, facet, find, part - 1) if part > 1 else None,
        next=urls.facet_page(request, facet, find, part + 1) if more else None,
    )


def _count(values: FacetValues, find: str, scene: Scene) -> str:
    texts = scene.texts
    if not find:
        return texts.ngettext("%(n)s value", "%(n)s values", values.total)
    return texts(
        "%(matching)s of %(total)s", matching=texts.number(values.matching), total=texts.number(values.total)
    )


def _whole_path(entry: EntryView, path: str) -> EntryView:
    return entry._replace(label=" › ".join(path.split(PATH_SEPARATOR)))
