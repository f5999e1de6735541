"""Names of months in the calendars and languages of the archive, and what a month's name means.

Names are written in the form that :func:`normalize` gives. Persian has two lists (the solar calendar of
Iran and the French names of the Gregorian months) and a third one for Afghanistan; Arabic has two
Gregorian lists, that of Egypt and the Gulf and that of the Levant and Iraq, plus the Maghreb's spellings.
"""

import unicodedata
from datetime import date

import jdatetime

GREGORIAN = "gregorian"
JALALI = "jalali"

_GREGORIAN_NAMES = (
    "january jan janar janari يناير جانفي ژانويه جنوري كانون_الثاني",
    "february feb shkurt shkurti فبراير فيفري فوريه فبروري شباط",
    "march mar mars marsi مارس مارچ اذار",
    "april apr prill prilli ابريل افريل اوريل اپريل نيسان",
    "may maj maji مايو ماي مه مي ايار",
    "june jun qershor qershori يونيو يونيه جوان ژوين جون حزيران",
    "july jul korrik korriku يوليو يوليه جويليه ژوييه جولاي تموز",
    "august aug gusht gushti اغسطس اوت اگوست اگست اب",
    "september sep sept shtator shtatori سبتمبر شتنبر سپتامبر سپتمبر ايلول",
    "october oct tetor tetori اكتوبر تشرين_الاول",
    "november nov nentor nentori نوفمبر نونبر نوامبر نومبر تشرين_الثاني",
    "december dec dhjetor dhjetori ديسمبر دجنبر دسامبر دسمبر كانون_الاول",
)
_JALALI_NAMES = (
    "فروردين حمل",
    "ارديبهشت ثور",
    "خرداد جوزا",
    "تير سرطان",
    "مرداد امرداد اسد",
    "شهريور سنبله",
    "مهر ميزان",
    "ابان عقرب",
    "اذر قوس",
    "دي جدي",
    "بهمن دلو",
    "اسفند حوت",
)
_SPELLINGS = {
    "ی": "ي", "ى": "ي", "ئ": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ـ": ""
}  # fmt: skip
_LETTERS = str.maketrans(_SPELLINGS)


def normalize(text: str) -> str:
    """``text`` in small letters, ASCII digits, without marks, joiners and differences of spelling."""
    if text.isascii():
        return text.casefold()
    # Letters first, so that one with hamza falls to its base and not to its parts.
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return decomposed.translate(_FOLDING).casefold()


class _Folding(dict[int, str | int]):
    """What becomes of each character, worked out when it is first met."""

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


def _table(rows: tuple[str, ...], calendar: str) -> dict[str, tuple[str, int]]:
    return {
        name.replace("_", " "): (calendar, number)
        for number, row in enumerate(rows, start=1)
        for name in row.split()
    }


_FOLDING = _Folding()
MONTHS = _table(_GREGORIAN_NAMES, GREGORIAN) | _table(_JALALI_NAMES, JALALI)


def to_gregorian(calendar: str, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None where the calendar has no such day."""
    try:
        if calendar == JALALI:
            result: date = jdatetime.date(year, month, day).togregorian()
            return result
        return date(year, month, day)
    except ValueError:
        return None
