"""If stories are collapsed: the number by which counts of matches are too high."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

Answer = dict[str, Any]


class Surplus:
    """For each value, the number of matches hidden under another match of their story that has the value,
    too.
    """

    def __init__(self) -> None:
        self.total = 0
        self._values: dict[str, Counter[Any]] = {}

    @classmethod
    def of_stories(cls, stories: Iterable[Answer]) -> "Surplus":
        """From buckets of stories, each with the buckets of its values under the names of their counts."""
        made = cls()
        for story in stories:
            made.total += story["doc_count"] - 1
            for name, found in story.items():
                if isinstance(found, dict):
                    counted = made._values.setdefault(name, Counter())
                    for key, number in _numbers(found["buckets"]):
                        counted[key] += max(0, number - 1)
        return made

    def of(self, name: str, value: Any) -> int:
        """The surplus of a value in a count."""
        return self._values[name][value] if name in self._values else 0

    def has(self, name: str) -> bool:
        """Whether any value of a count has a surplus."""
        return bool(self._values.get(name))

    def taken_off(self, name: str, buckets: Iterable[Answer]) -> list[tuple[str, int]]:
        """The values of buckets with the surplus subtracted, by number, then by value."""
        counted = [(str(b["key"]), int(b["doc_count"]) - self.of(name, b["key"])) for b in buckets]
        return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def _numbers(buckets: Any) -> Iterable[tuple[Any, int]]:
    """The keys and document counts of buckets; those of filters come by name."""
    if isinstance(buckets, dict):
        return ((name, bucket["doc_count"]) for name, bucket in buckets.items())
    return ((bucket["key"], bucket["doc_count"]) for bucket in buckets)
