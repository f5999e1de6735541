"""A reading page: one stored article, and those related to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from engines.model import Document
from engines.related import RelatedHit
from search_app.presenters import local, safe_url
from search_app.views.hits import ArticleView, LinkView, Scene, article_line, filter_url


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A related article and the words that it shares."""

    article: ArticleView
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """All that the template ``article.html`` prints."""

    id: str
    article: ArticleView
    paragraphs: tuple[str, ...]
    authors: tuple[LinkView, ...]
    source: LinkView | None
    updated: str | None
    tags: tuple[LinkView, ...]
    original: str | None
    related: tuple[RelatedView, ...]


def reading_view(document: Document, related: Iterable[RelatedHit], scene: Scene) -> ReadingView:
    """The page of an article."""
    source = document.source
    return ReadingView(
        id=document.id,
        article=article_line(document, scene),
        paragraphs=tuple(part for part in document.body.split("\n\n") if part.strip()),
        authors=tuple(LinkView(name, filter_url("author", name, scene)) for name in document.authors),
        source=LinkView(source, filter_url("source", source, scene)) if source else None,
        updated=_updated(document, scene),
        tags=tuple(LinkView(tag, filter_url("tag", tag, scene)) for tag in document.tags),
        original=safe_url(document.url),
        related=tuple(RelatedView(article_line(hit.document, scene), hit.shared) for hit in related),
    )


def _updated(document: Document, scene: Scene) -> str | None:
    """The day of the last change, where it is a later one than the article's own."""
    if document.modified is None:
        return None
    day = local(document.modified, scene.zone).date()
    if document.date and day <= local(document.date, scene.zone).date():
        return None
    return scene.texts("Updated %(date)s", date=scene.texts.day(day))
