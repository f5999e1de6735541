"""Compares words across scripts: how well Latin letters spell a word in Arabic letters, and a key to look up
both.

Romanised Persian and Arabic write short vowels that the script omits, and each consonant has a few spellings.
So words are looked up by their consonants, and ranked by aligning sounds with letters.
"""

import re
from functools import lru_cache
from itertools import accumulate, product

_DIGRAPHS = {
    "kh": "x", "sh": "S", "ch": "C", "zh": "Z", "gh": "q", "th": "s", "dh": "z", "ph": "f", "ck": "k",
    "oo": "u", "ou": "u", "ee": "i", "aa": "a", "iy": "i", "yi": "i", "ae": "a",
    "wh": "v", "w": "v", "c": "k", "x": "ks", "ullah": "alah", "ollah": "alah",
}  # fmt: skip
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)))
_OTHER_SOUNDS = (
    ("eu", "oi"), ("th", "t"), ("ch", "S"), ("v", "f"), ("xh", "j"), ("x", "gz"), ("q", "C"), ("ch$", "x"),
    ("c(?=[eiy])", "s"), ("j", "y"), ("dh", "d"), ("is$", "in"), ("s$", ""), ("s$", "z"), ("gh$", ""),
    ("mb", "m"), ("t?z", "ts"),
)  # fmt: skip
"""Second sounds of letters, in English or in Albanian."""
_OTHER = [(re.compile(letters), sound) for letters, sound in _OTHER_SOUNDS]
_MOST_OTHER = 3
"""Number of letters of a word that may have their second sound."""
_REPEATED = re.compile(r"(.)\1+")
_LETTERS = {
    "ب": "bp", "پ": "pb", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "jg", "چ": "C", "ح": "h",
    "ه": "h", "خ": "x", "د": "d", "ذ": "zd", "ز": "zs", "ض": "zd", "ظ": "z", "ر": "r", "ژ": "Zj", "ش": "S",
    "غ": "qg", "ف": "fv", "ق": "qkg", "ک": "kq", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "v", "ی": "y",
}  # fmt: skip
"""The sounds of a folded letter, most usual first."""
_SELDOM = {"ظ": 0.2, "ذ": 0.15, "ض": 0.1, "ث": 0.15, "ص": 0.05, "ط": 0.05, "ق": 0.05}
"""Extra cost of a letter that is rarely used for its sound."""
_VOWELS = {
    "ا": {"a": 0.0, "e": 0.2, "i": 0.3, "o": 0.3, "u": 0.2},
    "ع": {"a": 0.1, "e": 0.1, "i": 0.2, "o": 0.1, "u": 0.2},
    "و": {"o": 0.1, "u": 0.0, "a": 0.8},
    "ی": {"i": 0.0, "e": 0.2, "a": 0.5},
}
"""Cost of writing a vowel with a letter."""
_PAIRS = {"او": {"o": 0.0, "u": 0.0}, "ای": {"i": 0.3, "e": 0.1}, "یو": {"u": 0.1}, "ائ": {"i": 0.2}}
"""Cost of writing a vowel with two letters."""
_SECOND_SOUNDS = {
    "بp": 0.1, "فv": 0.1, "غg": 0.15, "جg": 0.15, "قg": 0.15, "زs": 0.2, "ذd": 0.05, "ضd": 0.0,
}  # fmt: skip
"""Cost of a sound that a language has no letter for, or that only one of the languages has."""
_UNWRITTEN = {"a": 0.1, "e": 0.05, "i": 0.3, "o": 0.1, "u": 0.3, "h": 0.5, "y": 0.4}
"""Cost of a sound without a letter."""
_SILENT = {"ا": 0.6, "ع": 0.1, "و": 0.5, "ی": 0.6, "ه": 0.5, "ء": 0.1}
"""Cost of a letter without a sound."""
_EI = ("های", "ایی")
_ALLAH = ("لله", "له")
"""Its doubled letter is one sound."""
_SHORTEST_EI = 4
_OTHER_SOUND = 0.1
"""Extra cost of a second sound."""
_ARTICLE = "ال"
_CH = ("تش", "چ")
"""Arabic has no letter for the sound."""
_SILENT_E = 0.2
_VOWEL_SOUNDS = frozenset("aeiou")
_FIRST = frozenset("اع")
_BEFORE_TWO, _NO_FIRST = 0.05, 0.4
"""Cost of a first letter without a sound: before two consonants (``استالین``), and elsewhere."""
_PLURAL, _PLURALS = "is", ("یین", "یون")
"""Groups of people in English and in Arabic: ``Houthis``."""
_FINAL_A = 0.15
"""Cost of a final alef maqsura, which is folded to yeh."""
_NEVER = 9.0
_GIVE_UP = 0.7
"""A spelling that costs more is no match."""
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
def _ways(word: str) -> tuple[str, ...]:
    """The sounds of a word in Latin letters: the usual ones, then those with second sounds of letters."""
    found = [(pattern, sound) for pattern, sound in _OTHER if pattern.search(word)][:_MOST_OTHER]
    ways = {sounds(word): None}
    for chosen in product((False, True), repeat=len(found)):
        other = word
        for (pattern, sound), is_chosen in zip(found, chosen, strict=True):
            other = pattern.sub(sound, other) if is_chosen else other
        ways[sounds(other)] = None
    return tuple(ways)


@lru_cache(maxsize=1 << 12)
def _consonants(word: str) -> str:
    return "".join(_LETTERS[letter][0] if letter in _LETTERS else "" for letter in word)


def _without_article(word: str) -> str:
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 2 else word


def skeleton(word: str) -> str:
    """The consonants of a word in either script: the same for a word and its usual romanisations."""
    latin = word.isascii()
    return (sounds(word) if latin else _consonants(word.replace(*_ALLAH))).translate(_KEY)


def skeletons(word: str) -> tuple[str, ...]:
    """Coarser consonants of a word in either script: one is the same for a word and each romanisation.

    A word of Arabic script has those without the article as well.
    """
    if word.isascii():
        spelt = _ways(word)
    else:
        arabic = word.replace(*_ALLAH).replace(*_CH)
        spelt = (_consonants(arabic), _consonants(_without_article(arabic)))
    keys = (_REPEATED.sub(r"\1", way.translate(_KEY).replace("C", "S")) for way in spelt)
    return tuple(dict.fromkeys(filter(None, keys)))


def sound_cost(latin: str, arabic: str) -> float:
    """How badly Latin letters spell a word in Arabic letters: 0 for the expected spelling, above 0.7 for no
    match.
    """
    arabic = arabic.replace(*_ALLAH).replace(*_CH)
    if arabic.endswith(_EI) and len(arabic) >= _SHORTEST_EI:
        # ``خامنه‌ای`` is written ``-ei`` in Latin letters; only one of the last letters has a sound.
        arabic = arabic[:-2] + "ی"
    if latin.endswith(_PLURAL) and arabic.endswith(_PLURALS):
        latin, arabic = latin[:-1], arabic[:-2]
    bare = _without_article(arabic)
    written = [(arabic, 0.0)] if bare == arabic else [(arabic, 0.0), (bare, _OTHER_SOUND)]
    return min(
        _cost(spelt, letters) + more + _OTHER_SOUND * bool(number)
        for number, spelt in enumerate(_ways(latin))
        for letters, more in written
    )


def _cost(spelt: str, arabic: str) -> float:
    """The cheapest alignment of sounds, a row each, with letters, a column each.

    A query compares a word with up to thousands, so what does not depend on the row is worked out before it.
    """
    silent = [_silent(arabic, at, spelt) for at in range(len(arabic))]
    pairs = [_PAIRS.get(arabic[at - 1 : at + 1], _NOTHING) if at else _NOTHING for at in range(len(arabic))]
    inner = len(arabic) - 2
    row = [0.0, *accumulate(silent)]
    for i, sound in enumerate(spelt):
        unwritten, usual = _unwritten(spelt, i), _MATCHED.get(sound, _NOTHING)
        before, row = row, [row[0] + unwritten]
        for j, letter in enumerate(arabic):
            alone = usual.get(letter, _NEVER) if j < inner else _matched(spelt, i, arabic, j)
            best = min(before[j] + alone, before[j + 1] + unwritten, row[j] + silent[j])
            if sound in pairs[j]:
                best = min(best, before[j - 1] + pairs[j][sound])
            row.append(best)
        if min(row) > _GIVE_UP:
            return _NEVER  # no later letter makes it cheaper
    return row[-1]


def _matched(spelt: str, i: int, arabic: str, j: int) -> float:
    sound, letter = spelt[i], arabic[j]
    if letter == "ه" and sound == "e" and arabic[j + 1 :] == "ی":
        return 0.0
    if letter == "ه" and j == len(arabic) - 1 and i == len(spelt) - 1 and sound in "ea":
        return 0.0 if sound == "e" else 0.1
    if letter == "ی" and sound == "a" and j == len(arabic) - 1:
        return _FINAL_A
    return _MATCHED.get(sound, _NOTHING).get(letter, _NEVER)


def _matches() -> dict[str, dict[str, float]]:
    """By sound and letter, the cost of writing one with the other, wherever they are in a word."""
    found: dict[str, dict[str, float]] = {}
    for letter, given in _LETTERS.items():
        for sound in given:
            second = 0.0 if sound == given[0] else _SECOND_SOUNDS.get(letter + sound, _SECOND_SOUND)
            found.setdefault(sound, {})[letter] = _SELDOM.get(letter, 0.0) + second
    for letter, vowels in _VOWELS.items():
        for sound, cost in vowels.items():
            found.setdefault(sound, {})[letter] = cost
    return found


_MATCHED = _matches()
_NOTHING: dict[str, float] = {}


def _unwritten(spelt: str, i: int) -> float:
    price = _UNWRITTEN.get(spelt[i], _NEVER)
    if i == len(spelt) - 1 and spelt[i] == "e":
        return _SILENT_E
    return price + 0.4 if spelt[i] in "aeiou" and i in (0, len(spelt) - 1) else price


def _silent(arabic: str, at: int, spelt: str) -> float:
    if at == 0 and arabic[0] in _FIRST:
        return (
            _BEFORE_TWO if spelt[:1] not in _VOWEL_SOUNDS and spelt[1:2] not in _VOWEL_SOUNDS else _NO_FIRST
        )
    return _SILENT.get(arabic[at], _NEVER)
