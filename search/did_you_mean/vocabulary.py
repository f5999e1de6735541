"""The words of an index, for finding similar words. Built once for a state of the index, then read-only."""

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
"""Minimum and maximum length, in letters, of a word that is corrected."""
_TWO_EDITS = 6
"""A word with at least this many letters may have two typos."""
SLIP_WEIGHT = 4.1
"""A typo that costs 1 outweighs this difference in log frequency."""
_SELDOM = {1: 2.6, 2: 1.3}
"""What a rare word loses because it may be a typo itself, in log frequency, by number of documents."""
_SOUND_WEIGHT = 7.0
_MAX_SOUND_COST = 0.5
_LARGE = 50_000
"""With at least this many words, words of a single article are left out of the slow searches."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant. ``cost`` is that of the edits; a higher ``score`` is better."""

    word: str
    cost: float
    score: float


class Vocabulary:
    """The exact forms of an index that are words, with their document frequencies."""

    def __init__(self, frequencies: Iterable[tuple[str, int]]) -> None:
        self.frequencies = {
            word: count for word, count in frequencies if word.isalpha() and 2 <= len(word) <= LONGEST
        }

    def near(self, word: str, size: int = 5, *, slips: int = 2) -> list[Candidate]:
        """The most similar words, best first: one edit away or, if there are none, two.

        Args:
            size: maximum number of words.
            slips: maximum number of typos.
        """
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
        """The words of the other script that sound like a word, best first.

        Args:
            size: maximum number of words.
        """
        key, script = skeleton(word), script_of(word)
        if not key or script == "other":
            return []
        others = [other for other in self._skeletons.get(key, "").split() if script_of(other) != script]
        latin = script == "latin"
        costs = {o: sound_cost(word, o) if latin else sound_cost(o, word) for o in others}
        return self._best({o: c for o, c in costs.items() if c <= _MAX_SOUND_COST}, _SOUND_WEIGHT, size)

    def splits(self, word: str, size: int = 3) -> list[tuple[str, str]]:
        """Pairs of words that were typed as one, most frequent first.

        Args:
            size: maximum number of pairs.
        """
        pairs = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        known = [pair for pair in pairs if min(map(self.frequency, pair)) > 1]
        return sorted(known, key=lambda pair: -min(map(self.frequency, pair)))[:size]

    def frequency(self, word: str) -> int:
        """The number of documents that contain a word; 0 if there are none."""
        return self.frequencies.get(word, 0)

    def prepare(self) -> None:
        """Build the tables for searches now instead of at the first search."""
        _ = (self._alphabets, self._signatures, self._skeletons)

    def _best(self, costs: dict[str, float], weight: float, size: int) -> list[Candidate]:
        scored = (Candidate(w, c, self._trust(w) - weight * c) for w, c in costs.items())
        return sorted(scored, key=lambda c: (-c.score, c.word))[:size]

    def _trust(self, word: str) -> float:
        known = self.frequencies[word]
        return math.log(known) - _SELDOM.get(known, 0.0)

    def _two_edits(self, word: str) -> Iterable[str]:
        """Words whose sets of letters differ by no more than two edits can change.

        An edit that changes the length changes one letter of the set, any other edit two.
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
        """By script: the letters that make up all but 0.01 % of its words."""
        counts: dict[str, Counter[str]] = {"latin": Counter(), "arabic": Counter(), "other": Counter()}
        for word in self._common:
            counts[script_of(word)].update(word)
        return {
            script: "".join(letter for letter, n in found.items() if n * 10_000 >= found.total())
            for script, found in counts.items()
        }

    @cached_property
    def _signatures(self) -> dict[int, tuple[list[str], array[int]]]:
        """By length: words and the sets of their letters as bits."""
        found: dict[int, tuple[list[str], array[int]]] = {}
        least = 3 if len(self.frequencies) > _LARGE else 1
        for word in (word for word, count in self.frequencies.items() if count >= least):
            words, signatures = found.setdefault(len(word), ([], array("Q")))
            words.append(word)
            signatures.append(_signature(word))
        return found

    @cached_property
    def _skeletons(self) -> dict[str, str]:
        """By consonants: words separated by spaces. A string takes a fifth of the memory of a list."""
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
    """The vocabulary of the current index, with all tables built."""
    vocabulary = Vocabulary(engine.vocabulary())
    vocabulary.prepare()
    return vocabulary
