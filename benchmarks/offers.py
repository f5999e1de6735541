"""Is a name typed in the other script offered?  python -m benchmarks.offers [EVERY]

Takes the names of ``benchmarks/names/across.txt`` that real articles have, types each as one script
writes it, and prints how often the first word offered from articles of the other script is that
name, is another listed name, or is any other word. EVERY measures on every n-th article. Only the choice of
words is measured: synonyms find many of these names before anything is offered.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analyzers import get_analyzer
from analyzers.fold import fold_word
from analyzers.names import names_of
from benchmarks.names.gold import forms
from search.dictionaries.sections import in_memory
from search.did_you_mean.vocabulary import Vocabulary, write_vocabulary
from search.term_dictionary import TermDictionary
from tests.real_data import articles

NAMES = Path(__file__).with_name("names") / "across.txt"
LATIN, PERSIAN, ARABIC = range(3)
DIRECTIONS = ((LATIN, PERSIAN), (LATIN, ARABIC), (PERSIAN, LATIN), (ARABIC, LATIN))
LANGUAGES = (("en", "sq"), ("fa",), ("ar",))
"""The languages of the articles for each way of writing."""
SCRIPT = {LATIN: (LATIN,), PERSIAN: (PERSIAN, ARABIC), ARABIC: (ARABIC, PERSIAN)}
"""The ways of writing that one index has in one script: ``روما`` is Rome, also in a Persian article."""
_ARTICLE = "ال"

Name = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Measured:
    """Number of names, and shares of first offers."""

    names: int
    right: float
    other_name: float
    other_word: float
    none: float


def names() -> Iterator[Name]:
    """Each name as its folded spellings in Latin letters, in Persian and in Arabic."""
    for line in NAMES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(
                tuple(fold_word(word) for word in part.split() if word != "-") for part in line.split(";")
            )


def vocabularies(every: int = 1) -> list[Vocabulary]:
    """The words of every n-th article, for each way of writing."""
    counts: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for document in articles(1_000_000)[::every]:
        for number, languages in enumerate(LANGUAGES):
            if document.language in languages:
                text = f"{document.title}\n{document.body}"
                counts[number].update({t.exact for t in get_analyzer(document.language).analyze(text)})
    return [vocabulary(found) for found in counts]


def vocabulary(counts: Counter[str]) -> Vocabulary:
    """A vocabulary of words with their numbers of articles."""
    terms = TermDictionary(counts.items())
    return Vocabulary(terms, in_memory(partial(write_vocabulary, terms=terms.items)))


def right_forms(spellings: tuple[str, ...], way: int) -> frozenset[str]:
    """The forms that count as the name: its spellings with the endings and the article of a language."""
    codes = LANGUAGES[way]
    found = {form for name in spellings for code in codes for form in forms(name, codes[-1], code)}
    if way != LATIN:
        found |= {_ARTICLE + form for form in found} | {form.removeprefix(_ARTICLE) for form in found}
    return frozenset(found)


def _is_there(spellings: tuple[str, ...], known: Vocabulary) -> bool:
    return any(known.frequency(name) or known.frequency(_ARTICLE + name) for name in spellings)


def measure(one: int, other: int, known: Vocabulary) -> Measured:
    """The shares of first offers for the names of one way of writing in articles of another."""
    rows = [row for row in names() if row[one] and _is_there(row[other], known)]
    listed = names_of(LANGUAGES[other][0]) | {name for row in rows for name in row[other]}
    found: Counter[str] = Counter()
    for row in rows:
        offered = known.sounding_like(row[one][0])
        first = offered[0].word if offered else ""
        if any(first in right_forms(row[way], way) for way in SCRIPT[other]):
            found["right"] += 1
        elif first:
            found["other name" if first in listed else "other word"] += 1
    count = len(rows)
    right, name, word = (found[kind] / count for kind in ("right", "other name", "other word"))
    return Measured(count, right, name, word, 1 - found.total() / count)


def main() -> None:
    known = vocabularies(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for one, other in DIRECTIONS:
        m = measure(one, other, known[other])
        shares = f"right {m.right:.3f}, another name {m.other_name:.3f}, another word {m.other_word:.3f}"
        title = f"{['Latin', 'Persian', 'Arabic'][one]} -> {'+'.join(LANGUAGES[other])}"
        print(f"{title:<18} {m.names} names: {shares}, none {m.none:.3f}", flush=True)


if __name__ == "__main__":
    main()
