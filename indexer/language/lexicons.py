"""Word lists, read as sets: a word that only one language has settles most queries.

simplemma's for all four languages, and for Persian hazm's too, which tells how common a word is.
"""

import math

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from analyzers.lang.fa.lexicon import load_lexicon
from analyzers.lexicon import data_file
from indexer.language.once import once
from indexer.language.profiles import fold

# Natural logarithms of odds (first against second language of the pair) by where a word is listed:
# in both lists, in the first only, in the second only, in none. Fitted like those in ``cues.py``.
_ODDS = {
    ("en", "sq"): {(True, True): -0.1, (True, False): 2.6, (False, True): -4.6, (False, False): -0.7},
    ("fa", "ar"): {(True, True): -0.4, (True, False): 2.3, (False, True): -3.5, (False, False): -1.9},
}
_COMMON_IN_PERSIAN = 0.13  # for each tenfold of hazm's count, where both languages have the word
_PLAIN = str.maketrans("ëç", "ec")


def lexical_odds(word: str, pair: tuple[str, str], in_first: bool, in_second: bool) -> float:
    """How much a folded word's place in the two lists speaks for the first language of the pair."""
    odds = _ODDS[pair][in_first, in_second]
    if in_first and in_second and pair[0] == "fa":
        odds += _COMMON_IN_PERSIAN * math.log10(1 + _persian_counts("words.dat").get(word, 0))
    return odds


@once
def listed(language: str) -> frozenset[str]:
    """The folded words of a language's list."""
    words = {fold(word) for word in DefaultDictionaryFactory().get_dictionary(language)}
    if language == "sq":  # which is often typed without its two letters
        words |= {word.translate(_PLAIN) for word in words}
    if language == "fa":
        lexicon = load_lexicon()
        words.update(map(fold, lexicon.words), map(fold, lexicon.verbs))
    return frozenset(words)


@once
def _persian_counts(name: str) -> dict[str, int]:
    """How often hazm's corpus has each of its words."""
    counts: dict[str, int] = {}
    with data_file("hazm", "data", name).open(encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split("\t")
            folded = fold(word)
            counts[folded] = max(counts.get(folded, 0), int(count))
    return counts
