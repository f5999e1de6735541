"""Makes the vectors of the archive's articles, in worker processes, and stores them in the archive.

A vector belongs to the content of an article. Each step is one transaction, so the next call after a kill
continues from there. An article that gets a vector gets a new revision, so that every index picks it up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import batched

from analyzers import FehrestError
from indexer.archive import Archive
from indexer.archive.payload import from_payload
from indexer.chunk_pool import ChunkPool
from indexer.progress import Progress
from meaning import open_embedder
from meaning.port import text_of

_CHUNK = 16
_PAGE = 64

_MISSING = """SELECT id FROM articles WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM embeddings
    WHERE embeddings.content_hash = articles.content_hash AND model = ?) ORDER BY revision"""


@dataclass(frozen=True, slots=True)
class Item:
    """An article that needs a vector, or has got one."""

    id: str
    content_hash: str
    text: str
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class VectorStats:
    """The model that the archive uses ("" for none), its articles, and how many of them have a vector."""

    model: str
    articles: int
    vectors: int


def embed_some(name: str, items: Sequence[Item]) -> list[Item]:
    """The items with vectors. Runs in a worker process.

    Args:
        name: name of the model.
    """
    from meaning.quantized import quantized  # needs an extra

    model = open_embedder(name)
    # One at a time: a batch is as long as its longest text.
    vectors = [quantized(model.passages([item.text]), model.fingerprint)[0] for item in items]
    return [Item(item.id, item.content_hash, "", vector) for item, vector in zip(items, vectors, strict=True)]


def model_of(archive: Archive) -> str:
    """Name of the model that makes the archive's vectors; "" for none."""
    with archive.reading() as connection:
        row = connection.execute("SELECT name FROM embedder").fetchone()
    return str(row[0]) if row else ""


def use_model(archive: Archive, name: str) -> None:
    """Make vectors with this model from now on; with "", remove all vectors and make none."""
    with archive.writing() as connection:
        connection.execute("DELETE FROM embedder")
        if name:
            connection.execute("INSERT INTO embedder VALUES (?)", (name,))
            return
        ids = connection.execute(
            "SELECT id FROM articles JOIN embeddings USING (content_hash) WHERE deleted = 0 ORDER BY revision"
        ).fetchall()
        connection.execute("DELETE FROM embeddings")
        connection.executemany(_RENEW, ids)
        if ids:
            connection.execute(_GROUP_AGAIN)


_RENEW = "UPDATE articles SET revision = (SELECT max(revision) + 1 FROM articles) WHERE id = ?"
_GROUP_AGAIN = "DELETE FROM grouping WHERE name = 'version'"
"""Some stories were found by vectors that do not exist any more."""
_COMPARE_AGAIN = "UPDATE sketches SET compared = 0 WHERE id = ? AND day IS NOT NULL AND names != x''"
"""Translations of an article are searched for again: its vector may show them."""


def vector_stats(archive: Archive) -> VectorStats:
    """How many articles have a vector."""
    with archive.reading() as connection:
        [number] = connection.execute(
            "SELECT count(*) FROM articles JOIN embeddings USING (content_hash) WHERE deleted = 0"
        ).fetchone()
    return VectorStats(model_of(archive), archive.count(), int(number))


def embed_articles(archive: Archive, progress: Progress, workers: int | None = None) -> int:
    """Make the missing vectors. Returns how many were made.

    Args:
        workers: number of processes; by default one per core.

    Raises:
        EmbedderError, MissingExtraError: the model cannot be loaded.
    """
    name = model_of(archive)
    if not name:
        return 0
    with archive.reading() as connection:
        known = bool(connection.execute("SELECT 1 FROM articles WHERE deleted = 0 LIMIT 1").fetchone())
    fingerprint = open_embedder(name).fingerprint if known else ""
    with archive.reading() as connection:
        ids = [row[0] for row in connection.execute(_MISSING, (fingerprint,))]
    progress.total = len(ids)
    made = 0
    work = partial(embed_some, name)
    with ChunkPool(work, "meaning.registry", workers=workers, inline=_CHUNK, chunk=_CHUNK) as embed:
        for done in embed(_items(archive, ids)):
            store_vectors(archive, fingerprint, done)
            made += len(done)
            progress.advance(len(done))
    if made:
        with archive.writing() as connection:
            connection.execute(
                "DELETE FROM embeddings WHERE content_hash NOT IN"
                " (SELECT content_hash FROM articles WHERE deleted = 0)"
            )
    return made


def embed_or_note(archive: Archive, progress: Progress, workers: int | None = None) -> None:
    """Make the missing vectors, or note why that is not possible: articles are indexed without them."""
    try:
        embed_articles(archive, progress, workers)
    except FehrestError as error:
        if error.code not in ("embedder", "missing-extra"):
            raise
        progress.note(f"no vectors are made: {error.message}")


def _items(archive: Archive, ids: Sequence[str]) -> Iterator[Item]:
    for page in batched(ids, _PAGE):
        with archive.reading() as connection:
            rows = [
                connection.execute(
                    "SELECT id, content_hash, payload FROM articles WHERE id = ? AND deleted = 0", (id_,)
                ).fetchone()
                for id_ in page
            ]
        for id_, digest, payload in filter(None, rows):
            article = from_payload(payload)
            yield Item(id_, digest, text_of(article.title, article.body))


def store_vectors(archive: Archive, fingerprint: str, items: Sequence[Item]) -> None:
    """Store vectors of articles. Their indexes and stories are updated next time.

    Args:
        fingerprint: that of the model.
    """
    with archive.writing() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
            [(item.content_hash, fingerprint, item.vector) for item in items],
        )
        connection.executemany(_RENEW, [(item.id,) for item in items])
        connection.executemany(_COMPARE_AGAIN, [(item.id,) for item in items])
