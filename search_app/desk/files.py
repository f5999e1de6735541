"""The pages of the desk that edit rules, weights and synonyms."""

from dataclasses import dataclass

from flask import Blueprint, Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from engines.port.errors import BadRequestError
from search.comparison import Shift
from search_app.desk.judged import Change, change_of
from search_app.desk.routes import Desk, for_editors, page
from search_app.desk.steering import MAX_TEXT, RULES, ChangedMeanwhileError, Steering, mark_of
from search_app.events.reports import Report, report
from search_app.events.store import EventStore
from search_app.pages import scene_of
from search_app.presenters import local

_TOP = 100
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a text changes: errors, queries whose hits change, how many were run, and the nDCG on clicks."""

    faults: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    queries: int = 0
    change: Change | None = None


def add_files(pages: Blueprint, desk: Desk) -> None:
    """Add the routes that edit rules and synonyms."""
    steering = Steering(desk.service.settings, desk.decisions.database)

    @pages.route("/desk/steering", methods=("GET", "POST"))
    @for_editors(desk)
    def steer() -> AnyResponse:
        name = request.values.get("file", RULES)
        text = steering.text(name)
        if request.method == "GET":
            return _shown(desk, steering, name, text, mark_of(text))
        if undone := request.form.get("undo", ""):
            edit = steering.undo(int(undone) if undone.isascii() and undone.isdigit() else 0, g.editor)
            text = steering.text(edit.file)
            return _shown(desk, steering, edit.file, text, mark_of(text), done="undone")
        return _posted(desk, steering, name)


def _posted(desk: Desk, steering: Steering, name: str) -> Response:
    """Check and preview what was written and, if that was asked for and nothing is wrong, write it."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    if len(text) > MAX_TEXT:
        raise BadRequestError(f"A file has at most {MAX_TEXT} characters")
    seen = request.form.get("seen", "")
    previewed = _previewed(desk, steering, name, text)
    if request.form.get("do") != "publish" or previewed.faults:
        return _shown(desk, steering, name, text, seen, previewed)
    try:
        steering.write(name, text, seen, g.editor)
    except ChangedMeanwhileError as error:
        return _shown(desk, steering, name, text, seen, previewed, done="changed", status=error.status)
    return _shown(desk, steering, name, text, mark_of(text), done="published")


def _previewed(desk: Desk, steering: Steering, name: str, text: str) -> Previewed:
    if faults := steering.faults(name, text):
        return Previewed(tuple(faults))
    searcher, store = desk.service.searcher(), EventStore(desk.service.settings.data)
    after = steering.steered(searcher, name, text)
    frequent = [line.text for line in report(store, Report.TOP, most=_TOP, days=365)]
    queries = list(dict.fromkeys([*searcher.rules.queries, *after.rules.queries, *frequent]))
    shifts = steering.preview(searcher, name, text, queries)
    return Previewed((), tuple(shifts[:_SHOWN]), len(queries), change_of(searcher, after, store))


def _shown(
    desk: Desk,
    steering: Steering,
    name: str,
    text: str,
    seen: str,
    previewed: Previewed | None = None,
    *,
    done: str = "",
    status: int = 200,
) -> Response:
    scene = scene_of(desk.service)
    log = [(one, scene.texts.day(local(one.made, scene.zone).date())) for one in steering.log()]
    return page(
        desk,
        "steering.html",
        status,
        file=name,
        files=steering.files,
        text=text,
        seen=seen,
        found=previewed,
        done=done,
        log=log,
    )
