"""How near are articles in meaning, across languages? From the vectors that the archive has, if it has any.

The mean of its language is subtracted from each vector first: otherwise two articles in one language are
nearer than two translations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.stories.tables import Tables
    from meaning.port import Vectors

_SAMPLE = 20_000
"""Vectors that the means are computed from."""


@dataclass(frozen=True, slots=True)
class DayVectors:
    """The vectors of one day's articles, of length 1, without the mean of their language."""

    of: "Mapping[int, Vectors]" = field(default_factory=dict)
    by_language: "Mapping[str, tuple[tuple[int, ...], Vectors]]" = field(default_factory=dict)

    def cosines(self, vector: "Vectors", language: str) -> Iterable[tuple[int, float]]:
        """The articles in a language, and their cosines with a vector."""
        if language not in self.by_language:
            return ()
        numbers, matrix = self.by_language[language]
        return zip(numbers, (matrix @ vector).tolist(), strict=True)


NO_VECTORS = DayVectors()


class Nearness:
    """The vectors of an archive's articles. Without numpy, or without vectors, no article has one.

    Only vectors of the model that made the most are used.
    """

    def __init__(self, tables: "Tables") -> None:
        self._model = tables.model_of_vectors() if find_spec("numpy") else ""
        self._means: dict[str, Vectors] = {}
        if self._model:
            rows = tables.some_vectors(self._model, _SAMPLE)
            self._means = {language: _unpacked(found).mean(axis=0) for language, found in rows.items()}

    def of_day(self, tables: "Tables", day: int) -> DayVectors:
        """The vectors of one day's articles."""
        if not self._model:
            return NO_VECTORS
        rows = tables.vectors_of_day(self._model, day)
        by_language = {
            language: (tuple(found), self._centred(language, found.values()))
            for language, found in rows.items()
            if language in self._means
        }
        of = {
            number: row
            for numbers, matrix in by_language.values()
            for number, row in zip(numbers, matrix, strict=True)
        }
        return DayVectors(of, by_language)

    def _centred(self, language: str, found: Iterable[bytes]) -> "Vectors":
        from meaning.quantized import unit

        return unit(_unpacked(found) - self._means[language])


def _unpacked(found: Iterable[bytes]) -> "Vectors":
    from meaning.quantized import unpacked

    return unpacked(found)
