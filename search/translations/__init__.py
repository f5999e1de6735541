"""Finds articles in other languages by translations of what was typed.

A translation is an alternative of a typed word, as a synonym is, but counts less. So hits stay a set that is
counted exactly. The table has a row for each thing, with its words in each language.
"""

from search.translations.across import AcrossLanguages, left_in, target_languages
from search.translations.files import NO_ROWS, Row, read_rows, shipped_rows
from search.translations.table import NO_TRANSLATIONS, Translations

__all__ = [
    "NO_ROWS",
    "NO_TRANSLATIONS",
    "AcrossLanguages",
    "Row",
    "Translations",
    "left_in",
    "read_rows",
    "shipped_rows",
    "target_languages",
]
