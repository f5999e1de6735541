"""The tables derived from the articles: pairs, links, decisions and stories, and the sketches behind them."""

from collections.abc import Collection, Iterable

from indexer.archive.identity import address_key
from indexer.article import Article
from indexer.stories.groups import Pair, pair
from indexer.stories.model import Edge, Relation
from indexer.stories.sketch_tables import SketchTables, as_list

_CONNECTED = (
    "SELECT s.number FROM json_each(?) f JOIN sketches s ON s.number = f.value WHERE s.story IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM pairs WHERE one = s.number)"
    " OR EXISTS (SELECT 1 FROM pairs WHERE other = s.number)"
    " OR EXISTS (SELECT 1 FROM rulings WHERE one = s.id)"
    " OR EXISTS (SELECT 1 FROM rulings WHERE other = s.id) ORDER BY s.number"
)


class Tables(SketchTables):
    """All tables. Reads and writes inside the caller's transaction."""

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
        return [row[0] for row in self._run(_CONNECTED, (as_list(numbers),))]

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
