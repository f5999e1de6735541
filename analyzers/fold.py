"""Folding of letters: the same surface form has the same exact form, whatever language was detected.

Letters are folded one by one and never in whole texts, so offsets into the original remain correct. The rules
are those that Persian and Arabic readers expect: the many code points of yeh, kaf and heh are one letter
each, hamza carriers lose their hamza, and all decimal digits become ASCII. A letter that a language of the
registry declares as its own (``letters`` in its ``language.toml``) is never folded into another.
"""

import unicodedata

from analyzers.registry import LANGUAGES

FOLD_VERSION = "1"
LONGEST_TERM = 255
"""Maximum length of a term in characters. Engines limit the length of a term."""

_LETTERS = {
    # Arabic script: letters that readers treat as one and that keyboards and systems write differently.
    "ي": "ی", "ى": "ی", "ے": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ؠ": "ی", "ٸ": "ی",
    "ك": "ک", "ڪ": "ک", "ګ": "گ", "ڭ": "گ",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ە": "ه",
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ٵ": "ا",
    "ۆ": "و", "ۇ": "و", "ۋ": "و", "ۊ": "و", "ٶ": "و", "ٷ": "و",
    # Latin letters with a stroke or without a dot, which Unicode does not decompose.
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th",
    # Decimal and thousands separators of numbers in Arabic script.
    "٫": ".", "٬": ",",
    # Apostrophes and hyphens that differ only in typography.
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "‐": "-", "‑": "-",
}  # fmt: skip
_DROPPED = frozenset("ـٴۥۦ")
"""Tatweel and the small high letters: written between letters, but not letters."""
_DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf", "Cs", "Cc", "Co", "Cn"})


def _fold_letter(char: str) -> str:
    """Fold what compatibility decomposition left over: one character becomes zero, one or two."""
    if char.isspace():
        return " "
    if char in _DROPPED or unicodedata.category(char) in _DROPPED_CATEGORIES:
        return ""
    digit = unicodedata.decimal(char, None)
    return _LETTERS.get(char, char) if digit is None else str(digit)


class FoldTable(dict[int, str]):
    """A translation table that computes each character at first use.

    ``letters`` are kept, but their capitals become lower case.
    """

    def __init__(self, letters: str = "") -> None:
        super().__init__()
        self._kept = frozenset(letters.casefold())
        self.composes = any(map(unicodedata.decomposition, self._kept))
        """Whether a kept letter can also be written as a base and marks, which must then be composed
        first.
        """

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold_character(chr(code))
        return folded

    def _fold_character(self, char: str) -> str:
        """Fold until nothing changes, because case folding and decomposition can affect each other."""
        small = char.casefold()
        for written in (small, unicodedata.normalize("NFKD", small)):
            # Keeps a letter and its presentation forms, but not letters derived from it: ۀ is ە and a mark.
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
"""The letters that some language declares as its own. They are part of every fingerprint."""
_TABLE = FoldTable(KEPT_LETTERS)


def fold(text: str, table: FoldTable = _TABLE) -> str:
    """Fold a text for comparing it as a keyword: letters folded, white space collapsed and trimmed."""
    return " ".join(_translated(text, table).split())


def fold_word(word: str, table: FoldTable = _TABLE) -> str:
    """Fold one token to its exact form: at most ``LONGEST_TERM`` characters, without spaces and
    apostrophes.
    """
    folded = _translated(word, table)
    if " " in folded or "'" in folded:
        folded = folded.replace(" ", "").replace("'", "")
    return folded[:LONGEST_TERM]


def _translated(text: str, table: FoldTable) -> str:
    return (unicodedata.normalize("NFC", text) if table.composes else text).translate(table)


def script_of(word: str) -> str:
    """The script of a word, from its first character: ``latin``, ``arabic`` or ``other``."""
    first = word[:1]
    if "a" <= first <= "z" or "A" <= first <= "Z":
        return "latin"
    if "\u0600" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f" or "\u0870" <= first <= "\u08ff":
        return "arabic" if first.isalpha() else "other"
    if first.isalpha() and unicodedata.name(first, "").startswith(("LATIN", "FULLWIDTH LATIN")):
        return "latin"
    return "arabic" if "\ufb50" <= first <= "\ufefc" and first.isalpha() else "other"
