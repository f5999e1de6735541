"""After articles were added to the archive: update the index, or report that they wait for it."""

import sys
import time
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import click

from analyzers import FehrestError
from engines.port.engine import IndexStore
from engines.port.errors import EngineBusyError, EngineError, EngineReadOnlyError, EngineUnavailableError
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from indexer.freshness import IndexReport, index_revision
from indexer.progress import Progress, show_progress
from indexer.stories.stage import is_grouped
from search_app.cli.dictionaries import prepare_dictionaries
from search_app.cli.main import articles
from search_app.settings import Settings

PARTIAL = 3
"""Exit code: done, except for records that failed and were named, or an index that is behind."""
PASSING = (EngineUnavailableError, EngineBusyError, EngineReadOnlyError, ArchiveBusyError)
"""Errors that prevent an update of the index and may pass by themselves."""
PATIENCE = 60.0
"""Seconds to wait for another process that holds the index without progress. The slowest step takes about 40.
"""
_LOOK_EVERY = 0.5
_ADVICE = (
    "A running fehrest serve indexes them later. Without one, run this when the problem "
    "has passed: fehrest reindex --changes"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many changes are in the archive but not in the index, and the error that prevented indexing them.

    If the revision of the index cannot be read, only the changes of this run are counted.
    """

    waiting: int
    error: FehrestError

    @property
    def passing(self) -> bool:
        """Whether the error may pass by itself."""
        return isinstance(self.error, PASSING)


class Clock(Protocol):
    """Measures time and waits, as the module ``time`` does."""

    def monotonic(self) -> float:
        """Seconds since any moment."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""


def index_changes(
    archive: Archive, store: IndexStore, settings: Settings, before: int, clock: Clock = time
) -> IndexReport | Waiting:
    """Update the index from the archive.

    Args:
        before: the archive's revision when the command began.
        clock: measures how long another process holds the index.
    """
    from indexer.embedding import embed_or_note, model_of
    from indexer.stories import group_stories

    try:
        if model_of(archive):
            with show_progress("Vectors") as progress:
                embed_or_note(archive, progress)
        if not is_grouped(archive):
            with show_progress("Grouping") as progress:
                group_stories(archive, progress)
        with show_progress("Indexing") as progress:
            done = _patiently(archive, store, settings, progress, clock)
            prepare_dictionaries(store, settings, done, progress)
            return done
    except FehrestError as error:
        return Waiting(archive.count_changes(_revision(store, before)), error)


def rebuild_or_wait(
    archive: Archive, store: IndexStore, settings: Settings, reason: str
) -> IndexReport | Waiting:
    """Rebuild the index from the archive. ``reason`` becomes part of the report."""
    from indexer.indexing import rebuild_index

    try:
        with show_progress("Indexing") as progress:
            done = rebuild_index(archive, store, timezone=settings.zone, progress=progress, reason=reason)
            prepare_dictionaries(store, settings, done, progress)
            return done
    except FehrestError as error:
        return Waiting(archive.count(), error)


def index_line(indexed: IndexReport) -> str:
    """One line about an update of the index."""
    kind = f"rebuilt ({indexed.rebuilt})" if indexed.rebuilt else "updated"
    return f"Index {kind}: {articles(indexed.indexed)}, {indexed.deleted} deleted, {indexed.seconds:.1f} s"


def index_json(indexed: IndexReport | Waiting) -> dict[str, Any]:
    """An update of the index as JSON. ``waiting`` is 0 if the index is up to date."""
    if isinstance(indexed, IndexReport):
        return asdict(indexed) | {"waiting": 0}
    return {"waiting": indexed.waiting, "error": indexed.error.code, "message": indexed.error.message}


def print_index(indexed: IndexReport | Waiting) -> None:
    """Print one line about the index. An error that a person must fix is left to ``end``."""
    if isinstance(indexed, IndexReport):
        click.echo(index_line(indexed))
    elif indexed.passing:
        number = f"{indexed.waiting} changed articles are not indexed yet"
        what = number if indexed.waiting else "The index was not updated"
        click.echo(f"{what}: {indexed.error.message.rstrip('.')}. {_ADVICE}", err=True)


def end(indexed: IndexReport | Waiting, *, whole: bool = True) -> None:
    """End the command with its exit code.

    Args:
        whole: no record failed.

    Raises:
        FehrestError: the index was not updated, and a person must fix the error.
    """
    if isinstance(indexed, Waiting) and not indexed.passing:
        raise indexed.error
    if isinstance(indexed, Waiting) or not whole:
        sys.exit(PARTIAL)


def _patiently(
    archive: Archive, store: IndexStore, settings: Settings, progress: Progress, clock: Clock
) -> IndexReport:
    """If another process is writing to the index, wait as long as it makes progress: it indexes these changes
    too.
    """
    from indexer.indexing import update_index

    wanted, reached = archive.revision, -1
    began = moved = clock.monotonic()
    while True:
        try:
            return update_index(archive, store, timezone=settings.zone, progress=progress)
        except EngineBusyError:
            now, revision = clock.monotonic(), _revision(store, 0)
            if revision >= wanted:
                return IndexReport(0, 0, revision, now - began)
            if reached < 0:
                progress.note("another process is writing to the index; waiting")
            if revision > reached:
                reached, moved = revision, now
            if now - moved > PATIENCE:
                raise
            clock.sleep(_LOOK_EVERY)


def _revision(store: IndexStore, otherwise: int) -> int:
    """Revision of the index, or ``otherwise`` if it cannot be read."""
    try:
        return index_revision(store)
    except EngineError:
        return otherwise
