"""Writes search/translations/names.txt: names of countries, cities, languages, months and days in the
languages of the registry, from the Unicode CLDR.  python scripts/translations.py
"""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from analyzers import LANGUAGES

TARGET = Path(__file__).parents[1] / "search" / "translations" / "names.txt"
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


def main() -> None:
    """Write the file."""
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
