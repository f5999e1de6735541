"""From the archive to an engine: what changed since the index's revision, or a new generation of all of it."""

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from itertools import batched

from analyzers import FehrestError, fingerprint
from engines.base import IndexStore, SearchEngine
from engines.documents import index_document
from engines.model import Document, IndexedDocument
from indexer.archive import Archive, ArchivedArticle
from indexer.progress import Progress

_CHUNK = 64
_INLINE = 400
"""Documents that one process analyses before it is worth the start of others."""
_COMMIT_EVERY = 5_000


class IndexingError(FehrestError):
    """A new generation that does not hold what the archive holds; the old one stays."""

    code = "indexing"


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did. ``rebuilt`` tells that a whole new generation took the old one's place, and why."""

    indexed: int
    deleted: int
    revision: int
    seconds: float
    rebuilt: str | None = None


def to_document(archived: ArchivedArticle) -> Document:
    """What engines store of an article of the archive."""
    article = archived.article
    if article is None:
        raise ValueError(f"{archived.id} is deleted")
    return Document(
        id=archived.id,
        title=article.title,
        body=article.body,
        language=article.language,
        url=article.url,
        authors=article.authors,
        categories=article.categories,
        tags=article.tags,
        date=article.date,
        modified=article.modified,
        source=article.source,
        translations=article.translations,
    )


def update_index(
    archive: Archive, store: IndexStore, *, timezone: tzinfo, progress: Progress, workers: int | None = None
) -> IndexReport:
    """Bring the index to the archive's revision: only what changed, or all where that cannot be trusted.

    Committed in steps, each with its revision: after a kill, the next call carries on from there.
    """
    reason = _why_rebuild(archive, store)
    if reason:
        return rebuild_index(
            archive, store, timezone=timezone, progress=progress, workers=workers, reason=reason
        )
    began = time.monotonic()
    engine = store.open()
    try:
        indexed, deleted, revision = _apply(archive, engine, timezone, progress, workers)
    finally:
        engine.close()
    return IndexReport(indexed, deleted, revision, time.monotonic() - began)


def rebuild_index(
    archive: Archive,
    store: IndexStore,
    *,
    timezone: tzinfo,
    progress: Progress,
    workers: int | None = None,
    reason: str = "asked for",
) -> IndexReport:
    """A new generation of everything, checked and then swapped in. Searches go on all the while.

    Raises:
        IndexingError: the new generation does not hold as many articles as the archive; nothing was swapped.
    """
    began = time.monotonic()
    store.clean()
    progress.total = archive.count()
    engine = store.create()
    try:
        indexed, deleted, revision = _apply(archive, engine, timezone, progress, workers)
        held, wanted = engine.count(), indexed
        if held != wanted:
            raise IndexingError(
                f"The new index holds {held} articles and not {wanted}; the old one stays. Try again: fehrest reindex"
            )
        store.publish(engine)
    finally:
        engine.close()
    store.clean()
    return IndexReport(indexed, deleted, revision, time.monotonic() - began, reason)


def is_current(archive: Archive, store: IndexStore) -> bool:
    """Whether the index holds the archive's last revision, made by the analyzers of this installation."""
    if _why_rebuild(archive, store):
        return False
    engine = store.open()
    try:
        return engine.revision == archive.revision
    finally:
        engine.close()


def _why_rebuild(archive: Archive, store: IndexStore) -> str | None:
    if not store.exists():
        return "there was no index"
    engine = store.open()
    try:
        if engine.fingerprint != fingerprint():
            return "the analysis changed"
        if engine.revision > archive.revision:
            return "the archive is older than the index"
    finally:
        engine.close()
    return None


def _apply(
    archive: Archive, engine: SearchEngine, timezone: tzinfo, progress: Progress, workers: int | None
) -> tuple[int, int, int]:
    indexed = deleted = 0
    revision = engine.revision
    changed = (archived for archived in archive.changes(revision))
    with _analysis(workers) as analyse:
        for step in batched(changed, _COMMIT_EVERY):
            gone = [archived.id for archived in step if archived.deleted]
            engine.delete(gone)
            documents = (to_document(archived) for archived in step if not archived.deleted)
            for chunk in analyse(documents, timezone):
                engine.add(chunk)
                progress.advance(len(chunk))
                indexed += len(chunk)
            deleted += len(gone)
            revision = step[-1].revision
            engine.commit(revision)
    return indexed, deleted, revision


def analyse_chunk(documents: list[Document], timezone: tzinfo) -> list[IndexedDocument]:
    """The tokens of some documents; runs in a worker process."""
    return [index_document(document, timezone) for document in documents]


class _Analyser:
    """Analyses in this process at first, in several once there is enough to do. Keeps the order."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._inline = _INLINE
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, documents: Iterable[Document], timezone: tzinfo) -> Iterator[list[IndexedDocument]]:
        waiting: deque[Future[list[IndexedDocument]]] = deque()
        for chunk in batched(documents, _CHUNK):
            if self._workers < 2 or self._inline > 0:
                self._inline -= len(chunk)
                yield analyse_chunk(list(chunk), timezone)
                continue
            waiting.append(self._started().submit(analyse_chunk, list(chunk), timezone))
            if len(waiting) > 3 * self._workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_start_worker)
        return self._pool


def _start_worker() -> None:
    # An interrupt goes to the whole group; the parent ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _analysis(workers: int | None) -> Iterator[_Analyser]:
    analyser = _Analyser(workers or os.cpu_count() or 1)
    try:
        yield analyser
    finally:
        analyser.close()
