"""The script of a text, and those of its words that identify the language."""

import re
from enum import StrEnum

_NOISE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|[@#]\w+")
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200d-\u200f\u202a-\u202e\u2066-\u2069]+"
)
_ARABIC = (
    "\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc"
)
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_ARABIC_WORD = re.compile(f"[{_ARABIC}]+")
_LATIN_WORD = re.compile(f"[{_LATIN}]+(?:['’][{_LATIN}]+)*")
_OTHER_LETTER = re.compile(rf"[^\W\d_{_ARABIC}{_LATIN}]")


class Script(StrEnum):
    """The scripts of the languages in the registry, and all others."""

    ARABIC = "arabic"
    LATIN = "latin"
    OTHER = "other"
    NONE = "none"


# Stories in Arabic script contain names and whole titles in Latin letters, others rarely the reverse. And
# without short vowels a word has fewer letters.
_ARABIC_LETTER = 2


def words_of(text: str) -> tuple[Script, list[str]]:
    """The script of most letters, and the words in it. Addresses, marks and handles are not words."""
    if "://" in text or "www." in text or "@" in text or "#" in text:
        text = _NOISE.sub(" ", text)
    if text.isascii():
        latin = _LATIN_WORD.findall(text)
        return (Script.LATIN, latin) if latin else (Script.NONE, [])
    text = _MARKS.sub("", text)
    arabic, latin = _ARABIC_WORD.findall(text), _LATIN_WORD.findall(text)
    in_arabic, in_latin = len("".join(arabic)), len("".join(latin))
    best = max(_ARABIC_LETTER * in_arabic, in_latin)
    # Letters of other scripts are only counted if there can be that many.
    if best < len(text) - in_arabic - in_latin and best < len(_OTHER_LETTER.findall(text)):
        return Script.OTHER, []
    if not best:
        return Script.NONE, []
    return (Script.LATIN, latin) if best == in_latin else (Script.ARABIC, arabic)
