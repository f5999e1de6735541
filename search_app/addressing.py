"""Where the service is, as the world sees it: the base of every absolute address."""

import re

from flask import request
from werkzeug.routing import BaseConverter

from engines.port.calendars import Calendar
from search_app.languages import chosen_calendar, chosen_language, language_of
from search_app.links import Links
from search_app.service import SearchService
from search_app.texts import LANGUAGES


class AnyIdConverter(BaseConverter):
    """The rest of a path, whatever it is: an id may be an address without its scheme (``//host/``)."""

    regex = ".+"
    part_isolating = False


_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.IGNORECASE)
"""A name or a number of a host, and a port."""


def links_for(service: SearchService) -> Links:
    """The addresses of the request under way: mounted where it came, in the language that it chose."""
    settings = service.settings
    return Links(
        request.script_root,
        chosen_language(request),
        settings.page_size,
        bool(settings.collapse),
        _base(settings.base_url),
        Calendar(LANGUAGES[language_of(request)].calendar),
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
