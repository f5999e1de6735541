"""Names of towns and countries, which bylines put before or after a person's name.

Countries and the towns of time zones are those of the CLDR, in every language of the registry. Other towns
are in ``pages.toml`` in each language's folder (``places``).
"""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from analyzers import LANGUAGES, fold
from indexer.extraction.vocabulary import alternatives, said

_SEPARATOR = r"(?:\s*[-–—,،:/|•·]\s*|\s+ـ+\s+)"
_BEFORE = re.compile(rf"^\W*(?P<place>[^\W\d][\w.'’ \u200c]{{1,30}}?){_SEPARATOR}(?=\S)")
_WITHIN = re.compile(
    rf"\s(?:in|from|at{alternatives('bylines', 'at_place')})\s+(?P<place>\S.{{1,30}})$", re.I
)
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{2,40}[)\]）]\s*$")


def is_place(name: str) -> bool:
    """Whether a name is that of a town or a country, in any of the languages."""
    return fold(name).strip(" .") in _places()


def without_place_before(line: str) -> str:
    """A byline without a town before the name: "Tirana – by Ada Brook"."""
    match = _BEFORE.match(line)
    return line[match.end() :] if match and is_place(match["place"]) else line


def without_place_behind(name: str) -> str:
    """A name without "in Tirana" or a remark in brackets after it."""
    name = _BRACKETS.sub("", name)
    match = _WITHIN.search(name)
    return name[: match.start()] if match and is_place(match["place"]) else name


@cache
def _places() -> frozenset[str]:
    names = list(said("bylines", "places"))
    for language in LANGUAGES.values():
        try:
            locale = Locale.parse(language.locale, sep="-" if "-" in language.locale else "_")
        except (UnknownLocaleError, ValueError):
            continue
        names += locale.territories.values()
        for zone, known in locale.time_zones.items():
            names += (zone.rsplit("/", 1)[-1].replace("_", " "), known.get("city", ""))
    return frozenset(fold(name) for name in names if name and not name.isdigit())
