"""Indexes the archive: what changed since the index's revision, or everything into a new generation."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import partial

from analyzers import LANGUAGES, FehrestError
from engines.port.engine import IndexStore, SearchEngine
from engines.port.errors import EngineBusyError, EngineError
from engines.port.fields import FIELDS
from engines.port.model import Document, IndexedDocument
from indexer.archive import Archive, ArchivedArticle
from indexer.article import Article
from indexer.chunk_pool import ChunkPool
from indexer.embedding import embed_or_note
from indexer.errors import IndexingError
from indexer.freshness import IndexReport, origin_of, why_rebuild
from indexer.progress import Progress, SilentProgress, told_if_slow
from indexer.stories import group_stories, is_grouped
from search.documents import index_document

COMMIT_EVERY = 5_000
"""Number of articles between commits. A kill repeats the work on fewer than these."""
_SMALL_WORK = 200
"""How many characters take as long as the rest of a document."""

_SPELLINGS = {code: str.maketrans({**language.spelling}) for code, language in LANGUAGES.items()}


def _named(name: str, language: str) -> str:
    """A name as displayed in a facet: in the language's own letters, so that كيوان and کیوان are one
    author.
    """
    return name.translate(_SPELLINGS.get(language, {}))


def to_document(archived: ArchivedArticle) -> Document:
    """The document that engines store for an article of the archive."""
    if archived.article is None:
        raise ValueError(f"{archived.id} is deleted")
    document = draft_document(archived.article, archived.id, archived.story)
    return replace(document, embedding=archived.embedding) if archived.embedding else document


def draft_document(article: Article, id_: str = "draft", story: int | None = None) -> Document:
    """The document of an article that may be in no archive."""
    return Document(
        id=id_,
        title=article.title,
        body=article.body,
        language=article.language,
        url=article.url,
        authors=tuple(_named(name, article.language) for name in article.authors),
        categories=tuple(
            tuple(_named(name, article.language) for name in path) for path in article.categories
        ),
        tags=tuple(_named(name, article.language) for name in article.tags),
        date=article.date,
        modified=article.modified,
        source=article.source,
        translations=article.translations,
        story=story,
        image=article.image,
        captions=article.captions,
        kind=article.kind,
        extra=_extra(article),
    )


def _extra(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values of the fields that are declared; the archive may hold some of earlier declarations."""
    given = dict(article.extra)
    found = ((field.column, given.get(field.column, ())) for field in FIELDS.extra)
    return tuple(
        (key, tuple(_named(value, article.language) for value in values)) for key, values in found if values
    )


@dataclass(frozen=True, slots=True)
class _How:
    timezone: tzinfo
    progress: Progress
    workers: int | None
    commit_every: int | None


def update_index(
    archive: Archive,
    store: IndexStore,
    *,
    timezone: tzinfo,
    progress: Progress,
    workers: int | None = None,
    commit_every: int | None = None,
) -> IndexReport:
    """Update the index from the archive: only what changed, or everything if that is not possible.

    Commits every ``commit_every`` articles (default ``COMMIT_EVERY``), each time with its revision, so the
    next call after a kill continues from there.
    """
    with suppress(EngineError):
        store.clean()  # files that cannot be removed now do not prevent an update
    reason = why_rebuild(archive, store, timezone)
    if reason:
        return rebuild_index(
            archive,
            store,
            timezone=timezone,
            progress=progress,
            workers=workers,
            reason=reason,
            commit_every=commit_every,
        )
    began = time.monotonic()
    indexed, deleted, revision = _update(archive, store, _How(timezone, progress, workers, commit_every))
    return IndexReport(indexed, deleted, revision, time.monotonic() - began)


def _update(archive: Archive, store: IndexStore, how: _How) -> tuple[int, int, int]:
    """Update the current generation."""
    engine = store.open()
    try:
        how.progress.total = archive.count_changes(engine.revision)
        return _catch_up(archive, engine, how)
    finally:
        engine.close()


def rebuild_index(
    archive: Archive,
    store: IndexStore,
    *,
    timezone: tzinfo,
    progress: Progress,
    workers: int | None = None,
    commit_every: int | None = None,
    reason: str = "asked for",
    accept: Callable[[SearchEngine], bool] | None = None,
) -> IndexReport:
    """Build a new generation of everything, check it, and swap it in. Searches continue meanwhile.

    Args:
        accept: called with the new generation before it is swapped in; if it returns False, the generation is
            discarded.

    Raises:
        IndexingError: the new generation does not have as many articles as the archive; nothing was swapped.
    """
    began = time.monotonic()
    store.clean()
    progress.total = archive.count()
    engine = store.create()
    how = _How(timezone, progress, workers, commit_every)
    swapped = False
    try:
        with _discarded_on_error(store, engine):
            indexed, deleted, revision = _fill(archive, engine, how)
            swapped = accept is None or accept(engine)
        if swapped:
            with told_if_slow(progress, "all articles are indexed; merging the new index may take a while"):
                store.publish(engine)
    finally:
        engine.close()
    if not swapped:
        store.discard(engine)
    store.clean()
    if swapped and archive.revision > revision:
        # A push between the check and the swap was indexed in the old generation only.
        with suppress(EngineBusyError):  # then another process indexes it
            more, gone, revision = _update(archive, store, how)
            indexed, deleted = indexed + more, deleted + gone
    return IndexReport(indexed, deleted, revision, time.monotonic() - began, reason, swapped)


@contextmanager
def _discarded_on_error(store: IndexStore, engine: SearchEngine) -> Iterator[None]:
    """Remove a generation that was not completed at once, because it may be what filled the disk."""
    try:
        yield
    except BaseException:
        with suppress(FehrestError):
            engine.close()
        with suppress(FehrestError):
            store.discard(engine)
        raise


def _fill(archive: Archive, engine: SearchEngine, how: _How) -> tuple[int, int, int]:
    """Fill a new generation until it has what the archive has, which others may be writing to."""
    indexed = deleted = 0
    while True:
        more, gone, revision = _catch_up(archive, engine, how)
        indexed, deleted = indexed + more, deleted + gone
        wanted, held = archive.count(), engine.count()
        if archive.revision > revision:
            continue
        if held != wanted:
            raise IndexingError(
                f"The new index has {held} articles and not {wanted}; the old one is kept. "
                "Try again: fehrest reindex"
            )
        return indexed, deleted, revision


def _catch_up(archive: Archive, engine: SearchEngine, how: _How) -> tuple[int, int, int]:
    """Vectors and stories first: an article that joins or leaves a story is indexed with the rest."""
    indexed = deleted = 0
    embed_or_note(archive, SilentProgress(), how.workers)
    while True:
        group_stories(archive, SilentProgress(), how.workers)
        how.progress.total = indexed + deleted + archive.count_changes(engine.revision)
        more, gone, revision = _apply(archive, engine, how)
        indexed, deleted = indexed + more, deleted + gone
        if is_grouped(archive):
            _mark(archive, engine, revision, how.timezone)
            return indexed, deleted, revision


def _mark(archive: Archive, engine: SearchEngine, revision: int, timezone: tzinfo) -> None:
    """Store what the index was made from if no commit did it, because nothing has changed since
    version 0.1.
    """
    if not engine.origin.lineage:
        engine.commit(revision, origin_of(archive, revision, timezone))


def analyse_chunk(documents: Sequence[Document], timezone: tzinfo) -> list[IndexedDocument]:
    """The tokens of some documents. Runs in a worker process."""
    return [index_document(document, timezone) for document in documents]


def _kind(document: Document) -> tuple[str, int]:
    """Words are remembered by language, and the time depends on the number of words."""
    return document.language, len(document.body) + _SMALL_WORK


def _apply(archive: Archive, engine: SearchEngine, how: _How) -> tuple[int, int, int]:
    indexed = deleted = 0
    revision = engine.revision
    work = partial(analyse_chunk, timezone=how.timezone)
    steps = _Steps(archive.changes(revision), how.commit_every or COMMIT_EVERY)
    with ChunkPool(work, __name__, workers=how.workers, kind=_kind) as analyse:
        while steps.begin():
            for chunk in analyse(to_document(archived) for archived in steps if not archived.deleted):
                engine.add(chunk)
                how.progress.advance(len(chunk))
                indexed += len(chunk)
            engine.delete(steps.gone)
            deleted += len(steps.gone)
            how.progress.advance(len(steps.gone))
            revision = steps.revision
            engine.commit(revision, origin_of(archive, revision, how.timezone))
    return indexed, deleted, revision


class _Steps:
    """Changes in steps, each of which is committed. Iterating reads one step, and no step is held in memory.

    An article that changes while it is read comes again. That begins a new step, so that no engine has to
    delete or replace what it has not committed.
    """

    def __init__(self, changes: Iterator[ArchivedArticle], size: int) -> None:
        self._changes, self._size = changes, size
        self._next: ArchivedArticle | None = next(changes, None)
        self.gone: list[str] = []
        self.revision = 0

    def begin(self) -> bool:
        """Begin a step; False if there are no changes left."""
        self.gone = []
        return self._next is not None

    def __iter__(self) -> Iterator[ArchivedArticle]:
        seen: set[str] = set()
        while self._next is not None and len(seen) < self._size and self._next.id not in seen:
            archived, self._next = self._next, next(self._changes, None)
            seen.add(archived.id)
            self.revision = archived.revision
            if archived.deleted:
                self.gone.append(archived.id)
            yield archived
