"""The catalogues of messages: gettext's ``.po`` files, compiled in memory when a language is first needed.

So nothing compiled is tracked, and none can be older than its source. English is the language of the source
and has no catalogue.
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
"""The catalogue in a language's folder."""


def has_catalogue(language: Language) -> bool:
    """Whether the interface speaks a language."""
    return language.code == SOURCE or language.file(CATALOGUE).is_file()


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into a language of the interface; the source's own texts for English."""
    if language == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with LANGUAGES[language].file(CATALOGUE).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class _Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's domain, whose own loader wants compiled files."""

    def get_translations(self) -> NullTranslations:
        """Those of the request's language."""
        locale = get_locale()
        return catalogue(locale.language if locale else SOURCE)


class Interface(Babel):  # type: ignore[misc]
    """Flask-Babel with the catalogues of this package: gives templates ``_`` and ``ngettext``."""

    domain_instance = _Catalogues()

    def init_app(self, app: Flask, *given: object, **named: object) -> None:
        """Let the templates of an application speak its reader's language."""
        super().init_app(app, *given, **named)
