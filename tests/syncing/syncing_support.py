"""Syncs with the test site, and the resulting archive."""

from dataclasses import replace
from pathlib import Path

from indexer.archive import Archive
from indexer.fetching import FetchOptions
from indexer.progress import SilentProgress
from indexer.syncing import SyncOptions, SyncReport, sync

QUICK = FetchOptions(delay=0.0, private=True, backoff=0.01, read=10.0, connect=10.0, total=30.0)
HASTY = replace(QUICK, read=1.0)


def run(path: Path, *addresses: str, fetch: FetchOptions = QUICK, **options: object) -> SyncReport:
    with Archive(path) as archive:
        return sync(addresses, archive, SyncOptions(fetch=fetch, workers=1, **options), SilentProgress())


def counts(report: SyncReport) -> tuple[int, int, int, int]:
    """Added, updated, deleted, failed."""
    sources = report.sources
    return (
        sum(source.added for source in sources),
        sum(source.updated for source in sources),
        sum(source.deleted for source in sources),
        sum(source.failed for source in sources),
    )


def titles(path: Path) -> list[str]:
    return sorted(article.title for article in articles(path))


def articles(path: Path):
    with Archive(path) as archive:
        return [change.article for change in archive.changes() if change.article]


def state(path: Path):
    """What two archives must have in common: articles by id, and the items of the sources."""
    with Archive(path) as archive:
        held = {change.id: change.article for change in archive.changes() if change.article}
        places = archive.ledger.places()
        return held, {place.address: archive.ledger.items(place.address) for place in places}
