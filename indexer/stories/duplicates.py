"""Are two texts in one language the same story, edited, or only two of a series?

A share of common words cannot decide this: two daily weather reports have more of them than a story and its
shortened copy. What decides is where they differ. An editor cuts, adds, or changes few places. The reports of
a series differ in many small places, in figures and names, and on different days. In doubt the answer is no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from indexer.stories.model import Text
from indexer.stories.sketching import shingles

NEAR_DAYS = 3
_SHORT = 60
"""Number of words that must be equal before a text may differ at all."""
_BRIEF, _BRIEF_SHARE, _SAME_BRIEF = 25, 0.6, 0.8
"""Number and share of the words of a brief that must be equal, and share of its title."""
_SENTENCE = 4
"""Minimum number of words of the sentence in which two briefs differ. A single other word is another place or
person."""
_RESEMBLES, _CONTAINS = 0.7, 0.85
_PLACES_NEAR, _PLACES_FAR = 0.03, 0.01
"""Maximum number of replaced places per equal word, for texts from the same days and for others."""
_MOST_FIGURES = 2
"""Maximum number of places with different figures, however long the texts are."""
_WORDS_FOR_A_FIGURE = 100
"""Number of words that must be equal for each of them."""
_SAME_TITLE, _SAME_LEAD = 0.5, 0.5
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """How two texts differ: equal words, places with other words in both, and places with other figures."""

    agree: int
    replaced: int
    figures: int
    places: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What decides without its words whether a text may be a copy: its number of words, and its day."""

    length: int
    day: int | None


def may_be_alike(one: Extent, other: Extent) -> bool:
    """Whether ``likeness`` may accept two texts: short ones must be from the same days."""
    return min(one.length, other.length) >= _SHORT or _are_near(one.day, other.day)


def likeness(one: Text, other: Text) -> float | None:
    """The confidence that two texts are one story, up to 1; None if they are not, or in doubt."""
    near = _are_near(one.day, other.day)
    if one.words == other.words:
        long = len(one.words) >= _SHORT
        return 1.0 if long or (near and _overlap(one.title, other.title) >= _SAME_TITLE) else None
    if near and min(len(one.words), len(other.words)) < _SHORT:
        return _brief(one, other)
    # Titles and beginnings take a hundredth of the time of whole texts.
    alike = _overlap(one.title, other.title)
    if alike < _SAME_TITLE and not _same_lead(one.words, other.words):
        return None
    score = _resemblance(one.words, other.words)
    if score is None:
        return None
    found = difference(one.words, other.words)
    if found.agree < _SHORT or not _is_edit(found, near=near):
        return None
    if found.figures and (alike < _SAME_TITLE or not _is_update(found)):
        return None
    return score


def _are_near(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= NEAR_DAYS


# A text is compared with all its candidates in turn.
_shingles = lru_cache(maxsize=1)(shingles)


def _brief(one: Text, other: Text) -> float | None:
    """The confidence that two briefs of one title are copies: they differ in one sentence without figures."""
    if _overlap(one.title, other.title) < _SAME_BRIEF:
        return None
    found = difference(one.words, other.words)
    longest = max(len(one.words), len(other.words))
    rests = {len(text.words) - found.agree for text in (one, other)} - {0}
    whole_sentence = min(rests, default=0) >= _SENTENCE
    if found.places != 1 or found.figures or not whole_sentence or found.agree < _BRIEF:
        return None
    share = found.agree / longest
    return share if share >= _BRIEF_SHARE else None


def difference(one: tuple[str, ...], other: tuple[str, ...]) -> Difference:
    """Where two texts differ."""
    # The matcher needs the square of the length where words repeat; copies agree at both ends.
    start = _agreeing(zip(one, other, strict=False))
    end = _agreeing(zip(reversed(one[start:]), reversed(other[start:]), strict=False))
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    agree, replaced, figures, places = start + end, 0, 0, 0
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            agree += b - a
            continue
        places += 1
        if kind == "replace":
            replaced += 1
            figures += _figures(one[a:b]) != _figures(other[c:d])
    return Difference(agree, replaced, figures, places)


def _agreeing(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _is_update(found: Difference) -> bool:
    return found.figures <= min(_MOST_FIGURES, found.agree // _WORDS_FOR_A_FIGURE)


def _is_edit(found: Difference, *, near: bool) -> bool:
    if found.places > 2 + found.agree * 2 * _PLACES_NEAR:
        return False
    if near:
        return found.replaced <= 1 + found.agree * _PLACES_NEAR
    return not found.figures and found.replaced <= found.agree * _PLACES_FAR


def _resemblance(one: tuple[str, ...], other: tuple[str, ...]) -> float | None:
    first, second = _shingles(one), shingles(other)
    common = len(first & second)
    resembles, contains = common / len(first | second), common / min(len(first), len(second))
    return max(resembles, contains) if resembles >= _RESEMBLES or contains >= _CONTAINS else None


def _same_lead(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return _overlap(one[:_LEAD], other[:_LEAD]) >= _SAME_LEAD


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / (max(len(first), len(second)) or 1)


def _figures(words: tuple[str, ...]) -> list[str]:
    return sorted(str(_number(word)) for word in words if any(char.isdigit() for char in word))


def _number(word: str) -> int | str:
    """A number as an integer, in any digits; any other word unchanged."""
    return int(word) if word.isdecimal() and len(word) < 20 else word
