"""How do readers and programs reach the search? A Flask application, and the command line.

``create_app`` joins the parts: ``state`` and ``addresses`` (address <-> request), ``service`` (the use
cases), ``pages`` with ``views`` and ``templates`` (HTML), ``api`` with ``presenters`` (JSON), ``errors`` (one
handler for all).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from search_app.service import SearchService
    from search_app.settings import Settings


def create_app(settings: "Settings | None" = None, service: "SearchService | None" = None) -> "Flask":
    """The application. Without settings they come from the environment, without a service it is made of them.

    Raises:
        SettingsError: a setting makes no sense.
        UnknownEngineError: the settings name an engine that does not exist.
    """
    # Flask takes 150 ms to import, which a command line that only searches need not wait for.
    from search_app.application import make_app
    from search_app.service import SearchService
    from search_app.settings import Settings

    if service is None:
        service = SearchService(settings or Settings.load())
    return make_app(service)


__all__ = ["create_app"]
