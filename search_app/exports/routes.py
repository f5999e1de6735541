"""The addresses of exports. They take the parameters of the results page."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request

from engines.port.model import Document
from search_app.defaults import Defaults
from search_app.exports.discovery import opensearch, robots
from search_app.exports.feed import asked_of, feed
from search_app.exports.formats import FORMATS, Format
from search_app.exports.site import Site
from search_app.exports.sitemap import sitemap_index, sitemap_part
from search_app.exports.sizes import ExportSizes
from search_app.languages import texts_for
from search_app.query_strings import Pairs
from search_app.request_urls import urls_for
from search_app.responses import cached, json_response
from search_app.service import SearchService
from search_app.state import require
from search_app.urls import Urls

_XML = "application/xml"


def exports_blueprint(service: SearchService, sizes: ExportSizes) -> Blueprint:
    """The routes of exports, answered by one service."""
    exports = Blueprint("exports", __name__)
    _results(exports, service, sizes.file)
    _sites(exports, service, sizes.sitemap)
    _feeds(exports, service, sizes.feed)
    return exports


def _results(exports: Blueprint, service: SearchService, most: int) -> None:
    @exports.get("/results.<any(" + ",".join(FORMATS) + "):name>")
    def results(name: str) -> Response:
        asked = require(_arguments(), Defaults.of(service.settings))
        documents = service.matches(asked, most)
        return _file(service, FORMATS[name], documents, asked.text)

    @exports.get("/article.<any(" + ",".join(n for n, f in FORMATS.items() if f.cites) + "):name>")
    def article(name: str) -> Response:
        document = service.article(request.args.get("id", ""))
        return _file(service, FORMATS[name], [document], document.title)


def _feeds(exports: Blueprint, service: SearchService, size: int) -> None:
    @exports.get("/results.atom")
    def atom() -> Response:
        settings = service.settings
        # A feed has its own page size and order.
        own = [(name, value) for name, value in _arguments() if name not in ("size", "sort")]
        asked = asked_of(require(own, Defaults(collapse=bool(settings.collapse))), size)
        urls, texts = urls_for(service), texts_for(request)
        title = f"{settings.site_name}: {asked.text}" if asked.text else settings.site_name
        made = feed(service.search(asked), title, texts.language, urls, _site(service, urls))
        response = Response(render_template("feed.xml", feed=made), mimetype="application/atom+xml")
        return _dated(response, service)

    @exports.get("/opensearch.xml")
    def description() -> Response:
        texts, site = texts_for(request), service.settings.site_name
        text = f"{site}: {texts('Search the archive')}"
        content = opensearch(site, text, texts.language, urls_for(service))
        response = Response(content, mimetype="application/opensearchdescription+xml")
        response.vary.add("Accept-Language")
        return cached(response)

    @exports.get("/opensearch/suggest")
    def suggest() -> Response:
        text = request.args.get("q", "")[:100]
        found = [suggestion.text for suggestion in service.suggest(text)]
        response = json_response([text, found])
        response.mimetype = "application/x-suggestions+json"
        return cached(response)


def _sites(exports: Blueprint, service: SearchService, size: int) -> None:
    @exports.get("/robots.txt")
    def crawlers() -> Response:
        return cached(Response(robots(urls_for(service)), mimetype="text/plain"))

    @exports.get("/sitemap.xml")
    def index() -> Response:
        urls, parts = urls_for(service), -(-service.status().documents // size)
        addresses = [urls.absolute(f"{urls.root}/sitemap-{part}.xml") for part in range(1, parts + 1)]
        return _dated(Response(sitemap_index(addresses, service.changed()), mimetype=_XML), service)

    @exports.get("/sitemap-<int:part>.xml")
    def part(part: int) -> Response:
        start = (part - 1) * size
        if not 0 <= start < max(1, service.status().documents):
            abort(404)
        stored = service.stored(start, size)
        content = sitemap_part(stored, service.alternates(), _site(service, urls_for(service)))
        return _streamed(service, content, _XML)


class _Stream(Response):
    """A response that is never held in memory as a whole, not even to compute its length."""

    implicit_sequence_conversion = False


def _file(service: SearchService, form: Format, documents: Iterable[Document], name: str) -> Response:
    content = form.write(documents, _site(service, urls_for(service)))
    response = _streamed(service, content, form.mimetype)
    # RFC 6266: the plain name is for programs that do not know the other.
    names = f"filename=articles.{form.name}; filename*=UTF-8''{quote(_name(name, form), safe='')}"
    response.headers["Content-Disposition"] = f"attachment; {names}"
    return response


def _streamed(service: SearchService, content: Iterable[str], mimetype: str) -> Response:
    """A streamed response. Its ETag is the state of the data it is made from."""
    pieces = (piece.encode("utf-8", "replace") for piece in content)
    response = _Stream(pieces, mimetype=mimetype)
    tag = f"{service.state()} {request.url} {request.accept_languages}"
    return cached(response, tag.encode("utf-8", "replace"))


def _dated(response: Response, service: SearchService) -> Response:
    response.last_modified = service.changed()
    response.vary.add("Accept-Language")
    return cached(response)


def _site(service: SearchService, urls: Urls) -> Site:
    page = partial(_page, replace(urls, ui=None))
    return Site(service.settings.site_name, service.settings.zone, page)


def _page(urls: Urls, id_: str) -> str:
    return urls.absolute(urls.article(id_))


def _name(text: str, form: Format) -> str:
    """A file name for a query: letters and digits of all scripts; other characters become hyphens."""
    words = "".join(c if c.isalnum() else " " for c in text[:200]).split()
    name = "-".join(words).encode("utf-8", "ignore").decode()
    return f"{name[:60] or 'articles'}.{form.name}"


def _arguments() -> Pairs:
    return request.args.items(multi=True)
