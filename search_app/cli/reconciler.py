"""While a service runs: what an ingest left behind, or an outage held up, is brought into the index."""

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
"""Seconds without a change of archive or index after which nobody works on them."""
_UNTIL_FIXED = 10
"""So many times as long it takes until a work is tried again that somebody has to mend."""
_SECONDS_TO_END = 8.0


@dataclass(frozen=True, slots=True)
class Seen:
    """How far archive and index have come. Any of it changes while somebody works on them."""

    archive: int
    sketched: int
    to_compare: int
    index: int | None
    current_analysis: bool
    another_origin: str | None = None
    """Why the index is not one of this archive and these settings."""

    @property
    def apart(self) -> bool:
        """Whether the archive has what the index lacks."""
        grouped = self.sketched >= self.archive and not self.to_compare
        return self.index is None or self.index < self.archive or not grouped


class Reconciler:
    """A thread that brings the index up where it is behind the archive; for the time of a ``with``.

    It does so at once when the engine is back that was away, else after archive and index have stood still
    for ``still`` seconds: a running ingest groups stories between taking articles and indexing them.
    ``every`` is the time between two looks. Work that somebody has to fix is tried again after
    ``until_fixed`` times ``still``. An index of other analyzers is left as it is, because an editor may have
    gone back to it, unless the service was not able to bring it up when it started: ``owed``.
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
        self._told = ""
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
            return  # another process works on it
        except FehrestError as error:
            self._tell(error)
        except Exception:
            LOG.exception("Looking after the index failed; it is tried again later")
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
        """None where there is no archive."""
        path = archive_path(self._settings)
        if not path.exists():
            return None
        index, current = self._look_at_index()
        with Archive(path, wait=1.0) as archive:
            reason = None if index is None else self._another_origin(archive)
            return Seen(archive.revision, *grouping_stage(archive), index, current, reason)

    def _another_origin(self, archive: Archive) -> str | None:
        engine = self._service.engine()
        # To look at an index without marks takes a sample, which is too much for every few seconds.
        return another_origin(archive, engine, self._settings.zone) if engine.origin.lineage else None

    def _look_at_index(self) -> tuple[int | None, bool]:
        """Its revision, None where there is none to be read, and whether its analyzers are ours."""
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
            self._owed, self._told = False, ""
            if done.rebuilt or done.indexed or done.deleted:
                click.echo(index_line(done))

    def _tell(self, error: FehrestError) -> None:
        """Once, as long as it is the same. What somebody has to mend is tried again less often."""
        if error.message != self._told:
            self._told = error.message
            LOG.warning("The index cannot be kept up to date: %s", error.message)
        if not isinstance(error, PASSING):
            self._put_off()

    def _put_off(self) -> None:
        self._since = self._clock() + self._still * (self._until_fixed - 1)
