"""What readers look for, as pages and CSV files of the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from search.model import SearchRequest
from search_app.desk.routes import Desk, for_editors, page
from search_app.events.grouped import IntentLine, Reworded, grouped, reworded
from search_app.events.intents import Intents
from search_app.events.reports import Report
from search_app.events.store import EventStore
from search_app.events.tables import csv_of
from search_app.pages import scene_of
from search_app.query_strings import default_sort, query_string
from search_app.texts import LANGUAGES
from search_app.texts.names import REPORTS

REWORDED = "reworded"
DAYS = (7, 30, 90, 365)
_MOST = 100
_MOST_IN_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is wanted: its kind, of how many days, of pages in which language (empty: all)."""

    kind: str
    days: int
    language: str

    @property
    def query(self) -> str:
        """The report as a query string."""
        return query_string([("report", self.kind), ("days", str(self.days)), ("language", self.language)])


def add_queries(pages: Blueprint, desk: Desk) -> None:
    """Add the routes of the reports."""

    @pages.get("/desk/queries")
    @for_editors(desk)
    def queries() -> AnyResponse:
        asked = _asked()
        _, lines = _lines(desk, asked, _MOST)
        return page(
            desk,
            "queries.html",
            report=asked,
            lines=lines,
            reports=REPORTS,
            known=LANGUAGES,
            choices=DAYS,
            is_on=desk.service.settings.events == "on",
            search=_search(desk),
        )

    @pages.get("/desk/queries.csv")
    @for_editors(desk)
    def table() -> AnyResponse:
        asked = _asked()
        response = Response(csv_of(*_lines(desk, asked, _MOST_IN_FILE)), mimetype="text/csv")
        name = f"queries-{asked.kind}.csv"
        response.headers["Content-Disposition"] = f"attachment; filename={name}"
        return desk.access.finish(response)


def _asked() -> Asked:
    kind, days = request.args.get("report", Report.TOP), request.args.get("days", "")
    language = request.args.get("language", "")
    return Asked(
        kind if kind in REPORTS else Report.TOP,
        next((one for one in DAYS if str(one) == days), 30),
        language if language in LANGUAGES else "",
    )


def _lines(desk: Desk, asked: Asked, most: int) -> tuple[type[Any], Sequence[IntentLine | Reworded]]:
    store, intents = EventStore(desk.service.settings.data), Intents(desk.service.synonyms().groups)
    if asked.kind == REWORDED:
        return Reworded, reworded(store, intents, most=most, days=asked.days)
    kind = Report(asked.kind)
    return IntentLine, grouped(store, kind, intents, most=most, days=asked.days, language=asked.language)


def _search(desk: Desk) -> Callable[[str], str]:
    urls = scene_of(desk.service).urls
    return lambda text: urls.search(SearchRequest(text, sort=default_sort(text)))
