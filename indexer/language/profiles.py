"""langdetect's letter statistics, read as data: how often each language writes each n-gram.

The package's own detector draws random numbers and is not safe across threads; its profiles
(Shuyo 2010, from Wikipedia) are good, and small.
"""

import json
import math
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from indexer.language.once import once

ORDERS = (1, 2, 3)
UNSEEN = 1e-5  # probability of an n-gram that a profile does not list; the best of those measured
_SAME_LETTER = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ـ": None, "’": "'"})


def fold(text: str) -> str:
    """Small letters; the two ways of typing ye and kaf are one, so that keyboards do not decide."""
    return text.lower().translate(_SAME_LETTER)


def ngrams(word: str) -> list[str]:
    """All n-grams of a folded word with the spaces around it; the space alone says nothing."""
    padded = f" {word} "
    size = len(padded)
    return [
        *word,
        *(padded[i : i + 2] for i in range(size - 1)),
        *(padded[i : i + 3] for i in range(size - 2)),
    ]


@once
def log_odds(pair: tuple[str, str]) -> dict[str, float]:
    """For each n-gram, how much it speaks for the first language (above 0) or the second (below)."""
    first, second = pair
    one, other = probabilities(first), probabilities(second)
    known = one.keys() | other.keys()
    return {gram: _log(one.get(gram, 0.0)) - _log(other.get(gram, 0.0)) for gram in known}


def _log(probability: float) -> float:
    return math.log(probability + UNSEEN)


def probabilities(language: str) -> dict[str, float]:
    """How often the language writes each n-gram, among those of the same length."""
    profile = json.loads((_folder() / language).read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        folded = fold(gram)
        if folded.strip() and len(folded) == len(gram):  # a Turkish dotted I becomes two signs
            counts[folded] += count
    return {gram: count / profile["n_words"][len(gram) - 1] for gram, count in counts.items()}


def _folder() -> Path:
    spec = find_spec("langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("langdetect is not installed; run: pip install langdetect")
    return Path(spec.submodule_search_locations[0], "profiles")
