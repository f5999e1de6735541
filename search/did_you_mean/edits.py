"""How likely is a word a typo of another? Edits of folded letters, weighted by their frequency.

The distance is Damerau-Levenshtein with each letter edited at most once (optimal string alignment): insert,
delete, replace, or swap two neighbours. It counts letters of any script, not bytes.
"""

from collections.abc import Iterator

from search.did_you_mean.keyboards import are_near

_ALIKE = ("زذضظ", "سصث", "تط", "هح", "قغ", "اعآ", "ey", "iy", "ck", "kq", "sz", "vw", "ao", "ei")
"""Letters that sound alike in a language and are confused."""
_SOUNDS = {frozenset((a, b)) for group in _ALIKE for a in group for b in group if a != b}

REPLACED, NEAR, SWAPPED, DROPPED, ADDED, DOUBLED = 1.3, 0.85, 0.62, 0.5, 1.4, 1.1
FIRST_LETTER = 0.05
"""Costs of a typo. One that had many alternatives costs more: of all letters that could be added or replace
another, only one was typed, while a missing letter or two swapped ones leave no choice. Fitted to typos in
words of real titles, see ``benchmarks/typing_help.py``.
"""
ONE_SLIP, TWO_SLIPS = 1.6, 2.65
"""Maximum cost of one typo, and of two."""


def variants(word: str, alphabet: str) -> Iterator[str]:
    """All texts that are one edit away from a word, with repetitions.

    Args:
        alphabet: letters that may be inserted.
    """
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            rest = tail[1:]
            yield head + rest
            if rest:
                yield head + rest[0] + tail[0] + rest[1:]
            for letter in alphabet:
                yield head + letter + rest
        for letter in alphabet:
            yield head + letter + tail


def cost(typed: str, word: str, limit: float = 3.0) -> float:
    """The cost of the cheapest edits from ``word`` to ``typed``.

    Args:
        limit: above this cost, the result may be any higher number.
    """
    before: list[float] = []
    row = [0.0]
    for _ in word:
        row.append(row[-1] + (DROPPED if len(row) > 1 else DROPPED + FIRST_LETTER))
    for i, got in enumerate(typed, 1):
        older, before, row = before, row, [row[0] + ADDED + (FIRST_LETTER if i == 1 else 0)]
        for j, letter in enumerate(word, 1):
            first = FIRST_LETTER if min(i, j) == 1 else 0.0
            best = before[j - 1] if got == letter else before[j - 1] + first + _replaced(got, letter)
            extra = before[j] + first + (DOUBLED if i > 1 and typed[i - 2] == got else ADDED)
            missing = row[j - 1] + first + (DOUBLED if j > 1 and word[j - 2] == letter else DROPPED)
            best = min(best, extra, missing)
            if i > 1 and j > 1 and got == word[j - 2] and letter == typed[i - 2] != got:
                best = min(best, older[j - 2] + SWAPPED)
            row.append(best)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return row[-1]


def _replaced(got: str, letter: str) -> float:
    if are_near(got, letter) or frozenset((got, letter)) in _SOUNDS:
        return NEAR
    return REPLACED
