"""The URLs for the current request, and the base of absolute URLs."""

import re

from flask import g, request
from werkzeug.routing import BaseConverter

from engines.port.calendars import Calendar
from search_app.defaults import Defaults
from search_app.languages import chosen_calendar, chosen_language, language_of
from search_app.service import SearchService
from search_app.texts import LANGUAGES
from search_app.urls import Urls


class AnyIdConverter(BaseConverter):
    """Matches the rest of a path, because an id may be an address without its scheme (``//host/``)."""

    regex = ".+"
    part_isolating = False


_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.IGNORECASE)
"""A host name or IP address, and a port."""


def urls_for(service: SearchService) -> Urls:
    """The URLs for the current request: below the application's mount point, in the chosen language."""
    settings = service.settings
    return Urls(
        request.script_root,
        chosen_language(request),
        Defaults.of(settings, Calendar(LANGUAGES[language_of(request)].calendar)),
        _base(settings.base_url),
        chosen_calendar(request),
    )


def _base(configured: str) -> str:
    """The address of the service without a trailing slash: as configured, else as the request named the host.

    An invalid host name is not used: it would end up in feeds and in the caches of others.
    """
    if configured:
        return configured.rstrip("/")
    g.by_host = True
    host = request.host if _HOST.fullmatch(request.host) else "localhost"
    return f"{request.scheme}://{host}{request.script_root}"
