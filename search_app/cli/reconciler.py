"""Keeps the index up to date while a service runs: indexes what a killed ingest or an outage left in the
archive.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import click

from analyzers import FehrestError
from engines.port.errors import EngineBusyError, EngineUnavailableError, NoIndexError, OutdatedIndexError
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from indexer.freshness import another_origin
from indexer.stories import grouping_stage
from search_app.cli.archives import archive_path
from search_app.cli.index_process import update_in_process
from search_app.cli.updating import PASSING, index_line
from search_app.service import SearchService
from search_app.settings import Settings

LOG = logging.getLogger(__name__)
_LOOK_EVERY = 3.0
_STILL = 60.0
"""Seconds without a change of archive or index after which no other process is assumed to be working on them.
"""
_UNTIL_FIXED = 10
"""After an error that a person must fix, the pause is this many times as long."""
_SECONDS_TO_END = 8.0


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of archive and index. Any of it changes while a process works on them."""

    archive: int
    sketched: int
    to_compare: int
    index: int | None
    current_analysis: bool
    another_origin: str | None = None
    """Why the index does not belong to this archive or these settings; None if it does."""

    @property
    def apart(self) -> bool:
        """Whether the archive has changes that the index lacks."""
        grouped = self.sketched >= self.archive and not self.to_compare
        return self.index is None or self.index < self.archive or not grouped


class Reconciler:
    """A thread that updates the index when it is behind the archive. Use it as a context manager.

    It acts at once when an engine that was unreachable comes back. Otherwise it waits until archive and index
    have not changed for ``still`` seconds, because a running ingest groups stories between adding articles
    and indexing them. An index made by other analyzers is left alone, because an editor may have rolled back
    to it.

    Args:
        every: seconds between two checks.
        until_fixed: after an error that a person must fix, the next try is after ``until_fixed * still``
        seconds.
        owed: the service could not update the index when it started, so even an index of other analyzers is
        updated.
    """

    def __init__(
        self,
        settings: Settings,
        service: SearchService,
        *,
        owed: bool = False,
        every: float = _LOOK_EVERY,
        still: float = _STILL,
        until_fixed: int = _UNTIL_FIXED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._service = settings, service
        self._every, self._still, self._until_fixed, self._clock = every, still, until_fixed, clock
        self._owed = self._at_once = owed
        self._seen: Seen | None = None
        self._since = 0.0
        self._logged = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fehrest-reconciler", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join(_SECONDS_TO_END)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            self._turn()

    def _turn(self) -> None:
        try:
            self._look()
        except EngineUnavailableError:
            self._at_once = True
        except (EngineBusyError, ArchiveBusyError):
            return  # another process is working on it
        except FehrestError as error:
            self._log(error)
        except Exception:
            LOG.exception("Updating the index failed. It will be tried again later")
            self._put_off()

    def _look(self) -> None:
        seen, now = self._look_at_both(), self._clock()
        if seen is None or not self._is_for_us(seen):
            self._seen, self._at_once, self._owed = None, False, False
            return
        if seen != self._seen:
            self._seen, self._since = seen, now
        if self._at_once or now - self._since >= self._still:
            self._at_once, self._since = False, now
            self._catch_up()

    def _look_at_both(self) -> Seen | None:
        """None if there is no archive."""
        path = archive_path(self._settings)
        if not path.exists():
            return None
        index, current = self._look_at_index()
        with Archive(path, wait=1.0) as archive:
            reason = None if index is None else self._another_origin(archive)
            return Seen(archive.revision, *grouping_stage(archive), index, current, reason)

    def _another_origin(self, archive: Archive) -> str | None:
        engine = self._service.engine()
        # An index without marks needs a sample of documents, which is too expensive every few seconds.
        return another_origin(archive, engine, self._settings.zone) if engine.origin.lineage else None

    def _look_at_index(self) -> tuple[int | None, bool]:
        """The revision of the index, or None if it cannot be read, and whether it was made by the installed
        analyzers.
        """
        try:
            status = self._service.status()
        except NoIndexError:
            return None, True
        except OutdatedIndexError:
            if not self._owed:
                raise
            return None, False
        return status.revision, status.current_analysis

    def _is_for_us(self, seen: Seen) -> bool:
        if seen.another_origin:
            return True
        if self._owed:
            return seen.apart or seen.index != seen.archive or not seen.current_analysis
        return seen.apart and seen.current_analysis

    def _catch_up(self) -> None:
        done = update_in_process(self._settings, archive_path(self._settings), self._ended)
        if done is not None:
            self._owed, self._logged = False, ""
            if done.rebuilt or done.indexed or done.deleted:
                click.echo(index_line(done))

    def _log(self, error: FehrestError) -> None:
        """Log an error once while it stays the same. An error that a person must fix is retried less
        often.
        """
        if error.message != self._logged:
            self._logged = error.message
            LOG.warning("The index cannot be kept up to date: %s", error.message)
        if not isinstance(error, PASSING):
            self._put_off()

    def _put_off(self) -> None:
        self._since = self._clock() + self._still * (self._until_fixed - 1)
