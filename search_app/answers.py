"""Keeps recent answers, because widgets and crawlers ask the same questions again and again.

An answer is found again by everything that it depends on, so a change of the index never gives an old answer.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MAX_SIZE = 8_000_000
"""Maximum size of all kept answers together, in characters."""
_FIXED = 4_000
"""Characters that each answer counts in addition to its texts, for its numbers and objects."""


class Answers[T]:
    """The most recently used answers. Thread-safe: two threads may both compute the same answer.

    Args:
        size: returns the length of an answer's texts, in characters.
        most: maximum size of all answers together, in characters. Larger ones are not kept.
    """

    def __init__(self, size: Callable[[T], int], most: int = MAX_SIZE) -> None:
        self._size_of, self._most, self._size = size, most, 0
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to ``key``, from ``make`` if it is not known. What ``make`` raises is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
        answer = make()
        self._keep(key, answer, _FIXED + self._size_of(answer))
        return answer

    def _keep(self, key: Hashable, answer: T, size: int) -> None:
        if size > self._most:
            return
        with self._lock:
            _, earlier = self._kept.pop(key, (None, 0))
            self._kept[key] = answer, size
            self._size += size - earlier
            while self._size > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed
