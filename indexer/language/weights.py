"""What one word says about the language of its text; worked out once a word."""

from itertools import repeat
from typing import NamedTuple

from indexer.language.cues import FOREIGN_WORDS, FUNCTION_WORDS, LETTERS, WORD_CUE
from indexer.language.lexicons import lexical_odds, listed
from indexer.language.once import once
from indexer.language.profiles import fold, log_odds, ngrams

Pair = tuple[str, str]
# The trigrams of a word overlap, and are far from independent: their sum counts for a part of itself,
# by whether both lists have the word or none.
_NGRAMS = {("en", "sq"): {True: 0.34, False: 0.22}, ("fa", "ar"): {True: 0.2, False: 0.2}}
_REMEMBERED = 1 << 17
_TELLING = frozenset(LETTERS)


class Weight(NamedTuple):
    """What a word says.

    ``odds`` and ``common`` (a function word) are above 0 for the first language of the pair. The others are
    1 or 0: ``known`` where either language lists the word, ``foreign`` for a function word of another one.
    """

    odds: float
    known: int
    common: int
    foreign: int


class Weights(dict[str, Weight]):
    """The weights of the words that were met, for one pair of languages."""

    def __init__(self, pair: Pair) -> None:
        super().__init__()
        self._pair = pair
        self._cues = tuple(_cues(language) for language in pair)
        self._lists = tuple(listed(language) for language in pair)
        self._foreign = frozenset(map(fold, FOREIGN_WORDS)).difference(*self._cues)
        self._grams = log_odds(pair)

    def __missing__(self, word: str) -> Weight:
        if len(self) >= _REMEMBERED:
            self.clear()
        weight = self[word] = self._weigh(word)
        return weight

    def _weigh(self, word: str) -> Weight:
        folded = fold(word)
        in_first, in_second = (folded in one for one in self._lists)
        common = (folded in self._cues[0]) - (folded in self._cues[1])
        odds = lexical_odds(folded, self._pair, in_first, in_second) + WORD_CUE[self._pair] * common
        if in_first == in_second:  # where one list alone has the word, its n-grams say nothing new
            odds += _NGRAMS[self._pair][in_first] * sum(map(self._grams.get, ngrams(folded), repeat(0.0)))
        if not word.isascii():
            odds += sum([LETTERS[letter] for letter in _TELLING.intersection(word.lower())])
        known = in_first or in_second or common != 0
        return Weight(odds, int(known), common, int(folded in self._foreign))


@once
def weights(pair: Pair) -> Weights:
    """The one table of a pair."""
    return Weights(pair)


def _cues(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in FUNCTION_WORDS[language])
