"""Builds the Flask application."""

from functools import partial

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from search_app import assets, compression, cors, errors, hosts, limits, logs, responses, templating
from search_app.access import gate
from search_app.api import api_blueprint, documentation_blueprint, events_blueprint, writing_blueprint
from search_app.desk.files import add_files
from search_app.desk.queries import add_queries
from search_app.desk.routes import desk_blueprint, desk_of
from search_app.desk.story_pages import add_stories
from search_app.embeds import embeds_blueprint
from search_app.events.log import EventLog
from search_app.exports.routes import exports_blueprint
from search_app.exports.sizes import SIZES, ExportSizes
from search_app.languages import language_of
from search_app.pages import error_page, pages_blueprint
from search_app.push.port import Publisher
from search_app.request_urls import AnyIdConverter
from search_app.service import SearchService
from search_app.texts import DEFAULT, isolated, names
from search_app.texts.catalogues import Interface
from search_app.views.images import ImageHosts
from search_app.widget.routes import widget_blueprint

_MAX_BODY = 64 * 1024


def make_app(service: SearchService, sizes: ExportSizes = SIZES, publisher: Publisher | None = None) -> Flask:
    """An application that answers from a service. It shares no state with other applications.

    Args:
        publisher: stores the articles that programs send; without it they are refused.
    """
    service.outage.logged = True
    app = Flask("search_app")
    app.url_map.converters["any_id"] = AnyIdConverter
    # An id may begin with slashes or contain several in a row.
    app.url_map.merge_slashes = False
    # Routes that read a larger body say so. Others refuse it before it is read.
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    _install_templates(app)
    if service.settings.log == "json":
        logs.install(app)
    responses.install(app, ImageHosts.of(service.settings).policy())
    compression.install(app)
    app.jinja_env.globals |= assets.install(app)
    limits.install(app, service.settings.deadline)
    hosts.install(app, service.settings.allowed_hosts)
    cors.install(app, service.settings.allowed_origins)
    gate.install(app, service.settings)
    errors.install(app, partial(error_page, service))
    _register(app, service, sizes, publisher)
    if proxies := service.settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0)  # type: ignore[method-assign]
    return app


def _install_templates(app: Flask) -> None:
    templating.install(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["names"] = names
    app.jinja_env.filters["bdi"] = isolated
    Interface(app, default_locale=DEFAULT, locale_selector=lambda: language_of(request))


def _register(app: Flask, service: SearchService, sizes: ExportSizes, publisher: Publisher | None) -> None:
    app.extensions["events"] = events = EventLog(service.settings)
    app.register_blueprint(pages_blueprint(service, sizes.file, events))
    app.register_blueprint(api_blueprint(service, publisher, events))
    app.register_blueprint(events_blueprint(events))
    app.register_blueprint(writing_blueprint(service, publisher))
    app.register_blueprint(documentation_blueprint(service))
    app.register_blueprint(exports_blueprint(service, sizes))
    app.register_blueprint(widget_blueprint(events=events.on))
    app.register_blueprint(embeds_blueprint(service))
    app.extensions["desk"] = desk = desk_of(service, publisher)
    app.register_blueprint(desk_blueprint(desk, add_queries, add_files, add_stories))
