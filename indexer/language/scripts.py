"""Which script a text is written in, and which of its words carry language."""

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
    """The scripts that the languages of the archive are written in, and all others."""

    ARABIC = "arabic"
    LATIN = "latin"
    OTHER = "other"
    NONE = "none"


def words_of(text: str) -> tuple[Script, list[str]]:
    """The script of most letters, and the words in it. Addresses, marks and handles are no words."""
    text = _MARKS.sub("", _NOISE.sub(" ", text))
    arabic, latin = _ARABIC_WORD.findall(text), _LATIN_WORD.findall(text)
    sizes = {
        Script.ARABIC: sum(map(len, arabic)),
        Script.LATIN: sum(map(len, latin)),
        Script.OTHER: len(_OTHER_LETTER.findall(text)),
    }
    script = max(sizes, key=sizes.__getitem__)
    if not sizes[script]:
        return Script.NONE, []
    return script, arabic if script is Script.ARABIC else latin if script is Script.LATIN else []
