"""The articles in an archive, and the questions. Articles are read in place, in ../shared/data."""

import random
from datetime import UTC
from functools import partial

from engines.port.model import Document, IndexedDocument
from indexer.archive import Archive
from indexer.article import Article
from indexer.chunk_pool import ChunkPool
from indexer.indexing import analyse_chunk, to_document
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from tests.real_data import articles

_AT_ONCE = 500


def fill(archive: Archive, count: int) -> None:
    """Add the articles to the archive, and group them into stories."""
    found = [_article(document) for document in articles(count)]
    for at in range(0, len(found), _AT_ONCE):
        archive.put_batch(found[at : at + _AT_ONCE])
    group_stories(archive, SilentProgress())


def _article(document: Document) -> Article:
    return Article(
        title=document.title,
        body=document.body,
        language=document.language,
        authors=document.authors,
        categories=document.categories,
        tags=document.tags,
        date=document.date,
        source=document.source,
        external_id=document.id,
    )


def documents(archive: Archive) -> list[Document]:
    """The documents of the articles."""
    return [to_document(archived) for archived in archive.changes() if not archived.deleted]


def prepared(found: list[Document]) -> list[IndexedDocument]:
    """Their tokens, computed in several processes."""
    with ChunkPool(partial(analyse_chunk, timezone=UTC), "indexer.indexing") as analyse:
        return [document for chunk in analyse(found) for document in chunk]


def titles(found: list[Document], count: int) -> list[str]:
    """Questions of one to four adjacent words from titles, without duplicates."""
    choose = random.Random(5)
    made: dict[str, None] = {}
    while len(made) < count:
        words = [word for word in choose.choice(found).title.split() if any(map(str.isalpha, word))]
        size = choose.randint(1, 4)
        if len(words) >= size:
            at = choose.randint(0, len(words) - size)
            made[" ".join(words[at : at + size])] = None
    return list(made)
