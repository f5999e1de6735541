"""The pages of the desk: login, drafts, decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask import Blueprint, Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from analyzers import LANGUAGES
from engines.port.errors import BadRequestError
from search.related import ANY, SAME
from search_app.access.rates import Rates
from search_app.access.store import KeyStore
from search_app.desk.access import Access, new_token_once
from search_app.desk.database import DeskDatabase
from search_app.desk.decisions import Decisions, keys_of
from search_app.desk.drafts import EMPTY, MAX_BODY, DraftError, Written, as_typed, link_fields, read_form
from search_app.desk.sessions import COOKIE, Sessions
from search_app.desk.study import Study, study
from search_app.desk.views import StudyView, decision_views, study_view, verdict_of
from search_app.pages import document_page, scene_of
from search_app.push.port import Publisher
from search_app.service import SearchService

View = Callable[[], AnyResponse]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the routes need."""

    service: SearchService
    publisher: Publisher | None
    access: Access
    decisions: Decisions


def desk_of(service: SearchService, publisher: Publisher | None) -> Desk:
    """The desk of a service's data folder."""
    database = DeskDatabase(service.settings.data)
    sessions = Sessions(database, KeyStore(service.settings.data))
    return Desk(service, publisher, Access(service.settings, sessions, Rates()), Decisions(database))


def desk_blueprint(desk: Desk, *more: Callable[[Blueprint, "Desk"], None]) -> Blueprint:
    """The routes of the desk.

    Args:
        more: add the routes of other modules.
    """
    pages = Blueprint("desk", __name__)
    _drafts(pages, desk)
    _decisions(pages, desk)
    _sessions(pages, desk)
    for add in more:
        add(pages, desk)
    return pages


def for_editors(desk: Desk) -> Callable[[View], View]:
    """Mark a route of the desk: others see the login, or how the desk is opened."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked() -> AnyResponse:
            editor = desk.access.editor()
            if editor is None:
                return _login_page(desk)
            g.editor = editor
            if request.method == "POST":
                request.max_content_length = MAX_BODY
                request.max_form_memory_size = MAX_BODY
                desk.access.check_form()
            return view()

        return checked

    return mark


def page(desk: Desk, template: str, status: int = 200, **values: object) -> Response:
    """A page of the desk."""
    token = desk.access.token or new_token_once()
    response = document_page(
        desk.service,
        f"desk/{template}",
        csrf=desk.access.sessions.form_token(token),
        editor=g.get("editor"),
        **values,
    )
    response.status_code = status
    return desk.access.finish(response)


def _login_page(desk: Desk, wrong: bool = False) -> Response:
    if desk.access.is_open():
        return page(desk, "login.html", 403 if wrong or request.method == "POST" else 401, wrong=wrong)
    return page(desk, "closed.html", 403)


def _drafts(pages: Blueprint, desk: Desk) -> None:
    @pages.route("/desk", methods=("GET", "POST"))
    @for_editors(desk)
    def draft() -> AnyResponse:
        if request.method == "GET":
            return _draft_page(desk, EMPTY)
        try:
            written = read_form(desk.publisher)
        except DraftError as error:
            return _draft_page(desk, as_typed(), error.message, error.status)
        done = "" if written.is_empty else _decided(desk, written)
        return _draft_page(desk, written, done)


def _draft_page(desk: Desk, written: Written, message: str = "", status: int = 200) -> Response:
    found: StudyView | None = None
    scene = scene_of(desk.service)
    language = request.form.get("others", ANY)
    language = language if language in (ANY, SAME, *LANGUAGES) else ANY
    if not written.is_empty and status == 200:
        results: Study = study(desk.service, desk.decisions, written, language, scene.texts.calendar)
        found = study_view(results, written.document, scene)
    return page(
        desk,
        "draft.html",
        status,
        draft=written,
        links=link_fields(written.links),
        found=found,
        message=message,
        others=language,
        known=LANGUAGES,
    )


def _decided(desk: Desk, written: Written) -> str:
    """Carry out what a button said. Returns the message to show."""
    if number := request.form.get("undo", ""):
        desk.decisions.undo(_number(number))
        return "undone"
    if not (said := request.form.get("decide", "")):
        return ""
    chosen = verdict_of(said)
    if chosen is None or not keys_of(written.document):
        raise BadRequestError("This is not a decision about an article")
    verdict, kind, id_ = chosen
    desk.decisions.add(verdict, kind, written.document, desk.service.article(id_), g.editor)
    return "decided"


def _decisions(pages: Blueprint, desk: Desk) -> None:
    @pages.route("/desk/decisions", methods=("GET", "POST"))
    @for_editors(desk)
    def decisions() -> AnyResponse:
        if request.method == "POST":
            desk.decisions.undo(_number(request.form.get("undo", "")))
        views = decision_views(desk.decisions.all(), scene_of(desk.service))
        return page(desk, "decisions.html", decisions=views)


def _sessions(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/desk/login")
    def login() -> AnyResponse:
        desk.access.check_form()
        desk.access.count_login()
        token = desk.access.sessions.login(request.form.get("key", "")[:200])
        if token is None:
            return _login_page(desk, wrong=True)
        return desk.access.finish(_to_desk(), token)

    @pages.post("/desk/logout")
    def logout() -> AnyResponse:
        desk.access.check_form()
        desk.access.sessions.logout(desk.access.token)
        response = _to_desk()
        response.delete_cookie(COOKIE, path=f"{request.script_root}/desk")
        return response


def _to_desk() -> Response:
    query = request.query_string.decode("latin-1")
    response = redirect(f"{request.script_root}/desk" + (f"?{query}" if query else ""), 303)
    response.cache_control.no_store = True
    return Response(response.get_data(), response.status_code, response.headers)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise BadRequestError("This is not the number of a decision")
    return int(text)
