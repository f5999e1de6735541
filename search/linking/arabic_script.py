"""What speaks for a name in Arabic script, which has no capitals.

A word is a part of a name if it is listed as one, or if no dictionary knows it or a word that it is a form
of. That alone is weak evidence: dictionaries miss words. It is strong if the name has a listed word, begins
with a given name, or follows a title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analyzers import get_analyzer
from analyzers.base import Token
from analyzers.fold import fold_word
from analyzers.names import names_of

_FILE = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Lists:
    """Folded words: given names, titles before a name, words between two parts of a name, and listed names
    that are ordinary words more often.
    """

    given: frozenset[str]
    title: frozenset[str]
    inside: frozenset[str]
    seldom: frozenset[str]


@cache
def lists() -> Lists:
    """The lists of ``arabic_script.txt``."""
    found: dict[str, set[str]] = {"given": set(), "title": set(), "inside": set(), "seldom": set()}
    for line in _FILE.read_text("utf-8").splitlines():
        kind, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            found[kind].update(map(fold_word, words.split()))
    return Lists(**{kind: frozenset(found[kind]) for kind in found})


@cache
def _listed(language: str) -> frozenset[str]:
    return names_of(language)


@lru_cache(maxsize=1 << 14)
def is_name(exact: str, language: str) -> bool:
    """Whether a folded word may be a part of a name in a text in a language."""
    if exact in _listed(language) or exact in lists().given:
        return True
    analyzer = get_analyzer(language)
    return not (analyzer.is_common(exact) or any(map(analyzer.is_common, analyzer.stems(exact))))


def is_strong(run: Sequence[Token], before: Token | None, language: str) -> bool:
    """Whether words that may be names are one for another reason than that no dictionary knows them.

    Args:
        before: the word before them; None if a sign or the beginning of the text is before them.
    """
    known = lists()
    if len(run) > 1 and run[0].exact in known.given:
        return True
    if before and before.exact in known.title:
        return True
    return any(token.exact in _listed(language) and token.exact not in known.seldom for token in run)
