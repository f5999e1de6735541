"""Which language the interface speaks to a reader, and in which calendar."""

from flask import Request

from engines.port.calendars import Calendar
from search_app.texts import DEFAULT, LANGUAGES, Texts, texts_in


def chosen_language(request: Request) -> str | None:
    """The language that the address names with ``ui``, if it is one of the interface's."""
    asked = request.args.get("ui", "")
    return asked if asked in LANGUAGES else None


def language_of(request: Request) -> str:
    """The chosen language, else the one that the browser likes best."""
    best = request.accept_languages.best_match(LANGUAGES, default=DEFAULT)
    return chosen_language(request) or best or DEFAULT


def chosen_calendar(request: Request) -> Calendar | None:
    """The calendar that the address names, where it is not the language's usual one."""
    asked = request.args.get("calendar", "").lower()
    usual = Calendar(LANGUAGES[language_of(request)].calendar)
    return Calendar(asked) if asked in set(Calendar) - {usual} else None


def texts_for(request: Request) -> Texts:
    """The interface as a reader wants it."""
    return texts_in(language_of(request), chosen_calendar(request))
