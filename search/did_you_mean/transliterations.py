"""Names in the other script that data knows: groups of names, the CLDR, and cities of GeoNames.

``places.txt`` is written by ``scripts/places.py``. These names may be offered if an archive has them,
those of the most certain source first.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analyzers import LANGUAGES, script_of
from analyzers.fold import fold_word
from search.synonyms.files import NAMES, read_files

_PLACES = Path(__file__).with_name("places.txt")
_ARTICLE = "ال"
_ALSO = {"TR": "Turkey"}
"""Names that the CLDR has no longer, by the code of the country."""
_SHORTEST = 2

Table = dict[str, dict[str, None]]


def written_across(word: str) -> list[tuple[tuple[str, ...], bool]]:
    """The folded names of the other script for a folded word, by source, the surest first.

    The second value is whether the source is sure: some of the many names of cities look like other words.
    """
    bare = word.removeprefix(_ARTICLE) if script_of(word) == "arabic" and len(word) > 4 else word
    found = []
    for table, is_sure in zip(_tables(), _SURE, strict=True):
        names = table.get(word) or table.get(bare) or table.get(_ARTICLE + bare) or {}
        found.append((tuple(names), is_sure))
    return [(names, is_sure) for names, is_sure in found if names]


def is_another_name(word: str, typed: str) -> bool:
    """Whether data knows how the other script writes a folded word, and ``typed`` is not among it.

    Two letters are too few to be sure: ``بن`` is Bonn and Bin.
    """
    known = written_across(word) if len(word) > _SHORTEST else []
    return bool(known) and not any(typed in names for names, _ in known)


def with_article(names: Iterable[str]) -> Iterator[str]:
    """Names of Arabic script with and without the article; other names as they are."""
    for name in names:
        yield name
        if script_of(name) == "arabic":
            yield name.removeprefix(_ARTICLE) if name.startswith(_ARTICLE) else _ARTICLE + name


@cache
def _tables() -> tuple[Table, ...]:
    return _table(_groups()), _table(_cldr()), _table(_cities())


_SURE = (True, True, False)
"""Whether each table's names are sure."""


def _table(rows: Iterable[Iterable[str]]) -> Table:
    """Each name of a row with those of its row in the other script. The first row of a name counts."""
    found: Table = {}
    for row in rows:
        names = [name for name in map(fold_word, row) if name.isalpha() and len(name) >= _SHORTEST]
        for name in names:
            script = script_of(name)
            others = {other: None for other in names if script_of(other) != script}
            if others and name not in found:
                found[name] = others
    return found


def _groups() -> Iterator[tuple[str, ...]]:
    for group in read_files().groups.get(NAMES, ()):
        yield tuple(dict.fromkeys((*group.typed, *group.found)))


def _cldr() -> Iterator[list[str]]:
    from babel import Locale

    locales = [Locale.parse(code) for code in LANGUAGES]
    for code in map(str, locales[0].territories):
        names = [str(locale.territories[code]) for locale in locales if code in locale.territories]
        yield [*names, _ALSO.get(code, "")]
    for zone in {str(zone): None for locale in locales for zone in locale.time_zones}:
        names = [str(locale.time_zones.get(zone, {}).get("city", "")) for locale in locales]
        yield [*names, zone.rpartition("/")[2]]


def _cities() -> Iterator[list[str]]:
    for line in _PLACES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split()
