"""The weights of the ranking, in one place. How they were chosen: ``benchmarks/ranking.py``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on BM25 scores (k1 1.2, b 0.75); a stem counts 1.0.

    ``exact`` is for the form as typed beside its stem, ``title`` for a word that stands in the title as
    well, ``function_word`` for words such as "the" where others were typed, too, ``bigram`` for two words
    that stand side by side as typed, ``root`` for a word by its coarser stem where its language has one,
    ``synonym`` for a word that an editor's list puts beside the typed one. ``recency`` is no factor but what
    an article of the last month gains in points of BM25 (``engines/recency.py``).
    """

    exact: float = 0.3
    title: float = 0.6
    function_word: float = 0.4
    bigram: float = 0.2
    root: float = 0.5
    synonym: float = 0.3
    recency: float = 0.0


DEFAULT_WEIGHTS = Weights()
