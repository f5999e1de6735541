"""How do readers and programs reach the search? Through a Flask application and a command line.

``create_app`` connects the modules: ``state`` and ``query_strings`` convert between URLs and requests,
``service`` holds the use cases, ``pages`` with ``views`` and ``templates`` produces HTML, ``api`` with
``presenters`` produces JSON, and ``errors`` is the one handler for all errors.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from search_app.push.port import Publisher
    from search_app.service import SearchService
    from search_app.settings import Settings


def create_app(
    settings: "Settings | None" = None,
    service: "SearchService | None" = None,
    publisher: "Publisher | None" = None,
) -> "Flask":
    """Create the application.

    Args:
        settings: defaults to the settings in the environment.
        service: defaults to a service created from the settings.
        publisher: stores the articles that programs send to the API; without it they are refused.

    Raises:
        SettingsError: a setting has an invalid value.
        UnknownEngineError: the settings name an engine that does not exist.
    """
    # Importing Flask takes 150 ms. A command that only searches does not need it.
    from search_app.application import make_app
    from search_app.service import SearchService
    from search_app.settings import Settings

    if service is None:
        service = SearchService(settings or Settings.load())
    return make_app(service, publisher=publisher)


__all__ = ["create_app"]
