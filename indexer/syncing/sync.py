"""Reads sources into the archive, again and again: each continues where it was."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from indexer.archive import Archive, Place, canonical_url
from indexer.errors import SourceError
from indexer.extraction_pool import Extracted, ExtractionPool
from indexer.fetching import Fetcher, FetchError, FetchOptions, GoneError
from indexer.progress import Progress
from indexer.report import ReportFile
from indexer.sites import site_of_api
from indexer.sources import REMOTE_SOURCES, Record, Skipped, SourceOptions, open_source
from indexer.sources.remote import Errand, Event, Found, Memory, RemoteSource
from indexer.syncing.editions import editions
from indexer.syncing.files import FileSource
from indexer.syncing.recorder import Recorder
from indexer.syncing.report import SourceReport, SyncReport

_KINDS: dict[str, type[RemoteSource]] = {kind.name: kind for kind in REMOTE_SOURCES}
_WEB = ("http://", "https://")
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """Options of a sync.

    ``timezone`` is the zone of dates without one, ``pages`` also reads WordPress's static pages, ``comments``
    the comments in its exports, ``captions`` the captions of pictures in pages. ``full`` reads everything
    again, ``allow_deletions`` applies any number of them, ``report`` is a file that gets one JSON line for
    each change or failure, ``workers`` is the number of processes.
    """

    timezone: tzinfo = UTC
    pages: bool = False
    comments: bool = False
    captions: bool = False
    full: bool = False
    allow_deletions: bool = False
    report: Path | None = None
    workers: int | None = None
    fetch: FetchOptions = field(default_factory=FetchOptions)


def sync(addresses: Sequence[str], archive: Archive, options: SyncOptions, progress: Progress) -> SyncReport:
    """Update the archive from sources: web addresses or paths, or all known ones.

    A source that cannot be read is named in the report, and the others continue.

    Raises:
        SourceError: there is nothing to do.
        ReportError: the report cannot be written.
        ArchiveError: the archive cannot be used.
    """
    started = time.monotonic()
    given = {source_name(address): address.strip() for address in addresses}
    named = given or {place.address: place.address for place in archive.ledger.places()}
    if not named:
        raise SourceError("No source is known yet. Name one: fehrest sync https://your.site")
    with ExitStack() as stack:
        log = stack.enter_context(ReportFile(options.report)) if options.report else None
        run = _Run(
            archive=archive,
            options=options,
            progress=progress,
            log=log,
            fetcher=stack.enter_context(Fetcher(options.fetch)),
            pool=stack.enter_context(
                ExtractionPool(options.timezone, captions=options.captions, workers=options.workers)
            ),
        )
        reports = tuple(_each(run, named))
    return SyncReport(reports, time.monotonic() - started)


def _each(run: "_Run", named: dict[str, str]) -> Iterator[SourceReport]:
    """Every source once, and after a site its other language editions."""
    waiting, done = deque(named.items()), set[str]()
    while waiting:
        name, address = waiting.popleft()
        if name not in done:
            done.add(name)
            yield run.source(name, address)
            place = run.archive.ledger.place(name)
            found = place.state.get("editions", []) if place else []
            waiting.extend((source_name(url), url) for url in found)


def source_name(address: str) -> str:
    """One spelling for one source: a canonical address, or an absolute path."""
    text = address.strip()
    if text.lower().startswith(_WEB):
        return canonical_url(text)
    return str(Path(text).resolve()) if Path(text).exists() else text


@dataclass(frozen=True, slots=True)
class _Run:
    archive: Archive
    options: SyncOptions
    progress: Progress
    log: ReportFile | None
    fetcher: Fetcher
    pool: ExtractionPool

    def source(self, name: str, address: str) -> SourceReport:
        """Read one source from its beginning or its last position to its end.

        If it is no longer where it was, it is searched for again at its original address.
        """
        known = self.archive.ledger.place(name)
        try:
            place = known or self._new_place(name, address)
            report, error = self._read(place)
            if known and isinstance(error, FetchError) and (found := self._moved(known, error)):
                if found.kind != known.kind:  # another kind of source names its items otherwise
                    self.archive.ledger.remove(name)
                report, error = self._read(found)
            return report
        except SourceError as error:
            # An unknown source is not remembered before it is found.
            place = known or Place(name, "unknown", {})
            return self._recorder(place, remembered=known is not None).finish(error.message)

    def _moved(self, known: Place, error: FetchError) -> Place | None:
        """The new place of a source that no longer responds as one; None if nothing else is found.

        Only a site that says so itself (404, 410) may become another kind of source.
        """
        gone = isinstance(error, GoneError)
        if not (gone or 0 < error.answered < _SERVER_ERROR):
            return None
        for address in dict.fromkeys((known.address, _front(_at(known)))):
            try:
                found = self._new_place(known.address, address)
            except SourceError:
                continue
            if found.kind == known.kind and _at(found) != _at(known):
                return replace(known, state=known.state | found.state)
            if found.kind != known.kind and gone:
                return found
        return None

    def _read(self, place: Place) -> tuple[SourceReport, SourceError | None]:
        recorder = self._recorder(place)
        broken: list[SourceError] = []
        for event, extracted in self._extracted(self._events(place), broken):
            recorder.take(event, extracted)
        error = broken[0] if broken else None
        return recorder.finish(error.message if error else None), error

    def _recorder(self, place: Place, *, remembered: bool = True) -> Recorder:
        return Recorder(
            self.archive.ledger,
            place,
            self.progress,
            self.log,
            holders=[each.address for each in self.archive.ledger.places() if _holds(each.kind)],
            allow_deletions=self.options.allow_deletions,
            remembered=remembered,
        )

    def _new_place(self, name: str, address: str) -> Place:
        if not address.lower().startswith(_WEB):
            return Place(name, "file", {})
        answer = self.fetcher.get(address)
        for kind in REMOTE_SOURCES:
            if at := kind.locate(answer, self.fetcher):
                others = editions(answer, kind, at, self.fetcher)
                return Place(name, kind.name, {"at": at} | ({"editions": others} if others else {}))
        known = ", ".join(_KINDS)
        raise SourceError(
            f"{address} is not a source that can be read. Known kinds: {known}. "
            "Use the address of the API, the sitemap or the feed itself."
        )

    def _events(self, place: Place) -> Iterator[Event]:
        memory = Memory(place.state.get("own", {}), self.archive.ledger.items(place.address))
        kind = _KINDS.get(place.kind)
        if kind is None:
            source = open_source(
                Path(place.address),
                timezone=self.options.timezone,
                pages=self.options.pages,
                comments=self.options.comments,
            )
            return FileSource(source, memory, full=self.options.full).events()
        errand = Errand(
            address=_at(place),
            fetcher=self.fetcher,
            memory=memory,
            options=SourceOptions(timezone=self.options.timezone, pages=self.options.pages),
            full=self.options.full,
        )
        return kind(errand).events()

    def _extracted(
        self, events: Iterator[Event], broken: list[SourceError]
    ) -> Iterator[tuple[Event, Extracted]]:
        """Each event with the result of its record. An error ends the events; those before it count."""
        waiting: deque[Event] = deque()

        def records() -> Iterator[Record]:
            try:
                for event in events:
                    waiting.append(event)
                    yield event.record if isinstance(event, Found) else Skipped("", "")
            except SourceError as error:
                broken.append(error)

        for _, extracted in self.pool(records()):
            yield waiting.popleft(), extracted


def _front(address: str) -> str:
    """The address of the site that an address is on: of an API its home page, of others the front page."""
    site = site_of_api(address)
    parts = urlsplit(address)
    return f"{parts.scheme}://{site or parts.netloc}/"


def _at(place: Place) -> str:
    return str(place.state.get("at") or place.address)


def _holds(kind: str) -> bool:
    return kind in _KINDS and _KINDS[kind].holds
