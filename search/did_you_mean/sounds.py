"""Compares words across scripts: how well Latin letters spell a word in Arabic letters, and a key to look up
both.

Romanised Persian and Arabic write short vowels that the script omits, and each consonant has a few spellings.
So words are looked up by their consonants, and ranked by aligning sounds with letters.
"""

import re
from functools import lru_cache

_DIGRAPHS = {
    "kh": "x", "sh": "S", "ch": "C", "zh": "Z", "gh": "q", "th": "s", "dh": "z", "ph": "f", "ck": "k",
    "oo": "u", "ou": "u", "ee": "i", "aa": "a", "iy": "i", "yi": "i", "ae": "a",
    "wh": "v", "w": "v", "c": "k", "x": "ks", "ullah": "alah", "ollah": "alah",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_REPEATED = re.compile(r"(.)\1+")
_LETTERS = {
    "ب": "bp", "پ": "pb", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "jg", "چ": "C", "ح": "h",
    "ه": "h", "خ": "x", "د": "d", "ذ": "zd", "ز": "z", "ض": "zd", "ظ": "z", "ر": "r", "ژ": "Zj", "ش": "S",
    "غ": "qg", "ف": "fv", "ق": "qkg", "ک": "kq", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "v", "ی": "y",
}  # fmt: skip
"""The sounds of a folded letter, most usual first."""
_SELDOM = {"ظ": 0.2, "ذ": 0.15, "ض": 0.1, "ث": 0.15, "ص": 0.05, "ط": 0.05, "ق": 0.05}
"""Extra cost of a letter that is rarely used for its sound."""
_VOWELS = {
    "ا": {"a": 0.0, "e": 0.2, "i": 0.3, "o": 0.3, "u": 0.3},
    "ع": {"a": 0.1, "e": 0.1, "i": 0.2, "o": 0.1, "u": 0.2},
    "و": {"o": 0.1, "u": 0.0, "a": 0.8},
    "ی": {"i": 0.0, "e": 0.3, "a": 0.7},
}
"""Cost of writing a vowel with a letter."""
_UNWRITTEN = {"a": 0.1, "e": 0.05, "i": 0.3, "o": 0.1, "u": 0.3, "h": 0.5, "y": 0.4}
"""Cost of a sound without a letter."""
_SILENT = {"ا": 0.6, "ع": 0.1, "و": 0.5, "ی": 0.6, "ه": 0.5, "ء": 0.1}
"""Cost of a letter without a sound."""
_EI = "های"
_ALLAH = ("لله", "له")
"""Its doubled letter is one sound."""
_SHORTEST_EI = 4
_NEVER = 9.0
_SECOND_SOUND = 0.3
_KEY = str.maketrans(
    {"p": "b", "q": "k", "g": "k", "j": "k", "Z": "k", "z": "d"} | dict.fromkeys("aeiouhvyء'", None)
)
"""Maps sounds that spellings confuse to one, and removes vowels and semivowels."""


def sounds(word: str) -> str:
    """The sounds of a word in folded Latin letters, one character each. A doubled letter is one sound."""
    spelt = _DIGRAPH.sub(lambda match: _DIGRAPHS[match[0]], word)
    return _REPEATED.sub(r"\1", spelt)


@lru_cache(maxsize=1 << 12)
def _consonants(word: str) -> str:
    return "".join(_LETTERS[letter][0] if letter in _LETTERS else "" for letter in word)


def skeleton(word: str) -> str:
    """The consonants of a word in either script: the same for a word and its romanisations."""
    latin = word.isascii()
    return (sounds(word) if latin else _consonants(word.replace(*_ALLAH))).translate(_KEY)


def sound_cost(latin: str, arabic: str) -> float:
    """How badly Latin letters spell a word in Arabic letters: 0 for the expected spelling, above 1 for no
    match.
    """
    spelt = sounds(latin)
    arabic = arabic.replace(*_ALLAH)
    if arabic.endswith(_EI) and len(arabic) > _SHORTEST_EI:
        # ``خامنه‌ای`` is written ``-ei`` in Latin letters; the alef only carries the yeh.
        arabic = arabic[:-2] + "ی"
    row = [0.0]
    for at in range(len(arabic)):
        row.append(row[-1] + _silent(arabic, at))
    for i in range(len(spelt)):
        unwritten = _unwritten(spelt, i)
        before, row = row, [row[0] + unwritten]
        for j in range(len(arabic)):
            matched = before[j] + _matched(spelt, i, arabic, j)
            row.append(min(matched, before[j + 1] + unwritten, row[j] + _silent(arabic, j)))
    return row[-1]


def _matched(spelt: str, i: int, arabic: str, j: int) -> float:
    sound, letter = spelt[i], arabic[j]
    if letter == "ه" and sound == "e" and arabic[j + 1 :] == "ی":
        return 0.0
    if letter == "ه" and j == len(arabic) - 1 and i == len(spelt) - 1 and sound in "ea":
        return 0.0 if sound == "e" else 0.1
    if sound in _VOWELS.get(letter, ()):
        return _VOWELS[letter][sound]
    given = _LETTERS.get(letter, "")
    if sound not in given:
        return _NEVER
    return _SELDOM.get(letter, 0.0) + (0.0 if sound == given[0] else _SECOND_SOUND)


def _unwritten(spelt: str, i: int) -> float:
    price = _UNWRITTEN.get(spelt[i], _NEVER)
    return price + 0.4 if spelt[i] in "aeiou" and i in (0, len(spelt) - 1) else price


def _silent(arabic: str, at: int) -> float:
    return 0.05 if at == 0 and arabic[0] == "ا" else _SILENT.get(arabic[at], _NEVER)
