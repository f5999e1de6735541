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

ORDER = 3
UNSEEN = 1e-5  # probability of an n-gram that a profile does not list; the best of those measured
# One by one: several times as fast as str.translate.
_SAME_LETTERS = (("ی", "ي"), ("ى", "ي"), ("ک", "ك"), ("ـ", ""), ("’", "'"))


def fold(text: str) -> str:
    """Small letters; the two ways of typing ye and kaf are one, so that keyboards do not decide."""
    small = text.lower()
    if not small.isascii():
        for letter, same in _SAME_LETTERS:
            small = small.replace(letter, same)
    return small


def ngrams(word: str) -> list[str]:
    """The trigrams of a folded word with the spaces around it; shorter ones say nothing more."""
    padded = f" {word} "
    return [padded[i : i + ORDER] for i in range(len(padded) - ORDER + 1)]


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
    """How often the language writes each trigram, among all of them."""
    profile = json.loads((_folder() / language).read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        folded = fold(gram)
        if len(gram) == len(folded) == ORDER:  # a Turkish dotted I becomes two signs
            counts[folded] += count
    return {gram: count / profile["n_words"][ORDER - 1] for gram, count in counts.items()}


def _folder() -> Path:
    spec = find_spec("langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("langdetect is not installed; run: pip install langdetect")
    return Path(spec.submodule_search_locations[0], "profiles")
