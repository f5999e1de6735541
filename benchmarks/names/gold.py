"""Names by language, and which forms of a name count as the name.

The lists hold words only, collected from news: people, places, organisations and clubs. Every second name
is in the test half. A list of forms decides what is right, not an analyzer: cases in Albanian, proclitics in
Arabic, suffixes in Persian, plurals in English. Some of the names are in the analyzers' lists as well.
"""

from collections.abc import Iterator
from pathlib import Path

from analyzers.endings import listed
from analyzers.fold import fold_word

_PERSIAN = listed(
    "ی یی ای ها های هایی هایش م ت ش مان تان شان ست است یها یهای یهایی یست یم یاش ام ات اش ایها ایهای"
)
_PREPOSITIONS = ("", "ب", "ل", "ک")
_ARTICLES = ("ال", "بال", "لل", "کال")


def names(language: str) -> list[str]:
    """The names of a language, each once, in the order of its file."""
    text = Path(__file__).with_name(f"{language}.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return list(dict.fromkeys(word for line in lines for word in line.split()))


def half(language: str, number: int) -> list[str]:
    """Every second name: half 0 is for development, half 1 for tests."""
    return names(language)[number::2]


def forms(name: str, language: str, document_language: str) -> frozenset[str]:
    """The folded forms of a name of a language that count as the name in an article of a language."""
    exact = fold_word(name)
    found = {exact}
    languages = {language, document_language}
    if languages == {"fa"}:
        found |= {exact + ending for ending in _PERSIAN}
    elif "fa" in languages:
        found |= {exact + ending for ending in ("ی", "ها", "های")}
    if "ar" in languages:
        found |= set(_arabic(exact))
    if document_language == "sq":
        found |= set(_albanian(exact))
    if document_language == "en":
        found |= {exact + "s", exact + "es"}
    return frozenset(found)


def _arabic(exact: str) -> Iterator[str]:
    has_article = exact.startswith("ال") and len(exact) > 4
    for conjunction in ("", "و", "ف"):
        for clitic in _ARTICLES if has_article else _PREPOSITIONS:
            yield conjunction + clitic + (exact[2:] if has_article else exact)


def _albanian(exact: str) -> Iterator[str]:
    stem = exact[:-1]
    if exact[-1] in "ae":
        endings = ("a", "e", "es", "en", "as", "an", *(("", "se", "ne") if exact[-2] in "ij" else ()))
        yield from (stem + ending for ending in endings)
        if stem[-1] == "r":
            yield stem[:-1] + "er"
    elif exact[-1] == "i":
        yield from (stem + ending for ending in ("", "it", "in", "u"))
        yield from (exact + ending for ending in ("u", "ut", "un", "a", "se", "ne", "t", "n"))
    elif exact[-1] in "ou":
        yield from (exact + ending for ending in ("s", "n", "t", "ja", "jes", "jen"))
        yield stem
    else:
        yield from (exact + ending for ending in ("i", "it", "in", "u", "ut", "un", "a", "es", "en"))
