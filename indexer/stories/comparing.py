"""Comparing articles with those of other languages that came out in the same days."""

from collections.abc import Iterable

from indexer.stories.groups import pair
from indexer.stories.model import Edge, Relation, Sketch
from indexer.stories.tables import Tables
from indexer.stories.translations import MOST_CANDIDATES, WINDOW_DAYS, Best, Comparison, Rarity

_KEPT_DAYS = 3 * WINDOW_DAYS


class Comparing:
    """Looks for translations. Holds what is weighed of an archive, so it is made once for many articles."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._comparison = Comparison(Rarity(tables.all_names()))
        self._days: dict[int, list[tuple[int, Sketch]]] = {}

    def on(self, tables: Tables) -> "Comparing":
        """The same in the next transaction."""
        self._tables = tables
        return self

    def take(self, numbers: Iterable[int]) -> set[int]:
        """Compare these articles; those whose pairs changed."""
        touched: set[int] = set()
        for number in numbers:
            sketch = self._tables.sketch(number)
            touched |= self._translations(number, sketch)
        return touched

    def _translations(self, number: int, sketch: Sketch) -> set[int]:
        touched = set()
        for language, candidates in self._candidates(sketch).items():
            best = self._best(number, sketch, candidates)
            if best is None:
                continue
            its = candidates[best.number]
            back = self._best(best.number, its, self._candidates(its).get(sketch.language, {}))
            partner = back.number if back and back.is_clear else None
            touched |= self._drop(best.number, sketch.language, partner)
            if best.is_clear and partner == number:
                self._tables.pair([Edge(*pair(number, best.number), Relation.TRANSLATION, best.score)])
                touched |= {number, best.number}
            touched |= self._drop(number, language, best.number if best.is_clear else None)
        return touched

    def _best(self, number: int, sketch: Sketch, candidates: dict[int, Sketch]) -> Best | None:
        if not candidates or len(candidates) > MOST_CANDIDATES:
            return None
        return self._comparison.best(number, sketch, candidates)

    def _drop(self, number: int, language: str, but: int | None) -> set[int]:
        """Forget the pairs of an article with those of a language, all but one."""
        touched = set()
        for edge in self._tables.edges(number, Relation.TRANSLATION):
            other = edge.other if edge.one == number else edge.one
            place = self._tables.place(other)
            if other != but and place and place[0] == language:
                self._tables.unpair(number, other)
                touched |= {number, other}
        return touched

    def _candidates(self, sketch: Sketch) -> dict[str, dict[int, Sketch]]:
        """The articles of the days around one, by language, those of its own language aside."""
        day = sketch.day or 0
        found: dict[str, dict[int, Sketch]] = {}
        for other in range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1):
            for number, its in self._day(other):
                if its.language != sketch.language and its.names:
                    found.setdefault(its.language, {})[number] = its
        return found

    def _day(self, day: int) -> list[tuple[int, Sketch]]:
        if day not in self._days:
            # Articles come by their days, so what lies far back is not needed again.
            for old in [known for known in self._days if known < day - _KEPT_DAYS]:
                del self._days[old]
            self._days[day] = self._tables.of_day(day)
        return self._days[day]
