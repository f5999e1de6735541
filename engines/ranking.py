"""The weights of the ranking, in one place. How they were chosen: ``benchmarks/ranking.py``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on BM25 scores (k1 1.2, b 0.75).

    ``exact`` is for the form as typed beside its stem (1.0), ``title`` for a word that stands in the title
    as well, ``function_word`` for words such as "the" where others were typed, too, ``bigram`` for two
    words that stand side by side as typed.
    """

    exact: float = 0.3
    title: float = 0.6
    function_word: float = 0.3
    bigram: float = 0.2
    synonym: float = 0.6


DEFAULT_WEIGHTS = Weights()
