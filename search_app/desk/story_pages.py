"""The page of the desk that joins and separates the articles of a story."""

from dataclasses import dataclass

from flask import Blueprint, Response, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from analyzers import FehrestError
from engines.port.model import Document
from search.rules.files import id_in
from search_app.desk.routes import Desk, for_editors, page
from search_app.desk.stories import Stories
from search_app.pages import scene_of
from search_app.presenters import local
from search_app.push.port import Ruled
from search_app.service.articles import NotFoundError
from search_app.texts.names import STORY_EDITS
from search_app.views.hits import ArticleView, Scene, article_line

_RELATED = 8
_WAIT = 5.0
"""Seconds that a page waits for the index."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """An article, the others of its story, and related articles, each with its id."""

    id: str
    article: ArticleView
    members: tuple[tuple[str, ArticleView], ...]
    related: tuple[tuple[str, ArticleView], ...]


@dataclass(frozen=True, slots=True)
class EditView:
    """A decision in words; ``number`` undoes it."""

    number: int
    text: Markup
    made: str
    user: str
    undone: bool


def add_stories(pages: Blueprint, desk: Desk) -> None:
    """Add the routes of stories."""
    stories = Stories(desk.decisions.database, desk.publisher)

    @pages.route("/desk/stories", methods=("GET", "POST"))
    @for_editors(desk)
    def story() -> AnyResponse:
        if request.method == "GET":
            return _shown(desk, stories)
        try:
            ruled = _carried_out(desk, stories)
        except FehrestError as error:
            return _shown(desk, stories, _message(error), error.status)
        indexed = desk.publisher is not None and desk.publisher.wait(ruled.revision, _WAIT)
        return _shown(desk, stories, "saved" if indexed else "waiting", 200 if indexed else 202)


def _message(error: FehrestError) -> str:
    return "missing" if isinstance(error, NotFoundError) else error.message


def _carried_out(desk: Desk, stories: Stories) -> Ruled:
    """Do what a button says: undo a decision, or decide about the article and another one."""
    if undo := request.form.get("undo", ""):
        return stories.undo(int(undo) if undo.isascii() and undo.isdigit() and len(undo) < 12 else 0)
    one = _article(desk, request.form.get("article", ""))
    separate = request.form.get("separate", "")
    other = _article(desk, separate or request.form.get("join", "") or request.form.get("other", ""))
    return stories.decide(one, other, not separate, g.editor)


def _article(desk: Desk, text: str) -> Document:
    """The article with an id, or with an address here or on its own site.

    Raises:
        NotFoundError: there is none.
    """
    named = id_in(text.strip())
    try:
        return desk.service.article(named)
    except NotFoundError:
        known = desk.publisher.id_of(named) if desk.publisher and "://" in named else None
        if known is None:
            raise
        return desk.service.article(known)


def _shown(desk: Desk, stories: Stories, message: str = "", status: int = 200) -> Response:
    scene, named = scene_of(desk.service), request.values.get("article", "").strip()
    view = None
    if named:
        try:
            view = _view(desk, _article(desk, named), scene)
        except NotFoundError as error:
            message, status = _message(error), error.status
    return page(
        desk,
        "stories.html",
        status,
        named=named,
        story=view,
        message=message,
        can_decide=stories.publisher is not None,
        edits=[
            EditView(
                one.id,
                scene.texts.html(STORY_EDITS[one.same], one=one.one_title, other=one.other_title),
                scene.texts.day(local(one.made, scene.zone).date()),
                one.user,
                one.undone,
            )
            for one in stories.log()
        ],
    )


def _view(desk: Desk, document: Document, scene: Scene) -> StoryView:
    others = [desk.service.article(one.id) for one in desk.service.others(document)]
    known = {document.id, *(one.id for one in others)}
    hits = desk.service.related(document, _RELATED + len(known))
    related = [hit.document for hit in hits if hit.document.id not in known][:_RELATED]
    return StoryView(
        document.id,
        article_line(document, scene),
        tuple((one.id, article_line(one, scene)) for one in others),
        tuple((one.id, article_line(one, scene)) for one in related),
    )
