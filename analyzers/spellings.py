"""One exact form for words that are the same word in two usual spellings, in every language of the script.

A letter that the Koran's spelling leaves out (``رحمن``), the carrier of a hamza (``مسؤول``, ``مسئول``), the
``ت`` and ``ة`` of Arabic compounds in Persian (``آية الله``, ``آیت‌الله``), and the ezafe after a final heh
(``خانهٔ``, ``خانه‌ی``). Words are folded before.
"""

import re

from analyzers.tokenize import ZWNJ

SPELLINGS_VERSION = "1"

_SAME = {
    "رحمن": "رحمان",
    "الرحمن": "الرحمان",
    "عبدالرحمن": "عبدالرحمان",
    "اسمعیل": "اسماعیل",
    "ابرهیم": "ابراهیم",
    "اسحق": "اسحاق",
    "هرون": "هارون",
    "سلیمن": "سلیمان",
    "لقمن": "لقمان",
    "عثمن": "عثمان",
    "داوود": "داود",
    "طاووس": "طاوس",
    "انشاالله": "انشاءالله",
    "ماشاالله": "ماشاءالله",
}
_HAMZA = re.compile("^([وفبلک]{0,2}(?:ال|لل)?)مسوو?ل")
_COMPOUND = re.compile("(?<=.{2})ه(?=(?:الله|الاسلام|الدین)$)")
_EZAFE = re.compile(f"ه[\u064b-\u0655]*{ZWNJ}[یيى]$")


def respelled(exact: str) -> str:
    """The usual spelling of a folded word."""
    same = _SAME.get(exact)
    if same is not None:
        return same
    if "مسو" in exact:
        return _HAMZA.sub(r"\1مسیول", exact)
    return _COMPOUND.sub("ت", exact) if "هال" in exact else exact


def spelled(raw: str, exact: str) -> str:
    """The exact form of a raw word: the usual spelling, without an ezafe after a final heh."""
    if exact[-2:] == "هی" and _EZAFE.search(raw):
        exact = exact[:-1]
    return respelled(exact)
