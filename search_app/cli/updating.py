"""After the archive has taken articles: bring the index up to date, or tell that they wait for it."""

import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

import click

from analyzers import FehrestError
from engines.port.engine import IndexStore
from engines.port.errors import EngineBusyError, EngineError, EngineReadOnlyError, EngineUnavailableError
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from indexer.freshness import IndexReport, index_revision
from indexer.progress import Progress, show_progress
from indexer.stories.stage import is_grouped
from search_app.settings import Settings

PARTIAL = 3
"""Exit code: the work is done, but for records that failed and were named, or for an index that lags."""
PASSING = (EngineUnavailableError, EngineBusyError, EngineReadOnlyError, ArchiveBusyError)
"""What keeps an index from being brought up to date, and may be over without anybody's help."""
PATIENCE = 60.0
"""Seconds for which another process may hold the index without a step forward; the slowest takes some 40."""
_LOOK_EVERY = 0.5
_ADVICE = (
    "A fehrest serve that runs on this archive brings in by itself what waits; without one, when this is "
    "over: fehrest reindex --changes"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many changes are in the archive and not in the index, for this error.

    Only those of this run are counted where the index does not tell its revision.
    """

    waiting: int
    error: FehrestError

    @property
    def passing(self) -> bool:
        """Whether it may be over without anybody's help."""
        return isinstance(self.error, PASSING)


def index_changes(
    archive: Archive, store: IndexStore, settings: Settings, before: int
) -> IndexReport | Waiting:
    """Bring the index up to date with the archive, whose revision was ``before`` when the command began."""
    from indexer.stories import group_stories

    try:
        if not is_grouped(archive):
            with show_progress("Grouping") as progress:
                group_stories(archive, progress)
        with show_progress("Indexing") as progress:
            return _patiently(archive, store, settings, progress)
    except FehrestError as error:
        return Waiting(archive.count_changes(_revision(store, before)), error)


def rebuild_or_wait(
    archive: Archive, store: IndexStore, settings: Settings, reason: str
) -> IndexReport | Waiting:
    """Rebuild the index from the archive, for a reason that the report repeats."""
    from indexer.indexing import rebuild_index

    try:
        with show_progress("Indexing") as progress:
            return rebuild_index(archive, store, timezone=settings.zone, progress=progress, reason=reason)
    except FehrestError as error:
        return Waiting(archive.count(), error)


def index_line(indexed: IndexReport) -> str:
    """What an update of the index did, for a person."""
    kind = f"rebuilt ({indexed.rebuilt})" if indexed.rebuilt else "updated"
    return f"Index {kind}: {indexed.indexed} articles, {indexed.deleted} deleted, {indexed.seconds:.1f} s"


def index_json(indexed: IndexReport | Waiting) -> dict[str, Any]:
    """The same for programs; ``waiting`` is 0 where the index is up to date."""
    if isinstance(indexed, IndexReport):
        return asdict(indexed) | {"waiting": 0}
    return {"waiting": indexed.waiting, "error": indexed.error.code, "message": indexed.error.message}


def print_index(indexed: IndexReport | Waiting) -> None:
    """What became of the index, as one line; an error that somebody has to mend is left to ``end``."""
    if isinstance(indexed, IndexReport):
        click.echo(index_line(indexed))
    elif indexed.passing:
        number = f"{indexed.waiting} changed articles wait for the index"
        what = number if indexed.waiting else "The index was not looked at"
        click.echo(f"{what}: {indexed.error.message.rstrip('.')}. {_ADVICE}", err=True)


def end(indexed: IndexReport | Waiting, *, whole: bool = True) -> None:
    """End the command with its exit code; ``whole`` tells that no record failed.

    Raises:
        FehrestError: the index was not brought up to date, and somebody has to mend that.
    """
    if isinstance(indexed, Waiting) and not indexed.passing:
        raise indexed.error
    if isinstance(indexed, Waiting) or not whole:
        sys.exit(PARTIAL)


def _patiently(archive: Archive, store: IndexStore, settings: Settings, progress: Progress) -> IndexReport:
    """Another process that indexes brings these in, too: it is waited for as long as its index moves on."""
    from indexer.indexing import update_index

    wanted, reached = archive.revision, -1
    began = moved = time.monotonic()
    while True:
        try:
            return update_index(archive, store, timezone=settings.zone, progress=progress)
        except EngineBusyError:
            now, revision = time.monotonic(), _revision(store, 0)
            if revision >= wanted:
                return IndexReport(0, 0, revision, now - began)
            if reached < 0:
                progress.note("another process is writing to the index; waiting for it")
            if revision > reached:
                reached, moved = revision, now
            if now - moved > PATIENCE:
                raise
            time.sleep(_LOOK_EVERY)


def _revision(store: IndexStore, otherwise: int) -> int:
    """That of the index, where it can be asked."""
    try:
        return index_revision(store)
    except EngineError:
        return otherwise
