"""The hits of a results page, and the lines under an article's title on every page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import lru_cache

from markupsafe import Markup

from analyzers import LANGUAGES
from engines.port.model import PATH_SEPARATOR, Document
from search.model import Hit, MatchKind, Other, SearchRequest, Snippet, StoryKind
from search_app.presenters import local, marked, page_url
from search_app.query_strings import FacetQueryStrings, default_sort
from search_app.texts import Texts, direction, names
from search_app.urls import Urls, hit_anchor
from search_app.views.images import NO_IMAGES, ImageHosts, ImageView


@dataclass(frozen=True, slots=True)
class LinkView:
    """A text and its link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A day as text, for programs, and in the reader's other calendar."""

    text: str
    iso: str
    other: str | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's title and the lines under it. ``path`` is its main category, ``caption`` a snippet of a
    picture's caption.
    """

    url: str
    title: str | Markup
    language: str
    direction: str
    language_name: str
    authors: tuple[str, ...]
    date: DateView | None
    path: tuple[LinkView, ...]
    source: str | None
    snippets: tuple[Markup, ...] = ()
    caption: Markup | None = None
    image: ImageView | None = None
    why: tuple[Markup, ...] = ()
    translations: tuple["OtherView", ...] = ()
    similar: tuple["OtherView", ...] = ()
    similar_label: str = ""
    anchor: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class OtherView:
    """Another article of a hit's story. ``own_name`` is the name of its language in that language."""

    url: str
    title: str
    language: str
    direction: str
    language_name: str
    own_name: str
    date: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What every part of a page needs: the addresses, the texts, the site's time zone and the hosts whose
    images are shown.

    ``search`` is the query string of the results page, to which the articles' pages lead back.
    """

    urls: Urls
    texts: Texts
    zone: tzinfo
    search: str = ""
    images: ImageHosts = NO_IMAGES


def hit_view(hit: Hit, text: str, scene: Scene, *, explain: bool = True) -> ArticleView:
    """A hit with its snippets and with how it matched: everything, or only by translations."""
    snippets = tuple(_passage(one, hit.document, scene) for one in hit.snippets if not one.caption)
    view = _view(hit.document, marked(hit.title), text, scene, snippets)
    view = replace(view, caption=next((marked(one) for one in hit.snippets if one.caption), None))
    if hit.others:
        view = with_others(view, hit.others, text, scene)
    return replace(view, why=why_lines(hit, scene.texts, everything=explain)) if hit.why else view


def _passage(snippet: Snippet, document: Document, scene: Scene) -> Markup:
    """A snippet; of a PDF whose address is known, with a link to its page."""
    url = page_url(document.url, snippet.page)
    if url is None:
        return marked(snippet)
    label = scene.texts("Page %(n)s", n=scene.texts.number(snippet.page))
    link = Markup('{} <a class="n" href="{}" lang="{}"><bdi>{}</bdi></a>')
    return link.format(marked(snippet), url, scene.texts.language, label)


def with_others(view: ArticleView, others: Iterable[Other], text: str, scene: Scene) -> ArticleView:
    """The view of an article with the other articles of its story; translations and near-duplicates are
    separate.
    """
    views = [(other.kind, other_view(other, text, scene)) for other in others]
    similar = tuple(one for kind, one in views if kind is StoryKind.DUPLICATE)
    return replace(
        view,
        translations=tuple(one for kind, one in views if kind is StoryKind.TRANSLATION),
        similar=similar,
        similar_label=scene.texts.ngettext("%(n)s similar article", "%(n)s similar articles", len(similar)),
    )


def other_view(other: Other, text: str, scene: Scene) -> OtherView:
    """Another article of a story, as a link."""
    return OtherView(
        url=scene.urls.article(other.id, text, scene.search),
        title=other.title,
        language=other.language,
        direction=direction(other.language),
        language_name=scene.texts.language_name(other.language),
        own_name=LANGUAGES[other.language].name
        if other.language in LANGUAGES
        else scene.texts.language_name(other.language),
        date=scene.texts.day(local(other.date, scene.zone).date()) if other.date else "",
    )


def why_lines(hit: Hit, texts: Texts, *, everything: bool = True) -> tuple[Markup, ...]:
    """How each part of the query matched, in the interface's language.

    Args:
        everything: also parts that matched without translations.
    """
    return tuple(
        texts.html(names.WHY[part.kind], typed=part.typed, found=Markup("</bdi> <bdi>").join(part.found))
        for part in hit.why
        if everything or part.kind is MatchKind.TRANSLATION
    )


def article_line(document: Document, scene: Scene, text: str = "") -> ArticleView:
    """An article without snippets."""
    return _view(document, document.title, text, scene, ())


def date_view(document: Document, scene: Scene) -> DateView | None:
    """The day of an article in the site's time zone."""
    if document.date is None:
        return None
    moment = local(document.date, scene.zone)
    day = moment.date()
    return DateView(scene.texts.day(day), moment.isoformat(), scene.texts.other_calendar(day))


def _view(
    document: Document, title: str | Markup, text: str, scene: Scene, snippets: tuple[Markup, ...]
) -> ArticleView:
    return ArticleView(
        url=scene.urls.article(document.id, text, scene.search),
        title=title,
        language=document.language,
        direction=direction(document.language),
        language_name=scene.texts.language_name(document.language),
        authors=document.authors,
        date=date_view(document, scene),
        path=_path(document, scene),
        source=document.source,
        snippets=snippets,
        image=scene.images.view(document.image),
        anchor=hit_anchor(document.id),
        id=document.id,
    )


def _path(document: Document, scene: Scene) -> tuple[LinkView, ...]:
    names = document.categories[0] if document.categories else ()
    return tuple(
        LinkView(name, filter_url("category", PATH_SEPARATOR.join(names[: depth + 1]), scene))
        for depth, name in enumerate(names)
    )


def filter_url(facet: str, value: str, scene: Scene) -> str:
    """The newest articles with one value of a facet."""
    return scene.urls.page(_query_strings(scene.urls, facet).only(value))


@lru_cache(maxsize=64)
def _query_strings(urls: Urls, facet: str) -> FacetQueryStrings:
    return urls.facet(replace(_ALL, calendar=urls.chosen or urls.defaults.calendar), facet)


_ALL = SearchRequest(sort=default_sort(""))
