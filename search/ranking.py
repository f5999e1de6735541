"""The weights of the ranking. ``benchmarks/ranking.py`` shows how they were chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on BM25 scores (k1 1.2, b 0.75). A stem counts 1.0.

    ``exact`` is for the form as typed in addition to its stem, ``title`` for a word that is also in the
    title, ``function_word`` for words such as "the" if other words were typed, ``bigram`` for two adjacent
    words, ``phrase`` for a short query as typed, ``root`` for the coarser stem of a word if its language has
    one, ``synonym`` for a synonym, ``translation`` for a word of another language.
    ``recency`` is not a factor but what an article of the last month gains, in points of BM25
    (``recency.py``).
    """

    exact: float = 0.3
    title: float = 0.6
    function_word: float = 0.4
    bigram: float = 0.2
    phrase: float = 1.0
    root: float = 0.5
    synonym: float = 0.3
    translation: float = 0.2
    recency: float = 0.0


DEFAULT_WEIGHTS = Weights()
