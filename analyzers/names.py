"""Names that an analyzer must not take for a form of another word.

A language's ``names.txt`` lists people, places, organisations and clubs. The Unicode CLDR, read with Babel,
has countries and the cities of time zones in every language. Both are compiled into the lexicon.
"""

from pathlib import Path

from analyzers.fold import fold_word
from analyzers.lexicon import Sources
from analyzers.registry import LANGUAGES
from analyzers.words import language_file, words_of

NAMES = "names.txt"
_SHORTEST = 3
_PARTS = frozenset({"world", "island", "islands"})


def name_sources(language: str) -> Sources:
    """What the names of a language depend on."""
    codes = _of_script(language)
    files = (language_file(code, NAMES) for code in codes)
    return Sources((Path(__file__), *files), tuple(("babel", "locale-data", f"{code}.dat") for code in codes))


def listed_names(language: str) -> frozenset[str]:
    """The folded names of ``names.txt``."""
    return frozenset(map(fold_word, words_of(language, NAMES)))


def cldr_names(language: str) -> frozenset[str]:
    """The folded names of countries and cities in the CLDR that are one word."""
    from babel import Locale

    locale = Locale.parse(language)
    places = [*locale.territories.values(), *(zone.get("city", "") for zone in locale.time_zones.values())]
    return frozenset(fold_word(place) for place in places if _is_name(place))


def names_of(language: str) -> frozenset[str]:
    """All folded names that the analyzer of a language knows: those of all languages of its script."""
    return frozenset().union(*(listed_names(code) | cldr_names(code) for code in _of_script(language)))


def _of_script(language: str) -> tuple[str, ...]:
    """The languages of a script, as a query in it is read in all of them."""
    codes = (code for code in LANGUAGES if LANGUAGES[code].script == LANGUAGES[language].script)
    return tuple(code for code in codes if language_file(code, NAMES).is_file())


def name_stem(name: str) -> str:
    """The stem of a name, which no other word has."""
    return f"{name}\u00b0"


def _is_name(place: str) -> bool:
    """Whether it is a single word, and no word for the world or a continent's part."""
    return len(place) >= _SHORTEST and place.replace("\u200c", "").isalpha() and place not in _PARTS
