"""Stores what a source delivers in the archive: in batches, each in one transaction with the position."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from indexer.archive import BATCH, Change, Ledger, Place, Telling
from indexer.archiving import DELETED, put_all, told_of
from indexer.article import Article, RawDocument
from indexer.extraction_pool import Extracted
from indexer.progress import Progress
from indexer.repeats import Repeats
from indexer.report import ReportFile
from indexer.sources import Failure, Skipped
from indexer.sources.remote import Complete, Event, Found, Gone, Reached, Same
from indexer.syncing.deletions import believable
from indexer.syncing.report import SourceReport
from indexer.withheld import Withheld

MAX_FAILURES = 1000
_SECONDS_BETWEEN_COMMITS = 3.0


class Recorder:
    """Takes the events of one source in order. ``holders`` are the sources that keep an article alive."""

    def __init__(
        self,
        ledger: Ledger,
        place: Place,
        progress: Progress,
        log: ReportFile | None,
        *,
        holders: Sequence[str] = (),
        allow_deletions: bool = False,
        remembered: bool = True,
    ) -> None:
        self._ledger, self._place, self._progress, self._log = ledger, place, progress, log
        self._holders = tuple({*holders, place.address})
        self._allowed, self._remembered = allow_deletions, remembered
        self._before = frozenset(ledger.items(place.address))
        self._known = ledger.count(place.address)
        self._told: set[str] = set()
        self._in_file = Repeats()
        self._doubts = Withheld()
        self._batch: list[tuple[str, Telling]] = []
        self._stamps: list[tuple[str, str]] = []
        self._gone: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._failures: list[tuple[str, str]] = []
        self._flushed = time.monotonic()

    def take(self, event: Event, extracted: Extracted) -> None:
        """Take one event. ``extracted`` is the result of the record of a Found."""
        match event:
            case Found():
                self._found(event, extracted)
                self._progress.advance(1)
            case Same(item, stamp):
                self._told.add(item)
                self._counts["unchanged"] += 1
                if stamp is not None:
                    self._stamps.append((item, stamp))
            case Gone(item, reason):
                self._gone[item] = reason
            case Complete(items):
                self._complete(items)
            case Reached(state):
                self._place = replace(self._place, state=self._place.state | {"own": dict(state)})
                self.flush()
                self._delete()
        if len(self._batch) >= BATCH or time.monotonic() - self._flushed > _SECONDS_BETWEEN_COMMITS:
            self.flush()

    def finish(self, error: str | None) -> SourceReport:
        """The figures, at the end or up to an ``error``."""
        if error is None:
            self._place = replace(self._place, synced=datetime.now(UTC))
            self.flush()
            self._delete()
        else:
            self.flush()
            self._write(origin=self._place.address, change="failed", reason=error)
        return SourceReport(
            address=self._place.address,
            kind=self._place.kind,
            **{name: self._counts[name] for name in _COUNTED},
            failures=tuple(self._failures),
            error=error,
            messages=self._doubts.messages,
        )

    def flush(self) -> None:
        """Commit what is waiting. It is counted and reported after that."""
        batch, self._batch = self._batch, []
        stamps, self._stamps = self._stamps, []
        if stamps:
            self._ledger.stamp(self._place.address, stamps)
        commit = partial(self._ledger.commit, self._place)
        taken = put_all(commit, [telling for _, telling in batch]) if self._remembered else []
        for (origin, telling), put in zip(batch, taken, strict=True):
            if isinstance(put, str):
                self._fail(origin, put)
            else:
                self._done(origin, telling, *put)
        self._flushed = time.monotonic()
        if self._log:
            self._log.flush()

    def _found(self, event: Found, extracted: Extracted) -> None:
        if isinstance(extracted, Failure) and extracted.hidden and event.item in self._before:
            self._gone[event.item] = extracted.reason
        elif isinstance(extracted, Failure) and extracted.no_article:
            self._skip(extracted)
            self._note(event)
        elif isinstance(extracted, Failure):
            self._fail(extracted.origin, extracted.reason)
            if isinstance(event.record, RawDocument):
                self._note(event)  # it was read, and will not get better until it changes
        elif isinstance(extracted, Skipped):
            self._skip(extracted)
            self._note(event)
        elif event.item and len(extracted) != 1:
            self._note(event)  # a page with several articles is not one of them
            for article in extracted:
                self._tell(article, Telling(article, None, gentle=event.gentle))
        else:
            for article in extracted:
                told = replace(article, aliases=(*article.aliases, *event.aliases))
                self._tell(told, Telling(told, event.item, event.stamp, event.gentle, event.loose))

    def _skip(self, what: Skipped | Failure) -> None:
        self._counts["skipped"] += 1
        self._write(origin=what.origin, change="skipped", reason=what.reason)

    def _note(self, event: Found) -> None:
        if event.item:
            self._told.add(event.item)
            self._stamps.append((event.item, event.stamp))

    def _tell(self, article: Article, telling: Telling) -> None:
        if not telling.item and self._in_file.repeats(article):
            self._counts["skipped"] += 1
            reason = f"it is in its file twice: {article.title}"
            self._write(origin=article.file, change="skipped", reason=reason)
            return
        self._batch.append((article.file, telling))

    def _complete(self, items: frozenset[str] | None) -> None:
        self.flush()
        there = self._told if items is None else items | self._told
        for item in sorted(self._before - there):
            self._gone.setdefault(item, "the source has it no more")

    def _delete(self) -> None:
        gone, self._gone = self._gone, {}
        if not gone:
            return
        articles = self._ledger.count(self._place.address, list(gone))
        if articles and not self._allowed and not believable(articles, self._known):
            self._counts["withheld"] += articles
            reason = f"{articles} of {self._known} articles would be deleted at once"
            self._write(origin=self._place.address, change="withheld", reason=reason)
            return
        for item, article in self._ledger.forget(self._place.address, list(gone), self._holders):
            self._counts["deleted"] += 1
            self._write(origin=item, change="deleted", id=article, reason=gone[item])

    def _done(self, origin: str, telling: Telling, article_id: str, change: Change) -> None:
        self._told.add(telling.item or article_id)
        self._counts[change] += 1
        if change is Change.WITHHELD:
            reason = self._doubts.take(telling.article)
            self._write(**told_of(origin, telling.article, article_id, change), reason=reason)
            self._counts["pending"] += 1
        elif change is Change.GONE:
            self._counts["skipped"] += 1
            self._write(
                origin=origin, change="skipped", id=article_id, reason=f"{DELETED}: {telling.article.title}"
            )
        elif change is not Change.UNCHANGED:
            self._write(**told_of(origin, telling.article, article_id, change))

    def _fail(self, origin: str, reason: str) -> None:
        self._counts["failed"] += 1
        if len(self._failures) < MAX_FAILURES:
            self._failures.append((origin, reason))
        self._write(origin=origin, change="failed", reason=reason)

    def _write(self, **fields: str) -> None:
        if self._log:
            self._log.write(source=self._place.address, **fields)


_COUNTED = ("added", "updated", "unchanged", "deleted", "withheld", "pending", "skipped", "failed")
