"""The vector of a query from the vectors of its words, which ``fehrest vectors build`` fits to the archive.

They are in a file that is mapped, so processes share it. No model is needed when it is used.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from search.alternatives import token_graph
from search.dictionaries.sections import Sections, SectionWriter, is_unicode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from meaning.port import Vectors

WORD_VECTORS = "words.vectors"
"""Name of the file in the data folder."""
_MOST = 127
_UNIT = 1 << 16
"""Scales are stored as whole numbers, in this part of 1."""

Term = tuple[str, str]
"""The code of a language and a term of it."""


@dataclass(frozen=True, slots=True)
class WordVector:
    """A term's vector, and in how many texts of the archive the term was found."""

    term: Term
    count: int
    vector: "Vectors"


def words_of(text: str) -> list[list[Term]]:
    """The words of a query as each language reads them, without function words."""
    return [
        [
            (reading.language, token.stems[0] if token.stems else token.exact)
            for reading in alternatives.readings
            for token in reading.tokens
        ]
        for alternatives in token_graph(text)
        if not alternatives.is_function_word()
    ]


class WordVectors:
    """Vectors of words from a file, or from the same in memory. Thread-safe."""

    def __init__(self, sections: Sections) -> None:
        self.fingerprint = str(sections.note("fingerprint"))
        self._size = int(sections.note("size"))
        self._centres: Mapping[str, list[float]] = sections.note("centres")
        self._terms = sections.strings("terms")
        self._counts, self._scales = sections.array("counts"), sections.array("scales")
        self._values = sections.array("values")

    @classmethod
    def open(cls, path: Path) -> "WordVectors":
        """Map a file.

        Raises:
            SectionsError: it is not one of ours, or not whole.
            OSError: it cannot be opened.
        """
        return cls(Sections.open(path))

    def __len__(self) -> int:
        return len(self._terms)

    @cached_property
    def centres(self) -> "Mapping[str, Vectors]":
        """The mean of the texts of each language."""
        import numpy as np  # of an extra

        return {language: np.array(values, np.float32) for language, values in self._centres.items()}

    def vector(self, words: Iterable[Sequence[Term]]) -> "Vectors | None":
        """The vector of a query, of length 1; None if no word is known.

        A word that several languages know is mostly what the language means that uses it most.

        Args:
            words: readings of each word, from ``words_of``.
        """
        import numpy as np  # of an extra

        total: Vectors = np.zeros(self._size, np.float32)
        for readings in words:
            known = [number for term in dict.fromkeys(readings) if (number := self._place(term)) is not None]
            count = sum(self._counts[number] for number in known)
            for number in known:
                total += self._row(number) * (self._counts[number] / count)
        length = float(np.linalg.norm(total))
        return total / length if length else None

    def _place(self, term: Term) -> int | None:
        text = key(term)
        return self._terms.find(text.encode()) if is_unicode(text) else None

    def _row(self, number: int) -> "Vectors":
        import numpy as np  # of an extra

        values = self._values[number * self._size : (number + 1) * self._size]
        row = cast("NDArray[np.int8]", np.frombuffer(values, np.int8))
        return row.astype(np.float32) * np.float32(self._scales[number] / _UNIT)


def key(term: Term) -> str:
    """A term as one text."""
    return ":".join(term)


def write_word_vectors(
    writer: SectionWriter, fingerprint: str, centres: "Mapping[str, Vectors]", found: Iterable[WordVector]
) -> None:
    """Write vectors of words, for ``WordVectors``.

    Args:
        fingerprint: that of the model whose vectors the documents have.
        centres: mean of the texts of each language.
    """
    import numpy as np  # of an extra

    rows = sorted((one for one in found if is_unicode(key(one.term))), key=lambda one: key(one.term).encode())
    most = [max(float(np.abs(one.vector).max()), 1e-6) for one in rows]
    writer.note("fingerprint", fingerprint)
    writer.note("size", len(next(iter(centres.values()), ())))
    writer.note("centres", {language: centre.tolist() for language, centre in centres.items()})
    writer.strings("terms", (key(one.term) for one in rows))
    writer.array("counts", "I", (max(1, one.count) for one in rows))
    writer.array("scales", "I", (max(1, round(one / _MOST * _UNIT)) for one in most))
    whole = (
        np.rint(row.vector * (_MOST / top)).astype(np.int8).tolist()
        for row, top in zip(rows, most, strict=True)
    )
    writer.array("values", "b", (value for row in whole for value in row))
