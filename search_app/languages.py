"""Which language the interface speaks to a reader."""

from flask import Request

from search_app.texts import DEFAULT, LANGUAGES, Texts, texts_in


def chosen_language(request: Request) -> str | None:
    """The language that the address names with ``ui``, if it is one of the interface's."""
    asked = request.args.get("ui", "")
    return asked if asked in LANGUAGES else None


def texts_for(request: Request) -> Texts:
    """The texts in the chosen language, else in the one that the browser likes best."""
    best = request.accept_languages.best_match(LANGUAGES, default=DEFAULT)
    return texts_in(chosen_language(request) or best or DEFAULT)
