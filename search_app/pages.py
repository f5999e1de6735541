"""The pages (search, results, articles), rendered on the server. They work without JavaScript."""

from dataclasses import dataclass, replace
from functools import partial

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from analyzers import fold
from engines.port.fields import FIELDS
from search.model import SearchRequest, SearchResult
from search.query.lexer import MAX_LENGTH
from search.related import SAME
from search_app.errors import ErrorView
from search_app.events.log import EventLog
from search_app.events.navigation import navigated
from search_app.languages import texts_for
from search_app.presenters import suggest_json
from search_app.query_strings import default_sort, query_string
from search_app.request_urls import urls_for
from search_app.responses import cached, html_response, json_response
from search_app.service import SearchService
from search_app.state import State, last_page, read
from search_app.texts import LANGUAGES, texts_in
from search_app.texts.names import ERRORS
from search_app.views.across import across_view
from search_app.views.article import reading_view
from search_app.views.facet_page import SIZE, facet_page_view
from search_app.views.facets import value_label
from search_app.views.hits import Scene
from search_app.views.home import HOME_VALUES, in_language, is_home, own_first
from search_app.views.images import ImageHosts
from search_app.views.metadata import article_metadata, results_metadata
from search_app.views.results import results_view
from search_app.widget.page import widget_view

RELATED = 6
"""Number of related articles on an article's page."""
MAX_FIND = 100
"""Maximum length, in characters, of a search within the values of a facet."""
_EMPTY = SearchRequest(sort=default_sort(""))


@dataclass(frozen=True, slots=True)
class SwitchView:
    """The same page in another language of the interface."""

    code: str
    name: str
    url: str
    current: bool


def pages_blueprint(service: SearchService, most_in_file: int, events: EventLog) -> Blueprint:
    """The routes of the pages, answered by one service.

    Args:
        most_in_file: maximum number of articles in an export.
        events: takes the queries of readers.
    """
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def results() -> AnyResponse:
        scene, state = _asked(service)
        asked = state.request
        # The interface's language is not part of the search: links must mean the same to all readers.
        preferring = replace(asked, prefer=asked.prefer or scene.texts.language)
        if is_home(asked):
            preferring = replace(preferring, facet_size=HOME_VALUES)
        found = service.search_with_timeline(preferring)
        if is_home(asked):
            own = service.search(in_language(preferring, scene.texts.language))
            found = replace(found, facets=own_first(found.facets, own.facets))
        result = replace(found, request=replace(found.request, prefer=asked.prefer))
        events.put(navigated(request, result))
        if elsewhere := _elsewhere(result, scene):
            return elsewhere
        view = results_view(result, state, scene, service.did_you_mean(result), service.wider(result))
        view = replace(view, across=across_view(service.across(result), asked, scene))
        site = service.settings.site_name
        meta = results_metadata(asked, view.title, view.heading.striptags(), site, scene)
        cut = _cut(result, most_in_file, scene)
        shown = partial(_page, "results.html", service, scene, asked, view=view, meta=meta, cut=cut)
        return cached(shown(events=events.on, total=result.total))

    @pages.get("/facets/<any(" + ",".join(FIELDS.facets) + "):name>")
    def facet(name: str) -> AnyResponse:
        scene, state = _asked(service)
        asked = replace(state.request, page=1)
        find = request.args.get("find", "").strip()[:MAX_FIND]
        part = _part(request.args.get("part", ""))
        label = partial(_label, name, scene)
        values = service.facet_values(asked, name, find, offset=(part - 1) * SIZE, size=SIZE, label=label)
        view = facet_page_view(name, values, asked, find, part, scene)
        return cached(_page("facet.html", service, scene, asked, view=view))

    @pages.get("/search")
    def search() -> AnyResponse:
        query = request.query_string.decode("latin-1")
        return redirect(f"{request.script_root}/" + (f"?{query}" if query else ""), 301)

    @pages.get("/article/<any_id:id_>")
    def article(id_: str) -> AnyResponse:
        scene, state = _asked(service)
        text = state.request.text
        found = service.read(id_, text)
        document = found[0]
        view = reading_view(
            found, service.others(document), service.related(document, RELATED, language=SAME), text, scene
        )
        asked = replace(_EMPTY, text=text, sort=default_sort(text), calendar=state.request.calendar)
        meta = article_metadata(document, service.settings.site_name, scene)
        back = scene.urls.hit(state.request, id_) if scene.urls.search_of(state.request) else ""
        return cached(_page("article.html", service, scene, asked, view=view, meta=meta, back=back))

    @pages.get("/suggest")
    def suggest() -> AnyResponse:
        # The pages must not depend on keys of the API.
        text = request.args.get("q", "")[:MAX_LENGTH]
        return cached(json_response(suggest_json(text, service.suggest(text))))

    @pages.get("/widget")
    def widget() -> AnyResponse:
        scene, state = _asked(service)
        asked = replace(_EMPTY, calendar=state.request.calendar)
        newest = service.search(replace(asked, size=1)).hits
        example = newest[0].document.id if newest else None
        view = widget_view(scene.texts, scene.urls.base, scene.urls.root, example)
        return cached(_page("widget.html", service, scene, asked, view=view))

    return pages


def _elsewhere(result: SearchResult, scene: Scene) -> AnyResponse | None:
    """The way to the last page, or to where editors lead readers of a query who chose no filters."""
    asked = result.request
    if asked.page > last_page(result):
        return redirect(scene.urls.search(replace(asked, page=last_page(result))))
    if not result.redirect or asked.page != 1 or asked.filters:
        return None
    response = redirect(result.redirect)
    response.cache_control.no_store = True
    return response


def error_page(service: SearchService, view: ErrorView) -> Response:
    """The page for an error: what the reader can do, in their language."""
    scene = scene_of(service)
    asked = replace(_EMPTY, calendar=scene.texts.calendar)
    kinds = (view.code, str(view.status), "500" if view.status > 500 else "other")
    kind = next(kind for kind in kinds if kind in ERRORS)
    return _page("error.html", service, scene, asked, status=view.status, view=kind)


def document_page(service: SearchService, template: str, **values: object) -> Response:
    """A page without a search of its own."""
    scene = scene_of(service)
    asked = replace(_EMPTY, calendar=scene.texts.calendar)
    return _page(template, service, scene, asked, status=200, **values)


def _asked(service: SearchService) -> tuple[Scene, State]:
    """The search that an address represents, and the scene in its calendar."""
    scene = scene_of(service)
    state = read(request.args.items(multi=True), scene.urls.defaults)
    calendar = state.request.calendar
    if calendar is not scene.texts.calendar:
        urls = replace(scene.urls, chosen=calendar)
        scene = replace(scene, urls=urls, texts=texts_in(scene.texts.language, calendar))
    return scene, state


def _part(text: str) -> int:
    digits = fold(text)
    return int(digits) if digits.isascii() and digits.isdigit() and 0 < len(digits) < 4 else 1


def _label(facet: str, scene: Scene, value: str) -> str:
    """The text by which a facet value is found; for a path, all its names."""
    return value if facet == "category" else value_label(facet, value, scene.texts)


def _cut(result: SearchResult, most: int, scene: Scene) -> str | None:
    """A note that a file does not contain all results, or None if it does."""
    if result.articles <= most:
        return None
    texts = scene.texts
    return texts(
        "A file has the first %(most)s of the %(total)s articles. The feed has all of them.",
        most=texts.number(most),
        total=texts.number(result.articles),
    )


def _page(
    template: str,
    service: SearchService,
    scene: Scene,
    asked: SearchRequest,
    *,
    status: int = 200,
    **values: object,
) -> Response:
    content = render_template(
        template,
        site=service.settings.site_name,
        t=scene.texts,
        urls=scene.urls,
        asked=asked,
        status=status,
        switches=_switches(scene),
        **values,
    )
    return html_response(content, status)


def scene_of(service: SearchService) -> Scene:
    """What every part of a page needs, for the current request."""
    settings = service.settings
    return Scene(urls_for(service), texts_for(request), settings.zone, images=ImageHosts.of(settings))


def _switches(scene: Scene) -> tuple[SwitchView, ...]:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "ui"]
    return tuple(
        SwitchView(code, known.name, "?" + query_string([*kept, ("ui", code)]), code == scene.texts.language)
        for code, known in LANGUAGES.items()
    )
