"""The message catalogues: gettext's ``.po`` files, compiled in memory at first use.

So no compiled file is tracked, and none can be out of date. The source is English, which needs no catalogue.
"""

from functools import cache
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain, get_locale

from analyzers import LANGUAGES, Language

SOURCE = "en"
CATALOGUE = "messages.po"
"""Name of the catalogue in a language's folder."""


def has_catalogue(language: Language) -> bool:
    """Whether a language is a language of the interface."""
    return language.code == SOURCE or language.file(CATALOGUE).is_file()


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language. For English these are the texts in the source."""
    if language == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with LANGUAGES[language].file(CATALOGUE).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's domain. Its own loader needs compiled files."""

    def get_translations(self) -> NullTranslations:
        """The translations into the language of the current request."""
        locale = get_locale()
        return catalogue(locale.language if locale else SOURCE)


class Interface(Babel):  # type: ignore[misc]
    """Flask-Babel with the catalogues of this package. Adds ``_`` and ``ngettext`` to templates."""

    domain_instance = _Catalogues()

    def init_app(self, app: Flask, *given: object, **named: object) -> None:
        """Make the templates of an application use the reader's language."""
        super().init_app(app, *given, **named)
