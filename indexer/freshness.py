"""Whether an index is up to date with the archive. Light: a service asks this and need not index."""

from dataclasses import dataclass
from datetime import tzinfo

from analyzers import fingerprint
from engines.port.engine import IndexStore, SearchEngine
from engines.port.errors import OutdatedIndexError
from engines.port.origin import Origin
from indexer.archive import Archive
from indexer.stories.stage import is_grouped

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did.

    ``rebuilt`` tells that a whole new generation was made, and why; ``swapped`` is False where it was not
    accepted and did not take the old one's place.
    """

    indexed: int
    deleted: int
    revision: int
    seconds: float
    rebuilt: str | None = None
    swapped: bool = True


def is_current(archive: Archive, store: IndexStore, timezone: tzinfo | None = None) -> bool:
    """Whether the index holds the archive's last revision, made by the analyzers of this installation.

    ``timezone`` is the site's, by which articles are on a day; without it the zone is not looked at.
    """
    if why_rebuild(archive, store, timezone) or not is_grouped(archive):
        return False
    engine = store.open()
    try:
        return bool(engine.origin.lineage) and engine.revision == archive.revision
    finally:
        engine.close()


def index_revision(store: IndexStore) -> int:
    """The archive's revision that the current generation holds; 0 if there is none."""
    if not store.exists():
        return 0
    engine = store.open()
    try:
        return engine.revision
    finally:
        engine.close()


def origin_of(archive: Archive, revision: int, timezone: tzinfo) -> Origin:
    """What an index of this archive at this revision is made from."""
    return Origin(archive.lineage(revision), _settings(timezone))


def _settings(timezone: tzinfo) -> str:
    return f"timezone={timezone}"


def another_origin(archive: Archive, engine: SearchEngine, timezone: tzinfo | None = None) -> str | None:
    """Why an index does not belong to this archive and these settings; None if it does, for all we know.

    An index of version 0.1 has no marks: it belongs to the archive if it holds as many articles, and a
    sample of them.
    """
    revision, origin = _last_commit(engine)
    if not origin.lineage:
        return None if _holds(archive, engine, revision) else "it holds other articles than the archive"
    if origin.lineage.partition("-")[0] != archive.lineage(0):
        return "it was made from another archive"
    if revision > archive.revision:
        return "the archive is older than the index"
    if origin.lineage != archive.lineage(revision):
        return "the archive was restored and then changed"
    if timezone is not None and origin.settings not in ("", _settings(timezone)):
        return f"a setting changed: {origin.settings} before, {_settings(timezone)} now"
    return None


def _last_commit(engine: SearchEngine) -> tuple[int, Origin]:
    """The revision and the origin of one commit, though another process may commit between two questions."""
    while True:
        origin = engine.origin
        revision = engine.revision
        if engine.origin == origin:
            return revision, origin


def _holds(archive: Archive, engine: SearchEngine, revision: int) -> bool:
    """Whether an index holds what an archive held at a revision, as far as a sample shows."""
    ids = archive.living(revision)
    changed = archive.count_changes(revision)
    sample = ids[:: max(1, len(ids) // _SAMPLE)]
    return len(ids) <= engine.count() <= len(ids) + changed and len(engine.get(sample)) == len(sample)


def why_rebuild(archive: Archive, store: IndexStore, timezone: tzinfo | None = None) -> str | None:
    """Why the index cannot be updated and must be made again; None if it can be updated."""
    if not store.exists():
        return "there was no index"
    try:
        engine = store.open()
    except OutdatedIndexError:
        return "its layout changed"
    try:
        if engine.fingerprint != fingerprint():
            return "the analysis changed"
        if engine.revision > archive.revision and not engine.origin.lineage:
            return "the archive is older than the index"
        return another_origin(archive, engine, timezone)
    finally:
        engine.close()
