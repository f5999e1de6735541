"""One universal fold: the same surface has the same exact form, whatever language was detected.

Letters are folded one by one and never in whole texts, so offsets into the original stay true.
The letter rules are those that Persian and Arabic readers expect: the many code points of yeh, kaf
and heh are one letter each, hamza carriers lose their hamza, all decimal digits are ASCII. A letter that a
language of the registry declares its own (``letters`` in its ``language.toml``) is never folded into another.
"""

import unicodedata

from analyzers.registry import LANGUAGES

FOLD_VERSION = "1"
LONGEST_TERM = 255
"""Characters of a term that are kept; engines limit the length of a term."""

_LETTERS = {
    # Arabic script: letters that readers see as one and that keyboards and systems write differently.
    "ي": "ی", "ى": "ی", "ے": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ؠ": "ی", "ٸ": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ", "ڭ": "گ",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ە": "ه",
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ۆ": "و", "ۇ": "و", "ۋ": "و", "ۊ": "و", "ٶ": "و", "ٷ": "و",
    # Latin letters with a stroke or without a dot, which Unicode does not decompose.
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th",
    # Decimal and thousands separators of Arabic-script numbers.
    "٫": ".", "٬": ",",
    # Apostrophes and hyphens that differ only in typography.
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-",
}  # fmt: skip
_DROPPED = frozenset("ـٴۥۦ")
"""Tatweel and the small high letters: they are written between letters but are none."""
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf", "Cs", "Cc", "Co", "Cn"})


def _fold_letter(char: str) -> str:
    """Fold what compatibility decomposition left: one character to none, one or two."""
    if char.isspace():
        return " "
    if char in _DROPPED or unicodedata.category(char) in _DROPPED_CATEGORIES:
        return ""
    digit = unicodedata.decimal(char, None)
    return _LETTERS.get(char, char) if digit is None else str(digit)


class FoldTable(dict[int, str]):
    """A translation table that learns each character when it is first seen.

    ``letters`` stay as they are, but for capitals, which become small.
    """

    def __init__(self, letters: str = "") -> None:
        super().__init__()
        self._kept = frozenset(letters.casefold())
        self.composes = any(map(unicodedata.decomposition, self._kept))
        """Whether a kept letter can also be written as a base and marks, which must be joined first."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold_character(chr(code))
        return folded

    def _fold_character(self, char: str) -> str:
        """Fold to a fixed point, because casefolding and decomposition can feed each other."""
        small = char.casefold()
        for written in (small, unicodedata.normalize("NFKD", small)):
            # A letter and its presentation forms, but none that is only built on it: ۀ is ە and a mark.
            if written in self._kept:
                return written
        folded = char
        for _ in range(4):
            decomposed = unicodedata.normalize("NFKD", folded).casefold()
            again = "".join(map(_fold_letter, decomposed))
            if again == folded:
                break
            folded = again
        return folded


KEPT_LETTERS = LANGUAGES.letters()
"""The letters that are some language's own; a part of every fingerprint."""
_TABLE = FoldTable(KEPT_LETTERS)


def fold(text: str, table: FoldTable = _TABLE) -> str:
    """Fold any text for comparing as a keyword: letters folded, white space single, ends trimmed."""
    return " ".join(_translated(text, table).split())


def fold_word(word: str, table: FoldTable = _TABLE) -> str:
    """Fold one token to its exact form: at most ``LONGEST_TERM`` characters, no space, no apostrophe."""
    folded = _translated(word, table)
    if " " in folded or "'" in folded:
        folded = folded.replace(" ", "").replace("'", "")
    return folded[:LONGEST_TERM]


def _translated(text: str, table: FoldTable) -> str:
    return (unicodedata.normalize("NFC", text) if table.composes else text).translate(table)


def script_of(word: str) -> str:
    """The script of a word by its first character: ``latin``, ``arabic`` or ``other``."""
    first = word[:1]
    if "a" <= first <= "z" or "A" <= first <= "Z":
        return "latin"
    if "\u0600" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f" or "\u0870" <= first <= "\u08ff":
        return "arabic" if first.isalpha() else "other"
    if first.isalpha() and unicodedata.name(first, "").startswith(("LATIN", "FULLWIDTH LATIN")):
        return "latin"
    return "arabic" if "\ufb50" <= first <= "\ufefc" and first.isalpha() else "other"
