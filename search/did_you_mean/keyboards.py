"""Keyboard layouts: which letter is on which key, which keys are neighbours, and what was meant on another
layout.
"""

from collections.abc import Mapping
from functools import cache
from itertools import chain

from analyzers import LANGUAGES
from analyzers.fold import fold_word

_LAYOUTS = {code: language.keyboard for code, language in LANGUAGES.items() if language.keyboard}
"""By language: the character that a key of the US layout produces. A capital is the key with shift."""
_OTHER_SCRIPTS = tuple(code for code in _LAYOUTS if LANGUAGES[code].script != "latin")

_ROWS = (("qwertyuiop[]", 0.0), ("asdfghjkl;'", 0.25), ("zxcvbnm,./", 0.75))
_REACH = 1.3
"""Maximum distance, in widths of a key, between keys that are confused."""


def meant(text: str) -> dict[str, str]:
    """What the same keys produce on other layouts, by language of the layout. Without results equal to the
    text.

    It works both ways: US keys where Persian was meant, and Persian letters where English (``en``) was meant.
    """
    found = {language: _onto(text, keys) for language, keys in _LAYOUTS.items()}
    for language in _OTHER_SCRIPTS:
        found.setdefault("en", _back(text, language))
        if found["en"] == text:
            found["en"] = _back(text, language)
    return {language: other for language, other in found.items() if other != text}


def _onto(text: str, keys: Mapping[str, str]) -> str:
    return "".join(keys.get(char) or _shifted(char, keys) for char in text)


def _shifted(char: str, keys: Mapping[str, str]) -> str:
    """A capital without a letter of its own is the key with caps lock on."""
    other = keys.get(char.lower(), char)
    return other.upper() if char.isupper() else other


def _back(text: str, language: str) -> str:
    keys = {given: key for key, given in reversed([*_LAYOUTS[language].items()]) if len(given) == 1}
    for key, given in _LAYOUTS[language].items():
        if len(given) > 1 and key.islower():
            text = text.replace(given, key)
    return "".join(keys.get(char, char) for char in text)


@cache
def _places() -> dict[str, tuple[float, int]]:
    places: dict[str, tuple[float, int]] = {}
    for number, (row, shift) in enumerate(_ROWS):
        for column, key in enumerate(row):
            letters = chain((key,), (_LAYOUTS[language].get(key, key) for language in _OTHER_SCRIPTS))
            for letter in letters:
                places.setdefault(fold_word(letter), (column + shift, number))
    return places


@cache
def are_near(one: str, other: str) -> bool:
    """Whether two folded letters are neighbours on a keyboard of their script."""
    first, second = _places().get(one), _places().get(other)
    if first is None or second is None:
        return False
    return abs(first[0] - second[0]) <= _REACH and abs(first[1] - second[1]) <= 1
