"""Suggestions for a query that is being typed: titles, authors, categories and the phrases of titles.

All are found by their first letters, folded and without spaces or signs, so accents, half-spaces and
hyphens do not matter. They come from the stored documents and facets, so every engine suggests the same.
``search.dictionaries.suggestions`` collects them.
"""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from analyzers import fold
from search.dictionaries.sections import Sections, Strings

MAX_SIZE = 50
"""Suggestions in one answer, at most."""
KINDS = ("category", "author", "phrase", "title")
KEY = 20
"""Letters of a text that are kept to find it by; of a longer query the rest is compared with the text."""
BLOCK = 256
"""Entries of a table of keys for which the smallest rank is kept."""
LATER_WORD = re.compile(r"(?<=\s)[^\w\s]*[^\W\d_]{4,}")
"""A later word by which a title is found too."""
_TITLES = 3
"""Of how many suggestions at least one is a title, where titles fit."""
_LAST = b"\xff"
"""Sorts behind every letter of UTF-8."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query to offer. ``count`` is the number of articles of a category or an author.

    ``kind`` is ``category``, ``author``, ``phrase`` or ``title``; ``mark`` is the
    stretch [start, end) that was typed.
    """

    text: str
    kind: str
    count: int | None = None
    mark: tuple[int, int] = (0, 0)


class Suggester:
    """The suggestions of one state of an index. Safe in threads: nothing changes.

    Entries are numbered from the best to the last; titles come after all others.
    """

    def __init__(self, sections: Sections) -> None:
        self._texts, self._kinds = sections.strings("entries"), sections.array("entry kinds")
        self._counts, self._languages = sections.array("entry counts"), sections.array("entry languages")
        self._sets: list[list[str]] = sections.note("entry languages")
        self._named = KeyTable(sections, "named")
        titled: list[str] = sections.note("title languages")
        self._titles = {language: KeyTable(sections, f"titles {language}") for language in titled}
        self._found = lru_cache(maxsize=4_096)(self._find)

    def __len__(self) -> int:
        """The number of texts that can be suggested."""
        return len(self._texts)

    def suggest(self, text: str, size: int = 8, language: str | None = None) -> tuple[Suggestion, ...]:
        """Up to ``size`` suggestions that begin as the text does, the most frequent first, titles last.

        A title may have the text at the beginning of any of its words. With a language, only those come
        that articles in this language have.
        """
        prefix = compact(text)
        if not prefix or size < 1:
            return ()
        found = self._found(prefix, min(size, MAX_SIZE), language)
        return tuple(self._suggestion(rank, prefix) for rank in found)

    def _find(self, prefix: str, size: int, language: str | None) -> tuple[int, ...]:
        named = self._named.best(prefix)
        if language is not None:
            named = (rank for rank in named if language in self._sets[self._languages[rank]])
        titles = [t.best(prefix) for code, t in self._titles.items() if language in (None, code)]
        best = list(islice(self._whole(named, prefix), size))
        last = list(islice(self._whole(heapq.merge(*titles), prefix), size))
        most = size - size // _TITLES
        if len(best) > most:
            last = last[: size - most]
            return (*best[: size - len(last)], *last)
        return (*best, *last)[:size]

    def _whole(self, ranks: Iterator[int], prefix: str) -> Iterator[int]:
        """Those that have all of a prefix that is longer than the keys."""
        if len(prefix) <= KEY:
            return ranks
        return (rank for rank in ranks if prefix in compact(self._texts.text(rank)))

    def _suggestion(self, rank: int, prefix: str) -> Suggestion:
        text, kind = self._texts.text(rank), KINDS[self._kinds[rank]]
        count = self._counts[rank] if kind in ("category", "author") else None
        return Suggestion(text, kind, count, _mark(text, prefix))


class KeyTable:
    """Keys, sorted, each with the rank of an entry; a rank may have several keys.

    ``minima`` is the smallest rank of each ``BLOCK`` keys, so that the best of very many are found without
    a look at all of them.
    """

    def __init__(self, sections: Sections, name: str) -> None:
        self._keys: Strings = sections.strings(name)
        self._ranks, self._minima = sections.array(f"{name} ranks"), sections.array(f"{name} minima")

    def best(self, prefix: str) -> Iterator[int]:
        """The ranks of the entries with a key that begins so, rising, each once; found as they are taken."""
        wanted = prefix[:KEY].encode()
        first, last = self._keys.place(wanted), self._keys.place(wanted + _LAST)
        before = -1
        for rank in self._rising(first, last):
            if rank != before:
                yield rank
                before = rank

    def _rising(self, first: int, last: int) -> Iterator[int]:
        whole = range(-(-first // BLOCK), last // BLOCK)
        if not whole:
            yield from sorted(self._ranks[first:last])
            return
        edges = (*self._ranks[first : whole.start * BLOCK], *self._ranks[whole.stop * BLOCK : last])
        heap = [(rank, -1) for rank in edges] + [(self._minima[block], block) for block in whole]
        heapq.heapify(heap)
        while heap:
            rank, block = heapq.heappop(heap)
            if block < 0:
                yield rank
                continue
            for one in self._ranks[block * BLOCK : (block + 1) * BLOCK]:
                heapq.heappush(heap, (one, -1))


def compact(text: str) -> str:
    """A text by its folded letters and digits alone."""
    return "".join(filter(str.isalnum, fold(text)))


def _mark(text: str, prefix: str) -> tuple[int, int]:
    """The typed part of a text, [start, end): at the beginning of a word if it is found there."""
    owners = [at for at, char in enumerate(text) for _ in compact(char)]
    whole = compact(text)
    starts = {0, *(match.start() for match in LATER_WORD.finditer(text))}
    at = whole.find(prefix)
    while at >= 0:
        if owners[at] in starts or at == 0:
            return owners[at], owners[at + len(prefix) - 1] + 1
        at = whole.find(prefix, at + 1)
    return 0, 0
