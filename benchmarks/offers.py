"""Is a name typed in the other script offered?  python -m benchmarks.offers [ARTICLES]

Takes the one-word names of countries and cities in the CLDR that the real articles of ../shared/data have,
types them in English for Persian and Arabic and the other way round, and prints how often the first word that
sounds like it is the name, and how often it is another listed name. Only sounds are measured: synonyms find
many of these names before anything is offered.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from analyzers.fold import fold_word
from analyzers.names import names_of
from benchmarks.typing_help import index
from engines.registry import open_store
from search.did_you_mean.vocabulary import Vocabulary, read_vocabulary
from tests.real_data import articles


def places(language: str) -> dict[str, str]:
    """The folded names of countries and cities that are one word, by their code."""
    locale = Locale.parse(language)
    cities = {code: zone["city"] for code, zone in locale.time_zones.items() if "city" in zone}
    every = {**locale.territories, **cities}
    return {code: fold_word(name) for code, name in every.items() if name.isalpha()}


def pairs(one: str, other: str, known: Vocabulary) -> Iterator[tuple[str, str]]:
    """Names in one language and in another that the articles have."""
    names, others = places(one), places(other)
    for code in names:
        if code in others and known.frequency(others[code]):
            yield names[code], others[code]


def measure(one: str, other: str, known: Vocabulary) -> tuple[int, float, float, float]:
    """Number of names, and shares of right, wrong and no first offers; wrong is another listed name."""
    listed = names_of(other)
    right = wrong = none = count = 0
    for typed, wanted in pairs(one, other, known):
        found = known.sounding_like(typed)
        count += 1
        none += not found
        if found:
            right += found[0].word == wanted
            wrong += found[0].word != wanted and found[0].word in listed
    return count, right / count, wrong / count, none / count


def main() -> None:
    documents = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store("tantivy", Path(folder)).create()
        index(engine, documents)
        known = read_vocabulary(engine)
        for one, other in (("en", "fa"), ("en", "ar"), ("fa", "en"), ("ar", "en")):
            count, right, wrong, none = measure(one, other, known)
            shares = f"right {right:.3f}, another name {wrong:.3f}, none {none:.3f}"
            print(f"{one} -> {other}: {count} names, {shares}")
        engine.close()


if __name__ == "__main__":
    main()
