"""Ingests sources into the archive. Can be repeated at any time."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from indexer import interruption
from indexer.archive import BATCH, Archive, Change
from indexer.archiving import DELETED, put_all, told_of
from indexer.article import Article
from indexer.counting import expected_records
from indexer.errors import UnknownKindError
from indexer.extraction_pool import Extracted, ExtractionPool
from indexer.left_out import LeftOut
from indexer.progress import Progress
from indexer.repeats import Repeats
from indexer.report import ReportFile
from indexer.sources import AnySource, Failure, Record, Skipped, SourceOptions, open_source
from indexer.withheld import Withheld

MAX_FAILURES = 1000
_SECONDS_BETWEEN_COMMITS = 3.0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. ``found`` = added + updated + unchanged + withheld + failed; skipped files are not
    articles.

    ``withheld`` counts updates that wait for a decision, and ``messages`` say what many of them have in
    common. ``failures`` are (origin, reason), at most MAX_FAILURES of them; the report file has all.
    """

    found: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    failed: int
    failures: tuple[tuple[str, str], ...]
    seconds: float
    withheld: int = 0
    messages: tuple[str, ...] = ()


def ingest(
    paths: Sequence[Path],
    archive: Archive,
    *,
    timezone: tzinfo,
    progress: Progress,
    report: Path | None = None,
    pages: bool = False,
    comments: bool = False,
    types: frozenset[str] = frozenset(),
    captions: bool = False,
    workers: int | None = None,
) -> IngestReport:
    """Add everything in the paths to the archive. Unchanged articles are not touched.

    A record that fails is only counted and named.

    Args:
        timezone: the zone of dates without one.
        report: a file that gets one JSON line for each changed, skipped or failed record.
        pages: also read WordPress's static pages.
        comments: also read the comments in WordPress's exports.
        types: types of posts in WordPress's exports to read in addition to ``post``.
        captions: also read the captions of pictures in pages.
        workers: number of processes; by default one per core.

    Raises:
        SourceError: a path is not a source. Nothing has been written.
        ReportError: the report cannot be written.
        ArchiveError: the archive cannot be used.
    """
    sources = _opened(paths, SourceOptions(timezone, pages, comments, types))
    progress.total = expected_records(paths)
    if message := interruption.begin(archive, paths):
        progress.note(message)
    with ExitStack() as stack:
        log = stack.enter_context(ReportFile(report)) if report else None
        tally = _Tally(archive, progress, log)
        pool = stack.enter_context(ExtractionPool(timezone, captions=captions, workers=workers))
        for record, extracted in pool(_records(sources)):
            tally.take(_origin(record), extracted)
        tally.flush()
    interruption.end(archive)
    return tally.report()


def _opened(paths: Sequence[Path], options: SourceOptions) -> list[AnySource | Failure]:
    """The sources; a Failure for each file of an unknown kind among others."""
    found: list[AnySource | Failure] = []
    for path in paths:
        try:
            found.append(
                open_source(
                    path,
                    timezone=options.timezone,
                    pages=options.pages,
                    comments=options.comments,
                    types=options.types,
                )
            )
        except UnknownKindError as error:
            if len(paths) == 1:
                raise
            found.append(Failure(str(path), error.message.removeprefix(f"{path} ")))
    return found


def _records(sources: Iterable[AnySource | Failure]) -> Iterator[Record]:
    for source in sources:
        if isinstance(source, Failure):
            yield source
        else:
            yield from source.records()


def _origin(record: Record) -> str:
    return record.file if isinstance(record, Article) else record.origin


class _Tally:
    """Stores articles in batches, and counts and names what became of each record."""

    def __init__(self, archive: Archive, progress: Progress, log: ReportFile | None) -> None:
        self._archive, self._progress, self._log = archive, progress, log
        self._started = self._flushed = time.monotonic()
        self._in_file = Repeats()
        self._withheld = Withheld()
        self._left_out = LeftOut()
        self._batch: list[tuple[str, Article]] = []
        self._changes: Counter[Change] = Counter()
        self._failures: list[tuple[str, str]] = []
        self._failed = self._skipped = 0

    def take(self, origin: str, extracted: Extracted) -> None:
        """Take one record and its result."""
        if isinstance(extracted, Failure):
            self._fail(extracted.origin, extracted.reason)
        elif isinstance(extracted, Skipped):
            self._skipped += 1
            self._left_out.take(extracted.reason)
            self._write(origin=extracted.origin, change="skipped", reason=extracted.reason)
        else:
            for article in extracted:
                self._take_article(origin, article)
        self._progress.advance(1)
        if len(self._batch) >= BATCH or time.monotonic() - self._flushed > _SECONDS_BETWEEN_COMMITS:
            self.flush()

    def _take_article(self, origin: str, article: Article) -> None:
        """Skip an article that its own file contained before; otherwise the two would replace each other in
        every run.
        """
        if self._in_file.repeats(article):
            self._skipped += 1
            self._write(origin=origin, change="skipped", reason=f"it is in its file twice: {article.title}")
            return
        self._batch.append((origin, article))

    def flush(self) -> None:
        """Commit waiting articles. They are counted and reported after that."""
        batch, self._batch = self._batch, []
        taken = put_all(self._archive.put_batch, [article for _, article in batch])
        for (origin, article), put in zip(batch, taken, strict=True):
            if isinstance(put, str):
                self._fail(origin, put)
            else:
                self._done(origin, article, *put)
        self._flushed = time.monotonic()
        if self._log:
            self._log.flush()

    def report(self) -> IngestReport:
        """The final figures."""
        return IngestReport(
            found=self._changes.total() - self._changes[Change.GONE] + self._failed,
            added=self._changes[Change.ADDED],
            updated=self._changes[Change.UPDATED],
            unchanged=self._changes[Change.UNCHANGED],
            skipped=self._skipped + self._changes[Change.GONE],
            failed=self._failed,
            failures=tuple(self._failures),
            seconds=time.monotonic() - self._started,
            withheld=self._changes[Change.WITHHELD],
            messages=(*self._withheld.messages, *self._left_out.messages),
        )

    def _done(self, origin: str, article: Article, article_id: str, change: Change) -> None:
        self._changes[change] += 1
        if change is Change.WITHHELD:
            reason = self._withheld.take(article)
            self._write(**told_of(origin, article, article_id, change), reason=reason)
        elif change is Change.GONE:
            self._write(origin=origin, change="skipped", id=article_id, reason=f"{DELETED}: {article.title}")
        elif change is not Change.UNCHANGED:
            self._write(**told_of(origin, article, article_id, change))

    def _fail(self, origin: str, reason: str) -> None:
        self._failed += 1
        if len(self._failures) < MAX_FAILURES:
            self._failures.append((origin, reason))
        self._write(origin=origin, change="failed", reason=reason)

    def _write(self, **fields: str) -> None:
        if self._log:
            self._log.write(**fields)
