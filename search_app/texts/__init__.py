"""The texts, numbers and dates of the interface in each of its languages.

Texts are gettext messages in English. Plural forms, numbers and Gregorian dates come from Babel, that is,
from the Unicode CLDR. A language of the registry is a language of the interface if its folder contains a
catalogue. A ``Texts`` is one language and one calendar.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations
from markupsafe import Markup

from analyzers import LANGUAGES as KNOWN
from analyzers import Language
from engines.port.calendars import Calendar, Span, parts_of, same_period
from search_app.texts import months, names
from search_app.texts.catalogues import SOURCE, catalogue, has_catalogue

_RTL = frozenset({"ckb", "dv", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"})
"""Right-to-left languages that have no folder."""
DEFAULT = SOURCE
LANGUAGES: dict[str, Language] = {
    code: language for code, language in KNOWN.items() if has_catalogue(language)
}
"""The languages of the interface."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` if the language is unknown."""
    if language == "und":
        return "auto"
    if language in KNOWN:
        return KNOWN[language].direction
    return "rtl" if language in _RTL else "ltr"


def isolated(value: object) -> Markup:
    """A value as HTML, isolated so that its direction does not affect the sentence around it."""
    return Markup("<bdi>{}</bdi>").format(value)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The interface in one language, with dates in one calendar."""

    language: str
    calendar: Calendar
    translations: NullTranslations
    locale: Locale
    digits: dict[int, str]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    def __call__(self, text: str, **values: object) -> str:
        """Translate a text and fill in values. The result is not escaped."""
        found: str = self.translations.ugettext(text)
        return found % values if values else found

    def html(self, text: str, **values: object) -> Markup:
        """A translated text as HTML, with isolated values."""
        escaped = Markup.escape(self.translations.ugettext(text))
        return escaped % {name: isolated(value) for name, value in values.items()}

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A text in the plural form of a number, which it contains as ``%(n)s``."""
        found: str = self.translations.ungettext(one, many, number)
        return found % {"n": self.number(number)}

    def articles(self, number: int) -> str:
        """ "1 article", "2 articles" and so on."""
        return self.ngettext("%(n)s article", "%(n)s articles", number)

    def number(self, number: int) -> str:
        """A whole number with the language's digits and separators."""
        return _number(self.language, number)

    def plain(self, text: object) -> str:
        """A text, such as a year, with its digits replaced by the language's own."""
        return str(text).translate(self.digits)

    def day(self, day: date) -> str:
        """A full date in the page's calendar."""
        return _day(self.language, self.calendar, day)

    def month(self, year: int, month: int) -> str:
        """A month and year of the page's calendar."""
        return self.plain(f"{self.month_name(month)} {year}")

    def month_name(self, month: int) -> str:
        """Name of a month of the page's calendar."""
        return months.name(self.calendar, month, self.locale, self.translations)

    def period(self, span: Span) -> str | None:
        """A year, a month or a day of the page's calendar; None if a span is not one of them."""
        found = same_period(span, self.calendar)
        if not found:
            return None
        if len(found) == 1:
            return self.plain(found[0])
        return self.month(*found) if len(found) == 2 else self.day(span[0])

    def other_calendar(self, day: date) -> str | None:
        """The same day in another calendar that readers may use; None if there is no other."""
        usual = Calendar(LANGUAGES[self.language].calendar)
        other = Calendar.GREGORIAN if self.calendar is not Calendar.GREGORIAN else usual
        if other is self.calendar or parts_of(day, self.calendar) is None or parts_of(day, other) is None:
            return None
        return _day(self.language, other, day)

    def language_name(self, code: str) -> str:
        """Name of an article's language."""
        if code == "und":
            return self(names.OTHER_LANGUAGES)
        known = KNOWN.get(code)
        given = known.names.get(self.language) if known else None
        return given or str(self.locale.languages.get(code, known.name if known else code))


@cache
def texts_in(language: str, calendar: Calendar | None = None) -> Texts:
    """The texts of a language of ``LANGUAGES``.

    Args:
        calendar: calendar of the dates; defaults to that of the language.
    """
    known = LANGUAGES[language]
    table = {ord(str(value)): digit for value, digit in enumerate(known.digits)}
    usual = Calendar(known.calendar)
    return Texts(language, calendar or usual, catalogue(language), Locale.parse(known.locale), table)


# A page has a hundred numbers and dates with few different values, and Babel takes 20 µs for each.
@lru_cache(maxsize=1 << 14)
def _number(language: str, number: int) -> str:
    texts = texts_in(language)
    return format_decimal(number, locale=texts.locale, numbering_system="default").translate(texts.digits)


@lru_cache(maxsize=1 << 14)
def _day(language: str, calendar: Calendar, day: date) -> str:
    texts = texts_in(language, calendar)
    parts = parts_of(day, calendar)
    if calendar is Calendar.GREGORIAN or parts is None:
        return texts.plain(format_date(day, "d MMMM y", locale=texts.locale))
    return texts.plain(f"{parts[2]} {texts.month_name(parts[1])} {parts[0]}")
