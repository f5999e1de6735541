"""The texts of the widget in one language, as data for its script."""

from typing import Any

from analyzers import LANGUAGES
from engines.port.calendars import Calendar
from engines.port.fields import FIELDS
from search_app.texts import Texts
from search_app.texts.names import SORTS, facet_label, mark

LABELS = {
    "search": mark("Search"),
    "suggestions": mark("Suggestions"),
    "results": mark("Results"),
    "filters": mark("Filters"),
    "sort": mark("Sort by"),
    "previous": mark("Previous"),
    "next": mark("Next"),
    "all": mark("All results"),
    "nothing": mark("Nothing was found"),
    "trouble": mark("The search cannot be reached."),
    "close": mark("Close"),
    "related": mark("Related articles"),
    "shared": mark("Shared words:"),
    "caption": mark("Caption:"),
}
"""Name of a label, which a page can replace -> its message."""
_NUMBERING = {"۰": "arabext", "٠": "arab"}
"""Zero of a language -> name of its digits in Unicode."""
_CALENDARS = {Calendar.JALALI: "persian", Calendar.HIJRI: "islamic-umalqura"}
"""Names of calendars in Unicode."""
_SOME_NUMBERS = (*range(101), 1_000_000)
"""Numbers in which every plural form of the languages occurs."""


def texts_json(texts: Texts) -> dict[str, Any]:
    """Labels, plural forms of "n articles" by CLDR category, locale for numbers and dates, language names."""
    labels = {
        **{name: texts(text) for name, text in LABELS.items()},
        "sorts": {order.value: texts(text) for order, text in SORTS.items()},
        "facets": {name: texts(facet_label(name)) for name in FIELDS.facets},
    }
    return {
        "language": texts.language,
        "direction": texts.direction,
        "locale": _locale(texts),
        "labels": labels,
        "languages": {code: texts.language_name(code) for code in (*LANGUAGES, "und")},
        "articles": _articles(texts),
    }


def _locale(texts: Texts) -> str:
    numbering = _NUMBERING.get(texts.digits.get(ord("0"), ""), "latn")
    calendar = _CALENDARS.get(texts.calendar, "gregory")
    return f"{texts.language}-u-ca-{calendar}-nu-{numbering}"


def _articles(texts: Texts) -> dict[str, str]:
    """CLDR plural category -> "n articles" with ``{n}`` for the number."""
    find = texts.translations.ungettext
    return {
        texts.locale.plural_form(number): find("%(n)s article", "%(n)s articles", number) % {"n": "{n}"}
        for number in _SOME_NUMBERS
    }
