"""A reading page: one stored article and its related articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from engines.port.fields import FIELDS
from engines.port.model import Document
from search.model import Other, Snippet
from search.related import RelatedHit
from search_app.presenters import local, marked, page_url, safe_url
from search_app.views.hits import ArticleView, LinkView, Scene, article_line, filter_url, with_others


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related article, the words that it shares, and whether it shares a category."""

    article: ArticleView
    shared: tuple[str, ...]
    same_category: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """A declared field and its values. A value without an address is a text."""

    label: str
    values: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The data of the template ``article.html``."""

    id: str
    article: ArticleView
    paragraphs: tuple[Markup, ...]
    authors: tuple[LinkView, ...]
    source: LinkView | None
    updated: str | None
    tags: tuple[LinkView, ...]
    original: str | None
    related: tuple[RelatedView, ...]
    fields: tuple[FieldView, ...] = ()


def reading_view(
    read: tuple[Document, Snippet, Snippet],
    others: Iterable[Other],
    related: Iterable[RelatedHit],
    text: str,
    scene: Scene,
) -> ReadingView:
    """The page of an article. ``text`` is the query that found it."""
    document, title, body = read
    source = document.source
    line = replace(article_line(document, scene, text), title=marked(title))
    return ReadingView(
        id=document.id,
        article=with_others(line, others, text, scene),
        paragraphs=tuple(marked(part) for part in paragraphs(body)),
        authors=tuple(LinkView(name, filter_url("author", name, scene)) for name in document.authors),
        source=LinkView(source, filter_url("source", source, scene)) if source else None,
        updated=_updated(document, scene),
        tags=tuple(LinkView(tag, filter_url("tag", tag, scene)) for tag in document.tags),
        original=page_url(document.url, body.page) or safe_url(document.url),
        related=tuple(_related(hit, scene) for hit in related),
        fields=tuple(_fields(document, scene)),
    )


def _related(hit: RelatedHit, scene: Scene) -> RelatedView:
    return RelatedView(article_line(hit.document, scene), hit.shared, hit.why.category is not None)


def _fields(document: Document, scene: Scene) -> Iterator[FieldView]:
    """The fields that the rest of the page does not show. The values of a facet are links."""
    for field in FIELDS.extra:
        values = document.extra_values(field.column)
        if values:
            links = (LinkView(v, filter_url(field.name, v, scene) if field.facet else "") for v in values)
            yield FieldView(scene.texts(field.title), tuple(links))


def paragraphs(body: Snippet) -> Iterator[Snippet]:
    """Split a body into paragraphs at empty lines. A highlight belongs to the paragraph in which it
    begins.
    """
    at, marks = 0, list(body.marks)
    for part in body.text.split("\n\n"):
        end = at + len(part)
        if part.strip():
            inside = ((start - at, min(stop, end) - at) for start, stop in marks if at <= start < end)
            yield Snippet(part, tuple(inside))
        at = end + 2


def _updated(document: Document, scene: Scene) -> str | None:
    """The day of the last change, if it is later than the article's date."""
    if document.modified is None:
        return None
    day = local(document.modified, scene.zone).date()
    if document.date and day <= local(document.date, scene.zone).date():
        return None
    return scene.texts("Updated %(date)s", date=scene.texts.day(day))
