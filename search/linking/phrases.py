"""Finds the phrase of a text that can carry a link: words of a title that are close to each other."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyzers import get_analyzer
from search.documents import analyze
from search.weak_words import is_weak

_END = re.compile(r"(?<=[.!?؟۔…])[”\"»’)\]]*\s+|\n\s*\n\s*")
_GAP = 9
"""Maximum number of letters between two words of a phrase: one or two short words."""
_LONGEST = 90
_CONTEXT = 260
"""Maximum length of the text around a phrase, in characters."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text with a phrase in it. ``start`` and ``end`` are those of the phrase within ``text``;
    ``at`` is where the phrase begins in the whole text.
    """

    text: str
    start: int
    end: int
    at: int

    @property
    def phrase(self) -> str:
        """The phrase."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Word:
    """A significant word of a title: its terms, the weightiest last, and its weight."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a title in a text: its offsets, and the number of the word in the title."""

    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A phrase that could carry a link.

    ``weight`` is that of the words in it, ``near`` that of the words in its sentence, ``inside`` the numbers
    of its words in the title.
    """

    start: int
    end: int
    weight: float
    near: float
    inside: frozenset[int]

    @property
    def words(self) -> int:
        """The number of its different words."""
        return len(self.inside)


class Sentences:
    """The sentences of a text. An empty line also ends a sentence; a line end may be a soft one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _END.finditer(text))]

    def number(self, at: int) -> int:
        """The number of the sentence at an offset."""
        return bisect_right(self._starts, at) - 1

    def passage(self, start: int, end: int) -> Passage:
        """The sentence around a phrase; of a long one the part around it, from word to word."""
        number = self.number(start)
        low = self._starts[number]
        following = self._starts[number + 1 : number + 2]
        high = max(end, following[0] if following else len(self.text))
        spare = max(0, _CONTEXT - (end - start)) // 2
        if start - low > spare:
            low = self.text.find(" ", start - spare, start) + 1 or start
        if high - end > spare:
            high = max(self.text.rfind(" ", end, end + spare), end)
        shown = self.text[low:high].rstrip()
        return Passage(shown.replace("\n", " "), start - low, end - low, start)


@lru_cache(maxsize=1 << 13)
def title_words(title: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The terms of each word of a title that is neither a function word, a weak word nor a number, each word
    once. A title of weak words has them. Remembered, because the same titles are read while a draft is typed.
    """
    is_function_word = get_analyzer(language).is_function_word
    found = dict.fromkeys(
        terms.terms
        for token, terms in analyze(title, language)
        if len(token.exact) > 1 and not token.exact.isdigit() and not is_function_word(token.exact)
    )
    return tuple(terms for terms in found if not any(map(is_weak, terms))) or tuple(found)


def weighed(words: Iterable[tuple[str, ...]], rarity: Mapping[str, float]) -> list[Word]:
    """The words with their weights: that of the most frequent of a word's terms."""
    return [Word(terms, min(rarity[term] for term in terms)) for terms in words]


def best_anchor(
    matches: list[Match], words: list[Word], sentences: Sentences, avoided: Iterable[tuple[int, int]] = ()
) -> Anchor | None:
    """The phrase with the weightiest different words of a title; of equals in the weightiest sentence.

    Args:
        avoided: spans [start, end) of the text that already have a link.
    """
    taken = tuple(avoided)
    if taken:
        matches = [
            one for one in matches if not any(one.start < high and low < one.end for low, high in taken)
        ]
    places = [(one, sentences.number(one.start)) for one in matches]
    places.sort(key=lambda place: (place[0].start, -place[0].end))
    near = _by_sentence(places, words)
    best: Anchor | None = None
    for run, sentence in _runs(places):
        inside = frozenset([one.word for one in run])
        weight = sum([words[word].weight for word in inside])
        if best is None or (weight, near[sentence]) > (best.weight, best.near):
            best = Anchor(run[0].start, run[-1].end, weight, near[sentence], inside)
    return best


def _by_sentence(places: list[tuple[Match, int]], words: list[Word]) -> dict[int, float]:
    found: dict[int, set[int]] = {}
    for one, sentence in places:
        found.setdefault(sentence, set()).add(one.word)
    return {number: sum([words[word].weight for word in inside]) for number, inside in found.items()}


def _runs(places: list[tuple[Match, int]]) -> Iterable[tuple[list[Match], int]]:
    """The matches that are close to each other and in one sentence, in order, with the sentence's number."""
    run: list[Match] = []
    of_run = 0
    for one, sentence in places:
        if run and one.start < run[-1].end:
            continue  # another form of the same word
        if run and not (sentence == of_run and _continues(run, one)):
            yield run, of_run
            run = []
        run.append(one)
        of_run = sentence
    if run:
        yield run, of_run


def _continues(run: list[Match], one: Match) -> bool:
    return one.start - run[-1].end <= _GAP and one.end - run[0].start <= _LONGEST
