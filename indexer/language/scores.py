"""The score of one word for each language of a script, computed once per word."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from analyzers import LANGUAGES_OF_SCRIPT
from indexer.language import others
from indexer.language.model import Model, load_model
from indexer.language.once import once
from indexer.language.profiles import same_letters, trigrams
from indexer.language.scripts import Script

# The trigrams of a word overlap and are far from independent, so their sum is weighted, depending on whether
# several lists have the word or none.
_TRIGRAMS = {Script.LATIN: {True: 0.34, False: 0.22}, Script.ARABIC: {True: 0.2, False: 0.2}}
_REMEMBERED = 1 << 15
"""Number of words of a script whose scores are kept. One takes about 600 bytes."""


class Totals(NamedTuple):
    """Sums over all words of a text; the sequences are by language.

    ``scores`` are log-likelihoods. The others count words: ``function_words`` those of the language,
    ``strange`` those with letters that it does not have, ``known`` those in any list, ``foreign`` function
    words of languages that are not in the registry.
    """

    scores: Sequence[float]
    function_words: Sequence[float]
    strange: Sequence[float]
    known: float
    foreign: float


class WordScores(dict[str, tuple[float, ...]]):
    """The columns of ``Totals`` for each word seen, for the languages of one script."""

    def __init__(self, script: Script) -> None:
        super().__init__()
        self.models = [load_model(code) for code in LANGUAGES_OF_SCRIPT.get(script, ())]
        self.codes = [model.code for model in self.models]
        self.priors = [model.prior for model in self.models]
        self.once = [
            (place, frozenset(letters), weight)
            for place, model in enumerate(self.models)
            for letters, weight in model.once.items()
        ]
        own = frozenset[str]().union(*(model.function_words for model in self.models))
        self._foreign = frozenset(map(same_letters, others.words())) - own
        self._strange = [others.LETTERS - model.own_letters for model in self.models]
        self._letters = frozenset[str]().union(*(model.letters for model in self.models))
        self._no_letters = (0.0,) * len(self.models)
        self._trigrams, self._share = trigrams(script), _TRIGRAMS[script]

    def __missing__(self, word: str) -> tuple[float, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        row = self[word] = self._row(word)
        return row

    def totals(self, words: list[str]) -> Totals:
        """The sums for a text with at least one word."""
        sums = [*map(sum, zip(*map(self.__getitem__, words)))]  # noqa: B905 - rows are alike, and this is hot
        n = len(self.models)
        return Totals(sums[:n], sums[n : 2 * n], sums[2 * n : 3 * n], *sums[3 * n :])

    def _row(self, word: str) -> tuple[float, ...]:
        folded = same_letters(word)
        listed = [folded in model.words for model in self.models]
        common = [folded in model.function_words for model in self.models]
        scores, strange = self._listing(folded, listed), self._no_letters
        if any(common):
            given = zip(scores, self.models, common, strict=True)
            scores = [score + model.function_word * there for score, model, there in given]
        if not word.isascii():
            letters = self._letters.intersection(word.lower())
            if letters:
                scores = [s + m.letters_weight(letters) for s, m in zip(scores, self.models, strict=True)]
            strange = tuple(float(not foreign.isdisjoint(word)) for foreign in self._strange)
        known = any(listed) or any(common) != all(common)
        return (*scores, *map(float, common), *strange, float(known), float(folded in self._foreign))

    def _listing(self, folded: str, listed: list[bool]) -> list[float]:
        """By the lists that have the word. If only one has it, its trigrams add nothing."""
        lists = sum(listed)
        if lists == 1:
            return [m.listed if there else m.elsewhere for m, there in zip(self.models, listed, strict=True)]
        share = self._share[lists > 1]
        grams = [share * likelihood for likelihood in self._trigrams.own_sums(folded)]
        if not lists:
            return [model.nowhere + gram for model, gram in zip(self.models, grams, strict=True)]
        least = min(gram for gram, there in zip(grams, listed, strict=True) if there)
        return [
            model.listed + gram + _frequency(model, folded) if there else model.elsewhere + least
            for model, there, gram in zip(self.models, listed, grams, strict=True)
        ]


def _frequency(model: Model, folded: str) -> float:
    return model.count * math.log10(1 + int(model.counts.get(folded) or 0)) if model.count else 0.0


@once
def word_scores(script: Script) -> WordScores:
    """The table of a script. There is one per process."""
    return WordScores(script)
