"""The interface's texts, numbers and dates in each of its languages.

A language is one JSON file here with the same keys as the others, and one line in ``LANGUAGES``. A text that
counts is an object of plural forms by the categories of the Unicode CLDR, ``zero one two few many other``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import jdatetime
from markupsafe import Markup, escape

Catalogue = Mapping[str, str | Mapping[str, str]]

RTL = frozenset({"ar", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""
DEFAULT = "en"


def _one_is_one(count: int) -> str:
    return "one" if count == 1 else "other"


def _zero_or_one_is_one(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _arabic(count: int) -> str:
    if count < 3:
        return ("zero", "one", "two")[count]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


LANGUAGES: dict[str, tuple[str, Callable[[int], str]]] = {
    "en": ("English", _one_is_one),
    "fa": ("فارسی", _zero_or_one_is_one),
    "ar": ("العربية", _arabic),
    "sq": ("Shqip", _one_is_one),
}
"""Language code -> its own name and its plural rule (CLDR 46, cardinals of whole numbers)."""


def direction(language: str) -> str:
    """``rtl`` or ``ltr``; ``auto`` where the language is not known."""
    if language == "und":
        return "auto"
    return "rtl" if language in RTL else "ltr"


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language."""

    language: str
    texts: Catalogue
    digits: dict[int, str]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """A text with values filled in, not yet escaped.

        Raises:
            KeyError: there is no such text.
        """
        text = self.texts[key]
        if not isinstance(text, str):
            raise KeyError(f"{key} counts; use count()")
        return text.format(**values) if values else text

    def html(self, key: str, **values: object) -> Markup:
        """A text as HTML, its values isolated so that their direction does not disturb the sentence's."""
        text = escape(self(key))
        return text.format(**{name: Markup("<bdi>{}</bdi>").format(value) for name, value in values.items()})

    def count(self, key: str, number: int) -> str:
        """A text in the plural form of a number, with the number in it."""
        forms = self.texts[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} does not count; call it")
        return forms[LANGUAGES[self.language][1](number)].format(n=self.number(number))

    def number(self, number: int) -> str:
        """A whole number with the language's digits and separators."""
        if number < 1000:
            return str(number).translate(self.digits)
        return f"{number:,}".replace(",", self("number.group")).translate(self.digits)

    def plain(self, text: str) -> str:
        """A text with its digits in the language's own, such as a year."""
        return text.translate(self.digits)

    def day(self, day: date) -> str:
        """A day, in full."""
        text = self("date.day", day=day.day, month=self(f"month.{day.month}"), year=day.year)
        return self.plain(text)

    def month(self, year: int, month: int) -> str:
        """A month and its year."""
        return self.plain(self("date.month", month=self(f"month.{month}"), year=year))

    def other_calendar(self, day: date) -> str | None:
        """The same day in the Jalali calendar for readers of Persian; None for others."""
        if self.language != "fa" or day.year < 700:
            return None
        jalali = jdatetime.date.fromgregorian(date=date(day.year, day.month, day.day))
        name = jdatetime.date.j_months_fa[jalali.month - 1]
        return self.plain(f"{jalali.day} {name} {jalali.year}")

    def language_name(self, code: str) -> str:
        """The name of an article's language."""
        known = self.texts.get(f"language.{code}", code)
        return known if isinstance(known, str) else code


@cache
def texts_in(language: str) -> Texts:
    """The texts of a language of ``LANGUAGES``."""
    source = files(__name__).joinpath(f"{language}.json").read_text("utf-8")
    catalogue: dict[str, str | dict[str, str]] = json.loads(source)
    digits = catalogue["number.digits"]
    table = {ord(str(value)): digit for value, digit in enumerate(digits)}
    return Texts(language, catalogue, table)
