"""The tables of sketches: what is compared to find stories, and the vectors of the same articles."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.stories.duplicates import Extent
from indexer.stories.model import Sketch
from indexer.stories.translations import packed, unpacked

_CANDIDATES = 24
"""Maximum number of articles of a band that are compared, the oldest first, so that all copies meet the same
ones.
"""
_SHARING = (
    "SELECT b.band, b.number FROM json_each(?) f JOIN bands b ON b.band = f.value"
    " WHERE b.number IN (SELECT number FROM bands WHERE band = f.value ORDER BY number LIMIT ?)"
)
_EXTENTS = (
    "SELECT number, length, day FROM json_each(?) f JOIN sketches s ON s.number = f.value ORDER BY number"
)
_SKETCH = "number, language, day, length, bands, names"


@dataclass(frozen=True, slots=True)
class Known:
    """An article that has a sketch."""

    number: int
    content_hash: str


class SketchTables:
    """Reads and writes inside the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._run = connection.execute

    def value(self, name: str, default: str) -> str:
        """A stored value of the grouping."""
        row = self._run("SELECT value FROM grouping WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def remember(self, name: str, value: str) -> None:
        """Store a value."""
        self._run("INSERT OR REPLACE INTO grouping VALUES (?, ?)", (name, value))

    def forget_sketches(self) -> None:
        """Mark all sketches as outdated. Stories remain until they are replaced."""
        for table in ("bands", "links", "pairs"):
            self._run(f"DELETE FROM {table}")  # noqa: S608 - one of three constants
        self._run("UPDATE sketches SET content_hash = '', bands = x'', compared = 1")

    def known(self, article_id: str) -> Known | None:
        """The sketch of an article, or None."""
        row = self._run("SELECT number, content_hash FROM sketches WHERE id = ?", (article_id,)).fetchone()
        return Known(*row) if row else None

    def is_current(self, article_id: str, revision: int) -> bool:
        """Whether an article has not changed since a revision."""
        found = self._run("SELECT 1 FROM articles WHERE id = ? AND revision = ?", (article_id, revision))
        return found.fetchone() is not None

    def put(self, article_id: str, content_hash: str, found: Sketch) -> int:
        """Store a sketch without its bands. Returns the number of its article, which does not change."""
        values = (
            content_hash,
            found.language,
            found.day,
            found.length,
            packed(found.bands),
            packed(found.names),
            not (found.day and found.names),
        )
        known = self.known(article_id)
        if known:
            self._run(
                "UPDATE sketches SET content_hash = ?, language = ?, day = ?, length = ?, bands = ?,"
                " names = ?, compared = ? WHERE number = ?",
                (*values, known.number),
            )
            return known.number
        number = self._run(
            "INSERT INTO sketches (content_hash, language, day, length, bands, names, compared, id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, article_id),
        ).lastrowid
        if number is None:
            raise AssertionError(article_id)
        return number

    def put_bands(self, sketches: Mapping[int, Sketch]) -> None:
        """Store the bands of some articles. In order, so that each page of the table is written once."""
        pairs = sorted((band, number) for number, found in sketches.items() for band in found.bands)
        self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", pairs)

    def remove(self, number: int) -> None:
        """Remove a deleted article."""
        self._run("DELETE FROM sketches WHERE number = ?", (number,))

    def sketch(self, number: int) -> Sketch:
        """The sketch with this number."""
        rows = self._run(f"SELECT {_SKETCH} FROM sketches WHERE number = ?", (number,))  # noqa: S608
        return next(iter(_sketches(rows)))[1]

    def of_day(self, day: int) -> list[tuple[int, Sketch]]:
        """All sketches of a day."""
        return list(_sketches(self._run(f"SELECT {_SKETCH} FROM sketches WHERE day = ?", (day,))))  # noqa: S608

    def all_names(self) -> Iterator[tuple[str, Iterable[int]]]:
        """The language and the names of each dated article."""
        rows = self._run("SELECT language, names FROM sketches WHERE day IS NOT NULL")
        return ((language, array("q", names)) for language, names in rows)

    def like(self, sketches: Mapping[int, Sketch]) -> dict[int, set[int]]:
        """For each of some articles, by number, the other articles that share a band with it."""
        sharing: dict[int, list[int]] = {}
        bands = {band for found in sketches.values() for band in found.bands}
        for band, number in self._run(_SHARING, (as_list(bands), _CANDIDATES)):
            sharing.setdefault(band, []).append(number)
        return {
            number: {other for band in found.bands for other in sharing.get(band, ())} - {number}
            for number, found in sketches.items()
        }

    def extents(self, numbers: Iterable[int]) -> dict[int, Extent]:
        """The extents of some articles, by number, in order."""
        rows = self._run(_EXTENTS, (as_list(numbers),))
        return {number: Extent(length, day) for number, length, day in rows}

    def payload(self, number: int) -> str:
        """The archived article of a sketch, as JSON."""
        query = "SELECT payload FROM articles WHERE id = (SELECT id FROM sketches WHERE number = ?)"
        return str(self._run(query, (number,)).fetchone()[0])

    def model_of_vectors(self) -> str:
        """The model that made the most vectors; "" if there are none."""
        query = "SELECT model FROM embeddings GROUP BY model ORDER BY count(*) DESC, model LIMIT 1"
        row = self._run(query).fetchone()
        return str(row[0]) if row else ""

    def some_vectors(self, model: str, most: int) -> dict[str, list[bytes]]:
        """Vectors of articles by language. Which ones depends on the content of articles only."""
        found: dict[str, list[bytes]] = {}
        query = (
            "SELECT language, vector FROM sketches JOIN embeddings USING (content_hash) WHERE model = ?"
            " ORDER BY content_hash LIMIT ?"
        )
        for language, vector in self._run(query, (model, most)):
            found.setdefault(language, []).append(vector)
        return found

    def vectors_of_day(self, model: str, day: int) -> dict[str, dict[int, bytes]]:
        """The vectors of one day's articles, by language and number."""
        found: dict[str, dict[int, bytes]] = {}
        query = (
            "SELECT language, number, vector FROM sketches JOIN embeddings USING (content_hash)"
            " WHERE day = ? AND model = ? ORDER BY number"
        )
        for language, number, vector in self._run(query, (day, model)):
            found.setdefault(language, {})[number] = vector
        return found

    def to_compare(self, count: int) -> list[int]:
        """Articles that have not been compared with those in other languages, by day."""
        query = "SELECT number FROM sketches WHERE compared = 0 ORDER BY day, number LIMIT ?"
        return [row[0] for row in self._run(query, (count,))]

    def count_to_compare(self) -> int:
        """The number of articles from ``to_compare``."""
        return int(self._run("SELECT count(*) FROM sketches WHERE compared = 0").fetchone()[0])

    def compared(self, numbers: Iterable[int]) -> None:
        """Mark articles as compared."""
        self._connection.executemany(
            "UPDATE sketches SET compared = 1 WHERE number = ?", [(number,) for number in numbers]
        )


def as_list(numbers: Iterable[int]) -> str:
    """Numbers as one parameter of a statement, for json_each."""
    return json.dumps([*numbers])


def _sketches(rows: Iterable[tuple[int, str, int | None, int, bytes, bytes]]) -> Iterator[tuple[int, Sketch]]:
    for number, language, day, length, bands, names in rows:
        yield number, Sketch(language, day, length, unpacked(bands), unpacked(names))
