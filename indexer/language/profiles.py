"""Letter statistics: how often each language has each trigram.

They come from ``profile.txt`` in the language's folder, a sample of its texts, or else from langdetect, whose
profiles (Shuyo 2010, from Wikipedia) are read as data: the package's own detector uses random numbers and is
not thread-safe.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT
from analyzers.language import LanguageError
from indexer.language import others
from indexer.language.once import once
from indexer.language.scripts import Script

ORDER = 3
UNSEEN = 1e-5  # probability of an n-gram that a profile does not list; the best of several measured values
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# One by one, which is several times as fast as str.translate.
_SAME_LETTERS = (("ی", "ي"), ("ى", "ي"), ("ک", "ك"), ("ـ", ""), ("’", "'"))


def same_letters(text: str) -> str:
    """Lower case, with one form for the two ways of typing ye and kaf, so that keyboards do not matter."""
    small = text.lower()
    if not small.isascii():
        for letter, same in _SAME_LETTERS:
            small = small.replace(letter, same)
    return small


def ngrams(word: str) -> list[str]:
    """The trigrams of a word from ``same_letters``, including the spaces around it. Shorter ones add
    nothing.
    """
    padded = f" {word} "
    return [padded[i : i + ORDER] for i in range(len(padded) - ORDER + 1)]


def profile_words(code: str) -> list[str]:
    """The words of the sample in a language's folder; [] if there is no sample."""
    path = LANGUAGES[code].file("profile.txt") if code in LANGUAGES else None
    return _WORD.findall(path.read_text("utf-8")) if path and path.is_file() else []


def probabilities(code: str) -> dict[str, float]:
    """The relative frequency of each trigram in the language."""
    words = profile_words(code)
    if words:
        counts = Counter(gram for word in words for gram in ngrams(same_letters(word)))
        return {gram: count / counts.total() for gram, count in counts.items()}
    return _of_langdetect(code)


def _of_langdetect(code: str) -> dict[str, float]:
    path = _folder() / code
    if not path.is_file():
        raise LanguageError(
            f"langdetect has no profile of {code!r}. Add a profile.txt to the language's folder"
        )
    profile = json.loads(path.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for gram, count in profile["freq"].items():
        folded = same_letters(gram)
        if len(gram) == len(folded) == ORDER:  # a Turkish dotted I becomes two characters
            counts[folded] += count
    return {gram: count / profile["n_words"][ORDER - 1] for gram, count in counts.items()}


class Trigrams:
    """For each trigram its log-probability in each language: ``own`` of the registry, and ``others``."""

    def __init__(self, own: Sequence[str], others: Sequence[str]) -> None:
        languages = [probabilities(code) for code in (*own, *others)]
        self.own: dict[str, tuple[float, ...]] = {}
        self.others: dict[str, tuple[float, ...]] = {}
        for gram in set().union(*languages):
            row = [_log(one.get(gram, 0.0)) for one in languages]
            self.own[gram], self.others[gram] = tuple(row[: len(own)]), tuple(row[len(own) :])
        self._nothing = (0.0,) * len(own)

    def own_sums(self, folded: str) -> tuple[float, ...]:
        """The log-probabilities of a folded word in the languages of the registry."""
        rows = [self.own[gram] for gram in ngrams(folded) if gram in self.own]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else self._nothing

    def all_sums(self, folded: str) -> tuple[float, ...]:
        """The same in those of the registry and the others, then how many of its trigrams are known."""
        grams = [gram for gram in ngrams(folded) if gram in self.own]
        rows = [self.own[gram] + self.others[gram] + (1.0,) for gram in grams]
        return tuple(map(sum, zip(*rows, strict=True)))


@once
def trigrams(script: Script) -> Trigrams:
    """The table of a script. There is one per process."""
    return Trigrams(LANGUAGES_OF_SCRIPT.get(script, ()), others.profiles(script))


def _log(probability: float) -> float:
    return math.log(probability + UNSEEN)


def _folder() -> Path:
    spec = find_spec("langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("langdetect is not installed", name="langdetect")
    return Path(spec.submodule_search_locations[0], "profiles")
