"""A results page: the answer to a search as readers see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from engines.port.model import Sort
from search.did_you_mean import DidYouMean
from search.model import Match, SearchRequest, SearchResult
from search.wider import WiderSearch
from search_app.state import Problem, State
from search_app.texts import names
from search_app.views.across import AcrossView
from search_app.views.dates import ChoiceView, DatesView, chosen_days, dates_view, reading_notices
from search_app.views.facets import EntryView, FacetView, facet_views, shown_value, value_label
from search_app.views.hits import ArticleView, LinkView, Scene, hit_view
from search_app.views.paging import PagingView, paging_view
from search_app.views.timeline import TimelineView, timeline_view


@dataclass(frozen=True, slots=True)
class ChipView:
    """An active filter, and the address without it."""

    kind: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WayOutView:
    """A wider search for one that found nothing, and how many articles it finds."""

    label: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """Another query that the reader may have meant, why it is suggested, and how many articles it finds."""

    label: str
    text: str
    count: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultsView:
    """The data of the template ``results.html``."""

    request: SearchRequest
    title: str
    heading: Markup
    shown: str
    hits: tuple[ArticleView, ...]
    facets: tuple[FacetView, ...]
    chips: tuple[ChipView, ...]
    clear: str
    sorts: tuple[ChoiceView, ...]
    paging: PagingView | None
    timeline: TimelineView | None
    dates: DatesView
    explain: ChoiceView
    collapsing: LinkView | None
    notices: tuple[Markup, ...]
    wider: LinkView | None
    offers: tuple[OfferView, ...]
    ways_out: tuple[WayOutView, ...]
    languages: tuple[EntryView, ...]
    across: AcrossView | None = None


def results_view(
    result: SearchResult,
    state: State,
    scene: Scene,
    offers: Iterable[DidYouMean] = (),
    wider: Iterable[WiderSearch] = (),
) -> ResultsView:
    """The page of an answer, with other searches if it has few or no hits."""
    request, urls, texts = result.request, scene.urls, scene.texts
    total = texts.articles(result.total)
    of_search = replace(scene, search=urls.search_of(state.request))
    return ResultsView(
        request=request,
        title=request.text or texts("All articles"),
        heading=_heading(result, total, scene),
        shown=_shown(result, scene),
        hits=tuple(hit_view(hit, request.text, of_search, explain=request.explain) for hit in result.hits),
        facets=facet_views(result, urls, texts),
        chips=tuple(_chips(result, scene)),
        clear=urls.search(request.without_filters()),
        sorts=tuple(_sorts(request, scene)) if result.total > 1 else (),
        paging=paging_view(result, urls, texts),
        timeline=timeline_view(result, scene),
        dates=dates_view(result, scene),
        explain=_explain(request, scene),
        collapsing=_collapsing(result, scene),
        notices=(*_notices(result, state.problems, scene), *reading_notices(state.readings, scene)),
        wider=_wider(result, scene),
        offers=tuple(_offers(offers, scene)),
        ways_out=tuple(_ways_out(wider, scene)),
        languages=() if result.total else _languages(result, scene),
    )


def _heading(result: SearchResult, total: str, scene: Scene) -> Markup:
    text = result.request.text
    if result.total:
        return (
            scene.texts.html("%(total)s for “%(query)s”", total=total, query=text)
            if text
            else Markup.escape(total)
        )
    return (
        scene.texts.html("Nothing found for “%(query)s”", query=text)
        if text
        else scene.texts.html("Nothing found")
    )


def _shown(result: SearchResult, scene: Scene) -> str:
    if not result.hits or len(result.hits) == result.total:
        return ""
    before = (result.request.page - 1) * result.request.size
    number = scene.texts.number
    return scene.texts(
        "Showing %(first)s to %(last)s", first=number(before + 1), last=number(before + len(result.hits))
    )


def _chips(result: SearchResult, scene: Scene) -> Iterator[ChipView]:
    request, urls, texts = result.request, scene.urls, scene.texts
    for facet, values in request.filters:
        shown = {b.value: shown_value(b, texts.language) for b in result.facets.get(facet, ()) if b.selected}
        for value in values:
            label = value_label(facet, shown.get(value, value), texts)
            yield ChipView(texts(names.facet_label(facet)), label, urls.search(request.toggled(facet, value)))
    if request.first_day or request.last_day:
        yield ChipView(texts("Dates"), chosen_days(request, scene), urls.search(request.without_dates()))


def _explain(request: SearchRequest, scene: Scene) -> ChoiceView:
    """The switch that shows under each hit how it matched."""
    url = scene.urls.search(replace(request, explain=not request.explain))
    return ChoiceView(scene.texts("Why these?"), url, request.explain)


def _collapsing(result: SearchResult, scene: Scene) -> LinkView | None:
    """Links that show each article separately, if stories are collapsed, and that collapse them again."""
    request, texts = result.request, scene.texts
    if request.collapse is scene.urls.defaults.collapse and result.articles == result.total:
        return None
    label = (
        texts("All %(n)s with translations and copies", n=texts.number(result.articles))
        if request.collapse
        else texts("Collapse translations and copies")
    )
    return LinkView(label, scene.urls.search(replace(request, collapse=not request.collapse, page=1)))


def _sorts(request: SearchRequest, scene: Scene) -> Iterator[ChoiceView]:
    for sort in Sort:
        if sort is Sort.RELEVANCE and not request.text:
            continue
        url = scene.urls.search(replace(request, sort=sort, page=1))
        yield ChoiceView(scene.texts(names.SORTS[sort]), url, sort is request.sort)


def _notices(result: SearchResult, problems: Iterable[Problem], scene: Scene) -> Iterator[Markup]:
    texts, number = scene.texts, scene.texts.number
    for note in result.editors_notes:
        yield Markup.escape(note)
    for problem in problems:
        if problem.kind == "value":
            yield texts.html("“%(value)s” was not understood and was ignored.", value=problem.value)
        else:
            yield texts.html(names.NOTICES[problem.kind])
    for cut in result.cuts:
        yield texts.html(names.CUTS[cut.kind], typed=cut.typed, number=number(cut.number))
    if result.partial:
        matched, wanted = number(result.matched_words), number(result.wanted_words)
        yield texts.html(
            "No article has all of these words. These have %(matched)s of %(wanted)s.",
            matched=matched,
            wanted=wanted,
        )


def _wider(result: SearchResult, scene: Scene) -> LinkView | None:
    """The search for any of the words, if the answer has partial matches."""
    if not result.partial or result.matched_words < 2:
        return None
    wider = replace(result.request, match=Match.ANY, page=1)
    return LinkView(scene.texts("Find articles with any of these words"), scene.urls.search(wider))


def _offers(offers: Iterable[DidYouMean], scene: Scene) -> Iterator[OfferView]:
    """Other words. Searches with fewer filters are shown separately."""
    for offer in offers:
        if offer.kind in names.OFFERS:
            label = scene.texts(names.OFFERS[offer.kind])
            count = scene.texts.articles(offer.total)
            yield OfferView(label, offer.text, count, scene.urls.search(offer.request))


def _ways_out(found: Iterable[WiderSearch], scene: Scene) -> Iterator[WayOutView]:
    for wider in found:
        label, count = scene.texts(names.WIDER[wider.kind]), scene.texts.number(wider.total)
        yield WayOutView(label, count, scene.urls.search(wider.request))


def _languages(result: SearchResult, scene: Scene) -> tuple[EntryView, ...]:
    """Languages in which the same search has hits. These counts ignore the chosen language."""
    found = []
    for bucket in result.facets.get("language", ()):
        if bucket.count and not bucket.selected:
            label = scene.texts.language_name(bucket.value)
            url = scene.urls.search(result.request.with_filter("language", (bucket.value,)))
            found.append(EntryView(label, bucket.value, scene.texts.number(bucket.count), url, False))
    return tuple(found)
