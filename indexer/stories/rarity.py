"""How rare each name and figure of an archive is, counted without holding all of them in memory.

Most names occur in one article only, so only those of several are kept, in sorted arrays. While names are
counted, a temporary file holds what was counted before, split by the first bits of the hashes: each part can
then be added up alone.
"""

import math
import tempfile
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from indexer.stories.model import Sketch

_TOO_COMMON = 0.1
_FEW = 3
_MOST_HELD = 400_000
"""Maximum number of different hashes that are counted in memory. One takes about 120 bytes."""
_PART_BITS = 6
_SIGN = 1 << 63
_ITEM = array("q").itemsize


class Rarity:
    """How rare each name and figure is in each language of an archive."""

    def __init__(self, names: Iterable[tuple[str, Iterable[int]]], most_held: int = _MOST_HELD) -> None:
        with _Counting(most_held) as counting:
            for language, keys in names:
                counting.add(language, keys)
            self._totals = counting.totals
            self._common = {language: _Common(counting.counts(language)) for language in self._totals}

    def weights(self, sketch: Sketch) -> dict[int, float]:
        """The weights of those of an article's names that are not common in its language."""
        total = self._totals[sketch.language]
        common = max(_FEW, _TOO_COMMON * total)
        count = self._common[sketch.language].count if total else _once
        return {
            key: math.log((total + 1) / (number + 0.5))
            for key in sketch.names
            if (number := count(key)) <= common
        }


def _once(_: int) -> int:
    return 1


class _Common:
    """The hashes that occur more than once, sorted, and how often. 16 bytes each."""

    def __init__(self, counts: Iterable[tuple[int, int]]) -> None:
        self._keys, self._counts = array("q"), array("q")
        for key, number in counts:
            self._keys.append(key)
            self._counts.append(number)

    def count(self, key: int) -> int:
        """In how many articles a hash occurs that occurs in one at least."""
        at = bisect_left(self._keys, key)
        return self._counts[at] if at < len(self._keys) and self._keys[at] == key else 1


class _Counting:
    """Counts hashes by language. A context manager."""

    def __init__(self, most_held: int) -> None:
        self.totals: Counter[str] = Counter()
        self._most_held = most_held
        self._held: dict[str, Counter[int]] = {}
        self._added = 0
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._runs: dict[str, list[tuple[int, list[int]]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, language: str, keys: Iterable[int]) -> None:
        """Count the names of one article."""
        self.totals[language] += 1
        self._held.setdefault(language, Counter()).update(keys)
        self._added += 1
        if self._added % 100 == 0 and sum(map(len, self._held.values())) > self._most_held:
            self._spill()

    def counts(self, language: str) -> Iterator[tuple[int, int]]:
        """The hashes that were counted more than once, in rising order, and how often."""
        runs = self._runs.get(language)
        if runs is None:
            yield from _several(self._held.get(language, Counter()))
            return
        held = sorted(self._held.pop(language, Counter()).items())
        runs = [*runs, self._write(held)]
        for part in range(1 << _PART_BITS):
            together: Counter[int] = Counter()
            for start, ends in runs:
                for key, number in self._read(start, ends, part):
                    together[key] += number
            yield from _several(together)

    def _spill(self) -> None:
        for language, counted in self._held.items():
            self._runs.setdefault(language, []).append(self._write(sorted(counted.items())))
        self._held.clear()

    def _write(self, counted: list[tuple[int, int]]) -> tuple[int, list[int]]:
        """Append sorted counts. Returns where they begin in the file, and how many precede each part."""
        start = self._file.seek(0, 2)
        keys = array("q", [key for key, _ in counted])
        ends = [bisect_left(keys, _first_of(part)) for part in range(1 << _PART_BITS)] + [len(keys)]
        pairs = array("q", bytes(2 * _ITEM * len(keys)))
        pairs[::2], pairs[1::2] = keys, array("q", [number for _, number in counted])
        self._file.write(memoryview(pairs))
        return start, ends

    def _read(self, start: int, ends: list[int], part: int) -> Iterator[tuple[int, int]]:
        first, last = ends[part], ends[part + 1]
        self._file.seek(start + 2 * _ITEM * first)
        pairs = array("q", self._file.read(2 * _ITEM * (last - first)))
        return zip(pairs[::2], pairs[1::2], strict=True)


def _first_of(part: int) -> int:
    return (part << (64 - _PART_BITS)) - _SIGN


def _several(counted: Counter[int]) -> list[tuple[int, int]]:
    return sorted((key, number) for key, number in counted.items() if number > 1)
