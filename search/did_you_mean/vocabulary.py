"""The words of an index, for finding similar words. Built once for a state of the index, then read-only."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from analyzers import LANGUAGES_OF_SCRIPT, get_analyzer, script_of
from analyzers.names import names_of
from engines.port.engine import SearchEngine
from search.dictionaries.sections import Sections, SectionWriter, in_memory
from search.did_you_mean.edits import TWO_SLIPS, cost, variants
from search.did_you_mean.sounds import skeletons, sound_cost
from search.did_you_mean.transliterations import is_another_name, with_article, written_across
from search.term_dictionary import TermDictionary, read_terms, signature

SHORTEST, LONGEST = 3, 30
"""Minimum and maximum length, in letters, of a word that is corrected."""
_TWO_EDITS = 6
"""A word with at least this many letters may have two typos."""
SLIP_WEIGHT = 4.1
"""A typo that costs 1 outweighs this difference in log frequency."""
_SELDOM = {1: 2.6, 2: 1.3}
"""What a rare word loses because it may be a typo itself, in log frequency, by number of documents."""
_SOUND_WEIGHT = 30.0
"""High, because a more frequent word that sounds otherwise is another word or another person."""
_OF_A_NAME = 0.15
"""What a listed name gains over other words of its consonants, in cost."""
_OF_A_WORD = 0.15
"""What a common word loses, in cost."""
OF_DATA = -1.0
"""The cost of a name that data has, which is less than that of any sounds."""
_MAX_SOUND_COST = 0.5
_MAX_COST_OF_A_NAME = 0.7
_SURE_OF_A_PLACE = 0.2
"""Up to this cost a word that data knows as another place may be meant: ``هلند`` is no Hollande."""
_INFLECTED = ("s", "ed", "ing", "ly")
"""English endings: a word that the archive has with one is hardly a name."""
_LARGE = 50_000
"""With at least this many words, words of a single article are left out of the slow searches."""
_VOWEL = frozenset("aeiouy")


Terms = Callable[[], Iterator[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant. ``cost`` is that of the edits; a higher ``score`` is better."""

    word: str
    cost: float
    score: float


class Vocabulary:
    """The exact forms of an index that are words, with their document frequencies.

    ``terms`` holds the forms and ``sections`` what ``write_vocabulary`` made of them.
    """

    def __init__(self, terms: TermDictionary, sections: Sections) -> None:
        self._terms = terms
        self._alphabets: dict[str, str] = sections.note("alphabets")
        self._lengths: dict[str, list[int]] = sections.note("near lengths")
        self._near_ranks, self._near_letters = sections.array("near ranks"), sections.array("near letters")
        self._skeletons, self._sounding = sections.strings("skeletons"), sections.strings("sounding")

    def __len__(self) -> int:
        """The number of forms."""
        return len(self._terms)

    def near(self, word: str, size: int = 5, *, slips: int = 2) -> list[Candidate]:
        """The most similar words, best first: one edit away or, if there are none, two.

        Args:
            size: maximum number of words.
            slips: maximum number of typos.
        """
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        found = {other for other in variants(word, self._alphabets[script_of(word)]) if self.frequency(other)}
        found.discard(word)
        if not found and slips > 1 and len(word) >= _TWO_EDITS:
            found = set(self._two_edits(word))
        costs = {other: cost(word, other) for other in found}
        return self._best(costs, SLIP_WEIGHT, size)

    def sounding_like(self, word: str, size: int = 5) -> list[Candidate]:
        """The words of the other script that are the same name or sound like a word, best first.

        Names that data has come before sounds, and common words after names.

        Args:
            size: maximum number of words.
        """
        if script_of(word) == "other":
            return []
        known: dict[str, float] = {}
        for name, price in self._written_across(word):
            known.setdefault(name, price)
        sounding = [found for found in self._sounding_like(word, size) if found.word not in known]
        surest = max((found.score for found in sounding), default=0.0)
        ahead = [Candidate(name, known[name], surest + size - at) for at, name in enumerate(known)]
        return [*ahead, *sounding][:size]

    def _written_across(self, word: str) -> Iterator[tuple[str, float]]:
        """The names in the other script that data and the index have, and their cost."""
        for names, is_sure in written_across(word):
            given = dict.fromkeys(names)
            found = {name: self.frequency(name) for name in with_article(names)}
            known = [name for name in found if found[name]]
            known.sort(key=lambda n: (n not in given or self._is_common(n), -found[n], n))
            yield from ((name, OF_DATA if is_sure else 0.0) for name in known)

    def _sounding_like(self, word: str, size: int) -> list[Candidate]:
        script = script_of(word)
        others: dict[str, None] = {}
        for key in skeletons(word):
            at = self._skeletons.find(key.encode())
            sounding = "" if at is None else self._sounding.text(at)
            others |= {other: None for other in sounding.split() if script_of(other) != script}
        latin = script == "latin"
        names = known_names("arabic" if latin else "latin")
        found = []
        for other in others:
            price = sound_cost(word, other) if latin else sound_cost(other, word)
            if price > (_MAX_COST_OF_A_NAME if other in names else _MAX_SOUND_COST):
                continue
            if price > _SURE_OF_A_PLACE and is_another_name(other, word):
                continue
            odds = _OF_A_NAME if other in names else -_OF_A_WORD * self._is_common(other)
            found.append(Candidate(other, price, self._trust(other) - _SOUND_WEIGHT * (price - odds)))
        return sorted(found, key=lambda c: (-c.score, c.word))[:size]

    def _is_common(self, word: str) -> bool:
        """Whether a word is hardly a name: analyzers know it, or the index has other forms of it."""
        if script_of(word) == "arabic":
            analyzers = map(get_analyzer, LANGUAGES_OF_SCRIPT["arabic"])
            return any(one.is_common(word) or one.is_function_word(word) for one in analyzers)
        if word in known_names("latin"):
            return False
        longer = (word + ending for ending in _INFLECTED)
        shorter = (word.removesuffix(ending) for ending in _INFLECTED if word.endswith(ending))
        return _VOWEL.isdisjoint(word) or any(map(self.frequency, (*longer, *shorter)))

    def splits(self, word: str, size: int = 3) -> list[tuple[str, str]]:
        """Pairs of words that were typed as one, most frequent first.

        Args:
            size: maximum number of pairs.
        """
        pairs = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        known = [pair for pair in pairs if min(map(self.frequency, pair)) > 1]
        return sorted(known, key=lambda pair: -min(map(self.frequency, pair)))[:size]

    def frequency(self, word: str) -> int:
        """The number of documents that have a word; 0 too for what is no word."""
        return self._terms.frequency(word) if is_word(word) else 0

    def _best(self, costs: dict[str, float], weight: float, size: int) -> list[Candidate]:
        scored = (Candidate(w, c, self._trust(w) - weight * c) for w, c in costs.items())
        return sorted(scored, key=lambda c: (-c.score, c.word))[:size]

    def _trust(self, word: str) -> float:
        known = self.frequency(word)
        return math.log(known) - _SELDOM.get(known, 0.0)

    def _two_edits(self, word: str) -> Iterable[str]:
        """Words whose sets of letters differ by no more than two edits can change.

        An edit that changes the length changes one letter of the set, any other edit two.
        """
        wanted = signature(word)
        for length in range(len(word) - 2, len(word) + 3):
            first, last = self._lengths.get(str(length), (0, 0))
            most = 4 - abs(length - len(word))
            for at, letters in enumerate(self._near_letters[first:last], first):
                if (letters ^ wanted).bit_count() <= most:
                    other = self._terms.word(self._near_ranks[at])
                    if cost(word, other, TWO_SLIPS) <= TWO_SLIPS:
                        yield other


@cache
def known_names(script: str) -> frozenset[str]:
    """The folded names that the analyzers of a script know."""
    return names_of(LANGUAGES_OF_SCRIPT[script][0])


def is_word(form: str) -> bool:
    """Whether a form can be offered: letters alone, and neither very short nor very long."""
    return form.isalpha() and 2 <= len(form) <= LONGEST


def write_vocabulary(writer: SectionWriter, terms: Terms) -> None:
    """Write what ``Vocabulary`` needs in addition to a dictionary of terms.

    ``terms`` gives its words with their counts in its order, and is called more than once. Words of few
    documents are left out of the slow searches if there are many words: of those two slips away words of
    one or two documents, of the alphabets words of one.
    """
    large = sum(is_word(word) for word, _ in terms()) > _LARGE
    writer.note("alphabets", _alphabets(word for _, word in _words(terms, 2 if large else 1)))
    _write_letters(writer, _words(terms, 3 if large else 1))
    _write_sounds(writer, _words(terms, 1))


def _words(terms: Terms, least: int) -> Iterator[tuple[int, str]]:
    """The numbers and texts of the words that at least so many documents have."""
    for rank, (word, count) in enumerate(terms()):
        if count < least:
            return
        if is_word(word):
            yield rank, word


def _alphabets(words: Iterable[str]) -> dict[str, str]:
    """By script, the letters that make up all but a ten-thousandth of its words."""
    counts: dict[str, Counter[str]] = {"latin": Counter(), "arabic": Counter(), "other": Counter()}
    for word in words:
        counts[script_of(word)].update(word)
    return {
        script: "".join(letter for letter, n in found.items() if n * 10_000 >= found.total())
        for script, found in counts.items()
    }


def _write_letters(writer: SectionWriter, words: Iterable[tuple[int, str]]) -> None:
    """By length, the numbers of words and the sets of their letters."""
    found: dict[int, tuple[array[int], array[int]]] = {}
    for rank, word in words:
        ranks, letters = found.setdefault(len(word), (array("I"), array("Q")))
        ranks.append(rank)
        letters.append(signature(word))
    lengths, at = {}, 0
    for length, (ranks, _) in sorted(found.items()):
        lengths[length] = (at, at + len(ranks))
        at += len(ranks)
    writer.note("near lengths", lengths)
    writer.array("near ranks", "I", (rank for _, (ranks, _) in sorted(found.items()) for rank in ranks))
    writer.array("near letters", "Q", (one for _, (_, letters) in sorted(found.items()) for one in letters))


def _write_sounds(writer: SectionWriter, words: Iterable[tuple[int, str]]) -> None:
    """By consonants, sorted, the words that have them, with spaces between them."""
    found: dict[str, list[str]] = {}
    for _, word in words:
        for key in skeletons(word):
            found.setdefault(key, []).append(word)
    keys = sorted(found, key=str.encode)
    writer.strings("skeletons", keys)
    writer.strings("sounding", (" ".join(found[key]) for key in keys))


def read_vocabulary(engine: SearchEngine) -> Vocabulary:
    """The vocabulary of an index as it is now, held in memory."""
    terms = read_terms(engine)
    return Vocabulary(terms, in_memory(partial(write_vocabulary, terms=terms.items)))
