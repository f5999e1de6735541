"""simplemma's word lists, read as sets: a word that only one language has settles most queries."""

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from indexer.language.once import once
from indexer.language.profiles import fold

# Natural logarithms of odds (first against second language of the pair) by where a word is listed:
# in both lists, in the first only, in the second only, in none. Rounded from counts
# over public sets of single words; the lists are very unequal in size.
_ODDS = {
    ("en", "sq"): {(True, True): 0.5, (True, False): 3.0, (False, True): -5.0, (False, False): -1.5},
    ("fa", "ar"): {(True, True): 1.5, (True, False): 4.0, (False, True): -2.0, (False, False): -0.3},
}
_PLAIN = str.maketrans("ëç", "ec")


def lexical_odds(word: str, pair: tuple[str, str]) -> float:
    """How much a folded word's place in the two lists speaks for the first language of the pair."""
    first, second = pair
    return _ODDS[pair][word in listed(first), word in listed(second)]


@once
def listed(language: str) -> frozenset[str]:
    """The folded words of a language's list."""
    words = {fold(word) for word in DefaultDictionaryFactory().get_dictionary(language)}
    if language == "sq":  # which is often typed without its two letters
        words |= {word.translate(_PLAIN) for word in words}
    return frozenset(words)
