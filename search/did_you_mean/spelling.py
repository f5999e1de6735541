"""Replaces words of a query that no article contains by ones that some contain."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from search.did_you_mean.budget import SearchBudget
from search.did_you_mean.model import missing
from search.did_you_mean.vocabulary import LONGEST, SHORTEST, SLIP_WEIGHT, Vocabulary
from search.did_you_mean.words import ARTICLES, TypedWords, Word, as_written, exchanged
from search.model import SearchRequest, SearchResult

FEW = 2
"""A word or a query with at most this many hits may be a typo that others made, too."""
FAR_MORE = 50
"""If a query has hits, another one is suggested only if it has this many times as many."""
_MAX_CHANGES = 4
_TRIED = 4
_SPACE = 0.7
"""Cost of a missing or extra space."""


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement of ``old``, as typed, by ``new`` in exact forms, separated by a space if there
    are two.
    """

    old: str
    new: str
    score: float
    cost: float


Propose = Callable[[Word], list[Change]]
"""Returns what a word may have been meant to be, best first."""


class Corrector:
    """Changes one query. ``count`` requests only totals."""

    def __init__(self, searcher: SearchBudget, vocabulary: Vocabulary, request: SearchRequest) -> None:
        self._searcher = searcher
        self._vocabulary = vocabulary
        self._request = replace(request, page=1, facets=(), timeline=None)
        self._counts: dict[str, int] = {}
        self._sounds: dict[Word, list[Change]] = {}

    def look(self, text: str, size: int = 0, *, complete: bool = False) -> SearchResult:
        """The answer to another text under the same filters; with ``complete`` it is not a partial one."""
        return self._searcher.search(replace(self._request, text=text, size=size, complete=complete))

    def hits_of(self, part: TypedWords) -> int:
        """The number of articles that contain a part of a query in any form, ignoring filters."""
        if part.text not in self._counts:
            asked = self._request
            bare = SearchRequest(
                part.text, size=0, facets=(), timeline=None, exact=asked.exact, scope=asked.scope
            )
            self._counts[part.text] = self._searcher.search(bare).total
        return self._counts[part.text]

    def unknown(self, parts: list[TypedWords]) -> list[Word]:
        """The words that no article contains in any form."""
        lost = (word for part in parts if not self.hits_of(part) for word in part.words)
        return [w for w in lost if not self._vocabulary.frequency(w.exact) and _is_word(w)]

    def rare(self, parts: list[TypedWords]) -> list[Word]:
        """The words that hardly any article contains."""
        seldom = (word for part in parts if 0 < self.hits_of(part) <= FEW for word in part.words)
        return [word for word in seldom if _is_word(word)]

    def spelling(self, word: Word) -> list[Change]:
        """Similar words, the word split in two, or joined with the next word.

        If some articles contain the word, only words that are far more frequent.
        """
        found = sorted([*self._near(word), *self._splits(word), *self.joins(word)], key=lambda c: -c.score)
        if self._counts.get(word.text, 0):
            least = math.log(FAR_MORE * FEW)
            return [c for c in found if c.cost < 1 and c.score + SLIP_WEIGHT * c.cost >= least]
        return found or list(self._loose_splits(word))

    def _near(self, word: Word) -> list[Change]:
        slips = 1 if self._counts.get(word.text, 0) else 2
        near = self._vocabulary.near(word.exact, slips=slips)
        return [Change(word.text, c.word, c.score, c.cost) for c in near]

    def sound(self, word: Word) -> list[Change]:
        """Words of the other script that sound like it, or like it and the next word together."""
        if word not in self._sounds:
            self._sounds[word] = self._sounding(word)
        return self._sounds[word]

    def _sounding(self, word: Word) -> list[Change]:
        ways = {word.text: word.exact}
        if word.following:
            ways[word.with_following] = word.exact + word.following
        if word.following and word.exact in ARTICLES:
            del ways[word.text]
        return sorted(
            (
                Change(old, found.word, found.score, found.cost)
                for old, exact in ways.items()
                for found in self._vocabulary.sounding_like(exact)
            ),
            key=lambda change: -change.score,
        )

    def joins(self, word: Word) -> list[Change]:
        """The word joined with the next one."""
        joined = word.exact + word.following
        known = self._vocabulary.frequency(joined) if word.following else 0
        return [_spaced(word.with_following, joined, known)] if known else []

    def _splits(self, word: Word) -> Iterator[Change]:
        """The word split into two that are adjacent in articles."""
        for pair in self._vocabulary.splits(word.exact):
            apart = " ".join(pair)
            together = self.look(f'"{apart}"').total
            if together:
                yield _spaced(word.text, apart, together)

    def _loose_splits(self, word: Word) -> Iterator[Change]:
        """The word split into two that articles contain anywhere."""
        for pair in self._vocabulary.splits(word.exact):
            apart = " ".join(pair)
            together = self.look(apart, complete=True).total if min(map(len, pair)) >= SHORTEST else 0
            if together:
                yield _spaced(word.text, apart, together)

    def changed(
        self, parts: list[TypedWords], words: list[Word], propose: Propose, *, every: bool = False
    ) -> list[Change]:
        """The best change of each word, alone and together with the known words.

        Args:
            every: whether all words must have one. If one has none, the result is [], and the words after it
                are not looked up.
        """
        lost = {word.text for word in words}
        kept = [p.text for p in parts if not p.function_word and not lost & {w.text for w in p.words}]
        changes: list[Change] = []
        joined = ""
        for word in words[:_MAX_CHANGES]:
            best = self._best(propose(word)[:_TRIED], kept) if word.exact != joined else None
            if every and not best and word.exact != joined:
                return []
            joined = word.following if best and best.old == word.with_following else ""
            if best:
                changes.append(best)
                kept.append(best.new)
        return changes

    def _best(self, proposed: list[Change], kept: list[str]) -> Change | None:
        if not kept or len(proposed) < 2:
            return proposed[0] if proposed else None
        beside = " ".join(kept)
        together = {change: self.look(f"{beside} {change.new}") for change in proposed}
        return max(proposed, key=lambda c: (-missing(together[c]), c.score))

    def apply(self, changes: list[Change]) -> tuple[str, SearchResult]:
        """The changed query as articles spell its words, and its answer."""
        text = self._request.text
        for change in changes:
            text = exchanged(text, change.old, change.new)
        result = self.look(text, 10)
        for change in changes:
            for exact in change.new.split():
                text = exchanged(text, exact, as_written(exact, result, small=change.old.islower()))
        return text, result


def _spaced(old: str, new: str, known: int) -> Change:
    return Change(old, new, math.log(known) - SLIP_WEIGHT * _SPACE, _SPACE)


def _is_word(word: Word) -> bool:
    return SHORTEST <= len(word.exact) <= LONGEST and word.exact.isalpha()
