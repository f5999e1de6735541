"""Compares articles with those in other languages from the same days."""

from collections.abc import Iterable
from functools import lru_cache

from indexer.stories.groups import pair
from indexer.stories.model import Edge, Relation
from indexer.stories.nearness import Nearness
from indexer.stories.rarity import Rarity
from indexer.stories.tables import Tables
from indexer.stories.translations import MOST_CANDIDATES, WINDOW_DAYS, Best, Day, best

_KEPT_MATCHES = 1 << 14
_KEPT_DAYS = 3 * WINDOW_DAYS


class Comparing:
    """Searches for translations. It counts the names of the whole archive at first, so it is created once for
    many articles.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._rarity = Rarity(tables.all_names())
        self._nearness = Nearness(tables)
        self._days: dict[int, Day] = {}
        # The best match of an article is needed again when that article's turn comes.
        self._best = lru_cache(maxsize=_KEPT_MATCHES)(self._searched)

    def on(self, tables: Tables) -> "Comparing":
        """Continue in the next transaction."""
        self._tables = tables
        return self

    def take(self, numbers: Iterable[int]) -> set[int]:
        """Compare these articles. Returns those whose pairs changed."""
        touched: set[int] = set()
        for number in numbers:
            sketch = self._tables.sketch(number)
            if sketch.day is not None:
                touched |= self._translations(number, sketch.day, sketch.language)
        return touched

    def _translations(self, number: int, day: int, own: str) -> set[int]:
        touched = set()
        languages = {language for near in self._around(day) for language in near.sizes} - {own}
        for language in sorted(languages):
            found = self._best(number, day, language)
            if found is None:
                continue
            its_day = self._tables.sketch(found.number).day or day
            back = self._best(found.number, its_day, own)
            partner = back.number if back and back.is_clear else None
            touched |= self._drop(found.number, own, partner)
            if found.is_clear and partner == number:
                edge = Edge(*pair(number, found.number), Relation.TRANSLATION, found.score)
                self._tables.pair([edge])
                touched |= {number, found.number}
            touched |= self._drop(number, language, found.number if found.is_clear else None)
        return touched

    def _searched(self, number: int, day: int, language: str) -> Best | None:
        days = self._around(day)
        if sum(near.sizes[language] for near in days) > MOST_CANDIDATES:
            return None
        return best(self._day(day).weighed[number], days, language)

    def _drop(self, number: int, language: str, but: int | None) -> set[int]:
        """Remove the pairs of an article with those in a language, except one."""
        touched = set()
        for edge in self._tables.edges(number, Relation.TRANSLATION):
            other = edge.other if edge.one == number else edge.one
            place = self._tables.place(other)
            if other != but and place and place[0] == language:
                self._tables.unpair(number, other)
                touched |= {number, other}
        return touched

    def _around(self, day: int) -> list[Day]:
        return [self._day(near) for near in range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)]

    def _day(self, day: int) -> Day:
        if day not in self._days:
            # Articles come in order of their days, so days far back are not needed again.
            for old in [known for known in self._days if known < day - _KEPT_DAYS]:
                del self._days[old]
            self._days[day] = Day(
                self._tables.of_day(day), self._rarity, self._nearness.of_day(self._tables, day)
            )
        return self._days[day]
