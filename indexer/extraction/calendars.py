"""Names of months in the calendars and languages of the archive.

The names are in ``pages.toml`` in each language's folder and are compared in the form of :func:`normalize`.
"""

import unicodedata
from datetime import date

import hijridate
import jdatetime

from indexer.extraction.vocabulary import months

GREGORIAN = "gregorian"
JALALI = "jalali"
HIJRI = "hijri"

_SPELLINGS = {
    "ی": "ي", "ى": "ي", "ئ": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ـ": ""
}  # fmt: skip
_LETTERS = str.maketrans(_SPELLINGS)


def normalize(text: str) -> str:
    """``text`` in lower case, with ASCII digits, without marks, joiners and differences in spelling."""
    if text.isascii():
        return text.casefold()
    # Letters first, so that one with hamza becomes its base and not its parts.
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return decomposed.translate(_FOLDING).casefold()


class _Folding(dict[int, str | int]):
    """The replacement of each character, computed at first use."""

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        digit = unicodedata.decimal(char, None)
        folded: str | int = code
        if digit is not None:
            folded = str(digit)
        elif unicodedata.category(char) in ("Mn", "Cf"):
            folded = ""
        elif char in _SPELLINGS:
            folded = _SPELLINGS[char]
        self[code] = folded
        return folded


def _table(names: str, calendar: str) -> dict[str, tuple[str, int]]:
    return {
        normalize(name.replace("_", " ")): (calendar, number)
        for number, row in enumerate(months(names), start=1)
        for name in row
    }


_FOLDING = _Folding()
MONTHS = _table("gregorian", GREGORIAN) | _table("solar", JALALI)
LUNAR_MONTHS = _table("lunar", HIJRI)
"""Separate: a page with a lunar date next to another one means the same day."""


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None if the calendar has no such day."""
    try:
        if calendar == JALALI:
            result: date = jdatetime.date(year, month, day).togregorian()
            return result
        if calendar == HIJRI:
            return hijridate.Hijri(year, month, day).to_gregorian()
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
