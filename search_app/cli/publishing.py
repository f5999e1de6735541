"""Stores what programs push in the archive, and indexes it a moment later, while the service runs.

A push is answered when it is in the archive, which is on disk. One thread indexes what was pushed, together,
so many small pushes become few commits. A long list is indexed by a process, so that readers do not wait.
What a killed service left is indexed by the next start.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from analyzers import FehrestError
from engines.port.errors import EngineBusyError, EngineError
from engines.port.model import Document
from engines.registry import open_store
from indexer.archive import Archive, Change
from indexer.errors import ArchiveBusyError, ArchiveError
from indexer.freshness import why_rebuild
from indexer.progress import SilentProgress
from search.scope import Scope, inside
from search_app.access.keys import Role
from search_app.access.store import KeyStore
from search_app.cli.archives import archive_path
from search_app.cli.index_process import update_in_process
from search_app.push.port import Conflict, Form, Incoming, Json, Outcome, Part, Published, Result, Ruled
from search_app.push.records import InvalidRecordError
from search_app.service import SearchService
from search_app.settings import Settings

if TYPE_CHECKING:
    from indexer.pushing import Push, Pushed

LOG = logging.getLogger(__name__)
_TOGETHER = 0.05
"""Seconds that the thread waits for further pushes before it indexes."""
_RETRY = 0.25
_LOOK_FOR_KEYS = 30.0
_PASSED = 2_000
"""Changes that one part of the archive reads at most, inside the scope or not."""
_FEW = 100
"""Changes up to which the service's own process indexes: about a second of work."""
_LOOK_EVERY = 0.02
_SECONDS_TO_END = 8.0
_EACH_SCRIPT = ("The first article of the day.", "نخستین مقاله روز.")
_RESULTS = {
    Change.ADDED: Result.CREATED,
    Change.UPDATED: Result.UPDATED,
    Change.UNCHANGED: Result.UNCHANGED,
    Change.WITHHELD: Result.CONFLICT,
    Change.GONE: Result.SKIPPED,
}


class ArchivePublisher:
    """A ``Publisher``, see ``search_app.push.port``. Use it as a context manager.

    ``warm`` is set when everything that a push needs is loaded, which happens once somebody may push.

    Args:
        look_every: seconds between two looks for a key that may write.
    """

    def __init__(
        self, settings: Settings, service: SearchService, *, look_every: float = _LOOK_FOR_KEYS
    ) -> None:
        self._settings, self._service, self._look_for_keys = settings, service, look_every
        self.warm = threading.Event()
        self._wake, self._ended = threading.Event(), threading.Event()
        self._trouble = ""
        self._thread = threading.Thread(target=self._run, name="fehrest-push", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._wake.set()
        self._thread.join(_SECONDS_TO_END)

    def publish(self, changes: Sequence[Incoming], conflict: Conflict = Conflict.REFUSE) -> Published:
        """Store changes and wake the thread that indexes.

        Raises:
            ArchiveError: the archive is busy or cannot be written.
        """
        from indexer.pushing import push  # with an HTML parser, which a service rarely needs

        read = [self._read(change) for change in changes]
        with Archive(archive_path(self._settings)) as archive:
            stored = iter(
                push(
                    archive,
                    [one for one in read if not isinstance(one, Outcome)],
                    replace_others=conflict is Conflict.REPLACE,
                    as_new=conflict is Conflict.NEW,
                )
            )
            outcomes = tuple(one if isinstance(one, Outcome) else _outcome(next(stored)) for one in read)
            with suppress(ArchiveError):  # what was pushed is stored, counted or not
                _count(archive, outcomes)
            revision = archive.revision
        self._wake.set()
        return Published(outcomes, revision)

    def wait(self, revision: int, seconds: float) -> bool:
        """Wait until the index has a revision."""
        until = time.monotonic() + seconds
        while True:
            try:
                if self._service.engine().revision >= revision:
                    return True
            except EngineError:
                return False
            if time.monotonic() >= until or self._ended.wait(_LOOK_EVERY):
                return False

    def trouble(self) -> str:
        """Why the index is behind, if it is not only busy."""
        return self._trouble

    def id_of(self, url: str) -> str | None:
        """The id of the article with an address."""
        with Archive(archive_path(self._settings)) as archive:
            found = archive.get_by_url(url)
        return found.id if found else None

    def draft(self, record: Json) -> Document:
        """A record as a document that is not stored."""
        from indexer.indexing import draft_document
        from indexer.pushing import record_article
        from indexer.sources.json_stream import BadJsonError

        try:
            return draft_document(record_article(record, "draft", self._settings.zone))
        except BadJsonError as error:
            raise InvalidRecordError(str(error)) from None

    def decide_story(self, one: str, other: str, same: bool | None) -> Ruled:
        """Decide about two articles and wake the thread that indexes."""
        from indexer.stories import decide, ruling

        with Archive(archive_path(self._settings)) as archive:
            before = ruling(archive, one, other)
            decide(archive, one, other, same)
            revision = archive.revision
        self._wake.set()
        return Ruled(before, revision)

    def part(self, cursor: int, size: int, scope: Scope, filters: Scope = ()) -> Part:
        """A part of the archive in the order of the last change.

        At most ``_PASSED`` changes are read, so a part may be empty and there is still more.
        """
        from indexer.indexing import to_document

        found: list[Document | str] = []
        with Archive(archive_path(self._settings)) as archive:
            for archived in islice(archive.changes(cursor), _PASSED):
                if len(found) == size:
                    break
                cursor = archived.revision
                if archived.deleted:
                    found += [] if scope else [archived.id]
                elif inside(document := to_document(archived), (*scope, *filters)):
                    found.append(document)
            return Part(tuple(found), cursor, archive.revision > cursor)

    def _read(self, change: Incoming) -> "Push | Outcome":
        from indexer.pushing import (
            Push,
            record_article,
            site_of_record,
            wordpress_article,
            wordpress_identity,
        )
        from indexer.sources.base import Failure, Skipped
        from indexer.sources.json_stream import BadJsonError

        if change.value is None:
            return Push(change.site, change.id, None)
        if change.form is Form.RECORD:
            try:
                article = record_article(change.value, change.id, self._settings.zone)
            except BadJsonError as error:
                return Outcome(Result.INVALID, message=str(error))
            return Push(site_of_record(change.site, article.url), change.id, article)
        found = wordpress_article(change.value, self._settings.zone)
        if isinstance(found, Skipped):
            return Outcome(Result.SKIPPED, message=found.reason)
        if isinstance(found, Failure):
            return Outcome(Result.INVALID, message=found.reason)
        return Push(change.site, change.id, found, wordpress_identity(change.value))

    def _run(self) -> None:
        self._warm()
        while not self._ended.is_set():
            if not self._wake.wait(None if self.warm.is_set() else self._look_for_keys):
                self._warm()
                continue
            self._wake.clear()
            self._ended.wait(_TOGETHER)
            self._index()

    def _warm(self) -> None:
        """If somebody may push: load the HTML parser, the tables of languages and the analyzers, so that the
        first push does not wait for them. That takes almost two seconds of processor time.
        """
        with suppress(FehrestError):
            keys = KeyStore(self._settings.data).all()
            writers = any(key.role.includes(Role.WRITE) and not key.revoked for key in keys)
            if writers or self._settings.hook_secret:
                from indexer.indexing import analyse_chunk

                drafts = [self.draft({"title": text, "html": f"<p>{text}</p>"}) for text in _EACH_SCRIPT]
                analyse_chunk(drafts, self._settings.zone)
                self.warm.set()

    def _index(self) -> None:
        """Index until the index is up to date, also if another process holds it for a while."""
        while not self._ended.is_set():
            try:
                self._update()
            except (EngineBusyError, ArchiveBusyError):
                self._ended.wait(_RETRY)
                continue
            except FehrestError as error:
                self._failed(error.message)
            except Exception as error:
                LOG.exception("Indexing what was pushed failed; it is tried again later")
                self._trouble = type(error).__name__
            return

    def _update(self) -> None:
        from indexer.indexing import update_index

        store = open_store(self._settings.engine, self._settings.data)
        with Archive(archive_path(self._settings)) as archive:
            reason = why_rebuild(archive, store, self._settings.zone)
            if reason:
                self._failed(f"the index must be rebuilt, because {reason}: fehrest reindex")
                return
            few = archive.count_changes(self._service.engine().revision) <= _FEW
            if few:
                update_index(
                    archive, store, timezone=self._settings.zone, progress=SilentProgress(), workers=1
                )
        if not few:
            update_in_process(self._settings, archive_path(self._settings), self._ended)
        self._trouble = ""

    def _failed(self, message: str) -> None:
        if message != self._trouble:
            LOG.warning("What was pushed is in the archive and not in the index yet: %s", message)
        self._trouble = message


def publisher_of(settings: Settings, service: SearchService) -> ArchivePublisher | None:
    """A publisher, if there is an archive."""
    return ArchivePublisher(settings, service) if archive_path(settings).exists() else None


def _outcome(pushed: "Pushed") -> Outcome:
    if pushed.change is not None:
        return Outcome(_RESULTS[pushed.change], pushed.id, pushed.reason, pushed.pending)
    if pushed.id:
        return Outcome(Result.DELETED, pushed.id)
    if pushed.reason:
        return Outcome(Result.INVALID, message=pushed.reason)
    return Outcome(Result.NOT_FOUND, message="There is no such article")


def _count(archive: Archive, outcomes: Sequence[Outcome]) -> None:
    """Add to the counters of the archive, as every run does."""
    names = {
        Result.CREATED: "added",
        Result.UPDATED: "updated",
        Result.CONFLICT: "withheld",
        Result.INVALID: "failed",
    }
    counts: dict[str, int] = {}
    for one in outcomes:
        if name := names.get(one.result):
            counts[name] = counts.get(name, 0) + 1
    archive.add_counts(counts)
