"""The tables derived from the articles: sketches, their indexes, the pairs that were found, and the
stories.
"""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.archive.identity import address_key
from indexer.article import Article
from indexer.stories.duplicates import Extent
from indexer.stories.groups import Pair, pair
from indexer.stories.model import Edge, Relation, Sketch
from indexer.stories.translations import packed, unpacked

_CANDIDATES = 24
"""Maximum number of articles of a band that are compared, the oldest first, so that all copies meet the same
ones.
"""
_SHARING = (
    "SELECT b.band, b.number FROM json_each(?) f JOIN bands b ON b.band = f.value"
    " WHERE b.number IN (SELECT number FROM bands WHERE band = f.value ORDER BY number LIMIT ?)"
)
_CONNECTED = (
    "SELECT s.number FROM json_each(?) f JOIN sketches s ON s.number = f.value WHERE s.story IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM pairs WHERE one = s.number)"
    " OR EXISTS (SELECT 1 FROM pairs WHERE other = s.number)"
    " OR EXISTS (SELECT 1 FROM rulings WHERE one = s.id)"
    " OR EXISTS (SELECT 1 FROM rulings WHERE other = s.id) ORDER BY s.number"
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


class Tables:
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

    def clear(self, number: int) -> set[int]:
        """Remove an article's bands, links and pairs. Returns the numbers of the articles that it was grouped
        with.
        """
        sketch = self.sketch(number)
        self._connection.executemany(
            "DELETE FROM bands WHERE band = ? AND number = ?", [(band, number) for band in sketch.bands]
        )
        near = self.companions(number)
        self._run(
            "UPDATE sketches SET compared = 0 WHERE number IN"
            " (SELECT one FROM pairs WHERE other = :number AND relation = :relation"
            " UNION SELECT other FROM pairs WHERE one = :number AND relation = :relation)",
            {"number": number, "relation": Relation.TRANSLATION},
        )
        self._run("DELETE FROM pairs WHERE one = :number OR other = :number", {"number": number})
        self._run("DELETE FROM links WHERE number = ?", (number,))
        return near

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
        for band, number in self._run(_SHARING, (_list(bands), _CANDIDATES)):
            sharing.setdefault(band, []).append(number)
        return {
            number: {other for band in found.bands for other in sharing.get(band, ())} - {number}
            for number, found in sketches.items()
        }

    def extents(self, numbers: Iterable[int]) -> dict[int, Extent]:
        """The extents of some articles, by number, in order."""
        rows = self._run(_EXTENTS, (_list(numbers),))
        return {number: Extent(length, day) for number, length, day in rows}

    def payload(self, number: int) -> str:
        """The archived article of a sketch, as JSON."""
        query = "SELECT payload FROM articles WHERE id = (SELECT id FROM sketches WHERE number = ?)"
        return str(self._run(query, (number,)).fetchone()[0])

    def link(self, number: int, article: Article) -> None:
        """Store the addresses that an article names as its translations."""
        keys = {key for url in article.translations if (key := address_key(url))}
        self._connection.executemany("INSERT INTO links VALUES (?, ?)", [(key, number) for key in keys])

    def named_by(self, number: int) -> set[int]:
        """The articles that this one names as its translations."""
        return {
            row[0]
            for row in self._run(
                "SELECT s.number FROM links l JOIN articles a ON a.url_key = l.url_key AND a.deleted = 0"
                " JOIN sketches s ON s.id = a.id WHERE l.number = :number UNION"
                " SELECT s.number FROM links l JOIN aliases a ON a.url_key = l.url_key"
                " JOIN sketches s ON s.id = a.id WHERE l.number = :number",
                {"number": number},
            )
        } - {number}

    def naming(self, number: int) -> dict[int, str]:
        """The articles that name this one as their translation, and their languages."""
        own = (
            "SELECT url_key FROM articles WHERE id = (SELECT id FROM sketches WHERE number = :number)"
            " UNION SELECT url_key FROM aliases WHERE id = (SELECT id FROM sketches WHERE number = :number)"
        )
        rows = self._run(
            f"SELECT s.number, s.language FROM links l JOIN sketches s USING (number)"  # noqa: S608
            f" WHERE l.url_key IN ({own}) AND s.number != :number",
            {"number": number},
        )
        return dict(rows.fetchall())

    def pair(self, edges: Iterable[Edge]) -> None:
        """Store pairs."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?)",
            [(edge.one, edge.other, edge.relation, edge.score) for edge in edges],
        )

    def unlink(self, number: int) -> None:
        """Remove which articles name this one as their translation."""
        self._run("DELETE FROM pairs WHERE other = ? AND relation = ?", (number, Relation.LINKED))

    def unpair(self, one: int, other: int) -> None:
        """Remove a pair that was found by names and figures."""
        self._run(
            "DELETE FROM pairs WHERE one = ? AND other = ? AND relation = ?",
            (*pair(one, other), Relation.TRANSLATION),
        )

    def companions(self, number: int) -> set[int]:
        """The articles that this one is connected with: by a pair, its story, or an editor's decision."""
        query = (
            "SELECT other FROM pairs WHERE one = :number UNION SELECT one FROM pairs WHERE other = :number"
            " UNION SELECT number FROM sketches"
            " WHERE story = (SELECT story FROM sketches WHERE number = :number)"
            " UNION SELECT s.number FROM sketches me JOIN rulings r ON r.one = me.id"
            " JOIN sketches s ON s.id = r.other WHERE me.number = :number"
            " UNION SELECT s.number FROM sketches me JOIN rulings r ON r.other = me.id"
            " JOIN sketches s ON s.id = r.one WHERE me.number = :number"
        )
        return {row[0] for row in self._run(query, {"number": number})} - {number}

    def edges(self, number: int, relation: Relation | None = None) -> list[Edge]:
        """The pairs of an article."""
        query = "SELECT one, other, relation, score FROM pairs WHERE one = :number OR other = :number"
        rows = self._run(query, {"number": number}).fetchall()
        found = (Edge(one, other, Relation(kind), score) for one, other, kind, score in rows)
        return [edge for edge in found if relation is None or edge.relation is relation]

    def connected(self, numbers: Iterable[int]) -> list[int]:
        """Those articles that are in a story or in a pair, or that an editor decided about, sorted."""
        return [row[0] for row in self._run(_CONNECTED, (_list(numbers),))]

    def has_links(self) -> bool:
        """Whether any article names a translation."""
        return self._run("SELECT 1 FROM links LIMIT 1").fetchone() is not None

    def rulings(self, numbers: Collection[int]) -> list[tuple[Pair, bool]]:
        """An editor's decisions about pairs of these articles."""
        ids = {row[0]: number for number in numbers for row in self._ids(number)}
        return [
            (pair(ids[id_], ids[other]), bool(same))
            for id_ in ids
            for other, same in self._run("SELECT other, same FROM rulings WHERE one = ?", (id_,))
            if other in ids
        ]

    def ruling(self, one: str, other: str) -> bool | None:
        """An editor's decision about two articles, by id; None if there is none."""
        row = self._run(
            "SELECT same FROM rulings WHERE one = ? AND other = ?", sorted((one, other))
        ).fetchone()
        return bool(row[0]) if row else None

    def rule(self, one: str, other: str, same: bool | None) -> None:
        """Store an editor's decision about two articles, by id; None removes it."""
        first, second = sorted((one, other))
        self._run("DELETE FROM rulings WHERE one = ? AND other = ?", (first, second))
        if same is not None:
            self._run("INSERT INTO rulings VALUES (?, ?, ?)", (first, second, same))

    def _ids(self, number: int) -> list[tuple[str]]:
        return self._run("SELECT id FROM sketches WHERE number = ?", (number,)).fetchall()

    def place(self, number: int) -> tuple[str, int | None] | None:
        """An article's language and story; None if it was deleted."""
        row = self._run("SELECT language, story FROM sketches WHERE number = ?", (number,)).fetchone()
        return (row[0], row[1]) if row else None

    def settle(self, number: int, story: int | None) -> None:
        """Put an article into a story, and give it a new revision, so that every index indexes it again."""
        self._run("UPDATE sketches SET story = ? WHERE number = ?", (story, number))
        self._run(
            "UPDATE articles SET revision = (SELECT max(revision) + 1 FROM articles)"
            " WHERE id = (SELECT id FROM sketches WHERE number = ?)",
            (number,),
        )

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


def _list(numbers: Iterable[int]) -> str:
    """Numbers as one parameter of a statement, for json_each."""
    return json.dumps([*numbers])


def _sketches(rows: Iterable[tuple[int, str, int | None, int, bytes, bytes]]) -> Iterator[tuple[int, Sketch]]:
    for number, language, day, length, bands, names in rows:
        yield number, Sketch(language, day, length, unpacked(bands), unpacked(names))
