"""Values of a facet that count as one, such as the names of a category in several languages."""

from collections.abc import Callable, Iterable

Joined = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a facet and values of it that count as one, under the first of them. No value is in two pairs."""
Counted = list[tuple[str, int]]


def groups_of(joined: Joined, facet: str) -> tuple[tuple[str, ...], ...]:
    """The groups of values of a facet that count as one."""
    return tuple(values for name, values in joined if name == facet)


def first_values(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """The value under which each value of some groups counts."""
    return {value: values[0] for values in groups for value in values}


def as_one(
    counted: Iterable[tuple[str, int]],
    groups: Iterable[tuple[str, ...]],
    union: Callable[[tuple[str, ...]], int],
) -> Counted:
    """Counted values with those of each group as one, by count, then by value.

    Args:
        counted: every value that occurs, with its count.
        union: counts the documents with any of several values. It is only called if two of a group occur,
            because otherwise the count is known.
    """
    numbers = dict(counted)
    for values in groups:
        found = [number for value in values if (number := numbers.pop(value, 0))]
        if found:
            numbers[values[0]] = found[0] if len(found) == 1 else union(values)
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
