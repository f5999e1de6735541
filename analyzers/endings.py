"""Lists of endings, written as one line of words, and the order in which they are tried."""

from collections.abc import Iterable, Mapping


def listed(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())


def longest_first(words: str) -> tuple[str, ...]:
    """The words of a line, longest first: the order in which endings must be tried."""
    return tuple(sorted(words.split(), key=len, reverse=True))


def by_last_letter(endings: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Endings by their last letter, each list in the given order. Most words need to try only two or
    three.
    """
    found: dict[str, tuple[str, ...]] = {}
    for ending in endings:
        found[ending[-1]] = (*found.get(ending[-1], ()), ending)
    return found
