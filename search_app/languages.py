"""Chooses the language and calendar of the interface for a request."""

from flask import Request

from engines.port.calendars import Calendar
from search_app.texts import DEFAULT, LANGUAGES, Texts, texts_in


def chosen_language(request: Request) -> str | None:
    """The language in the parameter ``ui``, or None if it is missing or not a language of the interface."""
    asked = request.args.get("ui", "")
    return asked if asked in LANGUAGES else None


def language_of(request: Request) -> str:
    """The chosen language, else the one that the browser prefers."""
    best = request.accept_languages.best_match(LANGUAGES, default=DEFAULT)
    return chosen_language(request) or best or DEFAULT


def chosen_calendar(request: Request) -> Calendar | None:
    """The calendar named in the address, or None if it is missing or the language's default."""
    asked = request.args.get("calendar", "").lower()
    usual = Calendar(LANGUAGES[language_of(request)].calendar)
    return Calendar(asked) if asked in set(Calendar) - {usual} else None


def texts_for(request: Request) -> Texts:
    """The interface texts for a request."""
    return texts_in(language_of(request), chosen_calendar(request))
