"""The URLs for the current request, and the base of every absolute one."""

import re

from flask import request
from werkzeug.routing import BaseConverter

from engines.port.calendars import Calendar
from search_app.defaults import Defaults
from search_app.languages import chosen_calendar, chosen_language, language_of
from search_app.service import SearchService
from search_app.texts import LANGUAGES
from search_app.urls import Urls


class AnyIdConverter(BaseConverter):
    """The rest of a path, whatever it is: an id may be an address without its scheme (``//host/``)."""

    regex = ".+"
    part_isolating = False


_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.IGNORECASE)
"""A name or a number of a host, and a port."""


def urls_for(service: SearchService) -> Urls:
    """The URLs for the current request: under its mount point, in the language that it chose."""
    settings = service.settings
    return Urls(
        request.script_root,
        chosen_language(request),
        Defaults.of(settings, Calendar(LANGUAGES[language_of(request)].calendar)),
        _base(settings.base_url),
        chosen_calendar(request),
    )


def _base(configured: str) -> str:
    """The address of the service without a slash at the end: as set, else as the request named the host.

    A name that no host can have is not handed on: it would end in feeds and in other people's caches.
    """
    if configured:
        return configured.rstrip("/")
    host = request.host if _HOST.fullmatch(request.host) else "localhost"
    return f"{request.scheme}://{host}{request.script_root}"
