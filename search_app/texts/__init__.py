"""The interface's texts, numbers and dates in each of its languages.

Texts are gettext messages whose source is English, plural forms, numbers and Gregorian
dates are Babel's, which is to say the Unicode CLDR's. The interface speaks a language of the registry that
has a catalogue in its folder. A ``Texts`` is what a page speaks: a language and a calendar.
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
"""Languages without a folder that are written from right to left."""
DEFAULT = SOURCE
LANGUAGES: dict[str, Language] = {
    code: language for code, language in KNOWN.items() if has_catalogue(language)
}
"""The languages of the interface."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` where the language is not known."""
    if language == "und":
        return "auto"
    if language in KNOWN:
        return KNOWN[language].direction
    return "rtl" if language in _RTL else "ltr"


def isolated(value: object) -> Markup:
    """A value as HTML whose direction does not disturb that of the sentence around it."""
    return Markup("<bdi>{}</bdi>").format(value)


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The interface in one language, its dates in one calendar."""

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
        """A text with values filled in, not yet escaped."""
        found: str = self.translations.ugettext(text)
        return found % values if values else found

    def html(self, text: str, **values: object) -> Markup:
        """A text as HTML, its values isolated."""
        escaped = Markup.escape(self.translations.ugettext(text))
        return escaped % {name: isolated(value) for name, value in values.items()}

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A text in the plural form of a number, which stands in it as ``%(n)s``."""
        found: str = self.translations.ungettext(one, many, number)
        return found % {"n": self.number(number)}

    def articles(self, number: int) -> str:
        """A number of articles, in words."""
        return self.ngettext("%(n)s article", "%(n)s articles", number)

    def number(self, number: int) -> str:
        """A whole number with the language's digits and separators."""
        return _number(self.language, number)

    def plain(self, text: object) -> str:
        """A text with its digits in the language's own, such as a year."""
        return str(text).translate(self.digits)

    def day(self, day: date) -> str:
        """A day, in full, in the page's calendar."""
        return _day(self.language, self.calendar, day)

    def month(self, year: int, month: int) -> str:
        """A month of the page's calendar and its year."""
        return self.plain(f"{self.month_name(month)} {year}")

    def month_name(self, month: int) -> str:
        """A month of the page's calendar."""
        return months.name(self.calendar, month, self.locale, self.translations)

    def period(self, span: Span) -> str | None:
        """A year, a month or a day of the page's calendar; None where a span is none of them."""
        found = same_period(span, self.calendar)
        if not found:
            return None
        if len(found) == 1:
            return self.plain(found[0])
        return self.month(*found) if len(found) == 2 else self.day(span[0])

    def other_calendar(self, day: date) -> str | None:
        """The same day in the other calendar that readers may know it by; None where there is no other."""
        usual = Calendar(LANGUAGES[self.language].calendar)
        other = Calendar.GREGORIAN if self.calendar is not Calendar.GREGORIAN else usual
        if other is self.calendar or parts_of(day, self.calendar) is None or parts_of(day, other) is None:
            return None
        return _day(self.language, other, day)

    def language_name(self, code: str) -> str:
        """The name of an article's language."""
        if code == "und":
            return self(names.OTHER_LANGUAGES)
        known = KNOWN.get(code)
        given = known.names.get(self.language) if known else None
        return given or str(self.locale.languages.get(code, known.name if known else code))


@cache
def texts_in(language: str, calendar: Calendar | None = None) -> Texts:
    """The texts of a language of ``LANGUAGES``, dates in its usual calendar where none is named."""
    known = LANGUAGES[language]
    table = {ord(str(value)): digit for value, digit in enumerate(known.digits)}
    usual = Calendar(known.calendar)
    return Texts(language, calendar or usual, catalogue(language), Locale.parse(known.locale), table)


# A page has a hundred numbers and dates, of few different values, and Babel takes 20 µs for each.
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
