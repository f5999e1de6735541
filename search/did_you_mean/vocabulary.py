"""The words of an index, to look for near ones: made once for a state of the index, then only read."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analyzers import script_of
from engines.port.engine import SearchEngine
from search.did_you_mean.edits import TWO_SLIPS, cost, variants
from search.did_you_mean.sounds import skeleton, sound_cost

SHORTEST, LONGEST = 3, 30
"""Letters of a word that is corrected."""
_TWO_EDITS = 6
"""Letters from which a word may have two slips."""
SLIP_WEIGHT = 4.1
"""How many powers of e in frequency a slip that costs 1 outweighs."""
_SELDOM = {1: 2.6, 2: 1.3}
"""By number of documents, what a word loses that may be a slip itself, in powers of e."""
_SOUND_WEIGHT = 7.0
_MAX_SOUND_COST = 0.5
_LARGE = 50_000
"""Words from which a vocabulary has so many that those of one article are left out of the slow searches."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant. ``cost`` weighs the edits; a higher ``score`` is better."""

    word: str
    cost: float
    score: float


class Vocabulary:
    """The exact forms of an index that are words, with the number of documents that have them."""

    def __init__(self, frequencies: Iterable[tuple[str, int]]) -> None:
        self.frequencies = {
            word: count for word, count in frequencies if word.isalpha() and 2 <= len(word) <= LONGEST
        }

    def near(self, word: str, size: int = 5, *, slips: int = 2) -> list[Candidate]:
        """The words nearest to one, best first: one edit away, where there is none two, if so many may be."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        known = self.frequencies
        found = {other for other in variants(word, self._alphabets[script_of(word)]) if other in known}
        found.discard(word)
        if not found and slips > 1 and len(word) >= _TWO_EDITS:
            found = set(self._two_edits(word))
        costs = {other: cost(word, other) for other in found}
        return self._best(costs, SLIP_WEIGHT, size)

    def sounding_like(self, word: str, size: int = 5) -> list[Candidate]:
        """The words of the other script that sound like a word, best first."""
        key, script = skeleton(word), script_of(word)
        if not key or script == "other":
            return []
        others = [other for other in self._skeletons.get(key, "").split() if script_of(other) != script]
        latin = script == "latin"
        costs = {o: sound_cost(word, o) if latin else sound_cost(o, word) for o in others}
        return self._best({o: c for o, c in costs.items() if c <= _MAX_SOUND_COST}, _SOUND_WEIGHT, size)

    def splits(self, word: str, size: int = 3) -> list[tuple[str, str]]:
        """Two words that were typed as one, those best known first."""
        pairs = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        known = [pair for pair in pairs if min(map(self.frequency, pair)) > 1]
        return sorted(known, key=lambda pair: -min(map(self.frequency, pair)))[:size]

    def frequency(self, word: str) -> int:
        """In how many documents a word stands."""
        return self.frequencies.get(word, 0)

    def prepare(self) -> None:
        """Make what searches need now and not with the first of them."""
        _ = (self._alphabets, self._signatures, self._skeletons)

    def _best(self, costs: dict[str, float], weight: float, size: int) -> list[Candidate]:
        scored = (Candidate(w, c, self._trust(w) - weight * c) for w, c in costs.items())
        return sorted(scored, key=lambda c: (-c.score, c.word))[:size]

    def _trust(self, word: str) -> float:
        known = self.frequencies[word]
        return math.log(known) - _SELDOM.get(known, 0.0)

    def _two_edits(self, word: str) -> Iterable[str]:
        """Words of which the set of letters differs by no more than two edits can change it.

        An edit that changes the length changes one letter of the set, any other two.
        """
        wanted = _signature(word)
        for length in range(len(word) - 2, len(word) + 3):
            words, signatures = self._signatures.get(length, ([], array("Q")))
            most = 4 - abs(length - len(word))
            for at, signature in enumerate(signatures):
                if (signature ^ wanted).bit_count() <= most and cost(word, words[at], TWO_SLIPS) <= TWO_SLIPS:
                    yield words[at]

    @property
    def _common(self) -> Iterable[str]:
        least = 2 if len(self.frequencies) > _LARGE else 1
        return (word for word, count in self.frequencies.items() if count >= least)

    @cached_property
    def _alphabets(self) -> dict[str, str]:
        """By script, the letters that make up all but a ten-thousandth of its words."""
        counts: dict[str, Counter[str]] = {"latin": Counter(), "arabic": Counter(), "other": Counter()}
        for word in self._common:
            counts[script_of(word)].update(word)
        return {
            script: "".join(letter for letter, n in found.items() if n * 10_000 >= found.total())
            for script, found in counts.items()
        }

    @cached_property
    def _signatures(self) -> dict[int, tuple[list[str], array[int]]]:
        """By length, words and the sets of their letters as bits."""
        found: dict[int, tuple[list[str], array[int]]] = {}
        least = 3 if len(self.frequencies) > _LARGE else 1
        for word in (word for word, count in self.frequencies.items() if count >= least):
            words, signatures = found.setdefault(len(word), ([], array("Q")))
            words.append(word)
            signatures.append(_signature(word))
        return found

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        """By consonants, words parted by spaces: a text takes a fifth of what a list of them does."""
        found: dict[str, list[str]] = {}
        for word in self._common:
            if key := skeleton(word):
                found.setdefault(key, []).append(word)
        return {key: " ".join(words) for key, words in found.items()}


def _signature(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def read_vocabulary(engine: SearchEngine) -> Vocabulary:
    """The vocabulary of an index as it is now, ready for any search."""
    vocabulary = Vocabulary(engine.vocabulary())
    vocabulary.prepare()
    return vocabulary
