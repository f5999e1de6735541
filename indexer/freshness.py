"""Whether an index is up to date with the archive. Light to import, for services that do not index."""

import json
from dataclasses import dataclass
from datetime import tzinfo
from zlib import crc32

from analyzers import LANGUAGES, fingerprint
from engines.port.engine import IndexStore, SearchEngine
from engines.port.errors import OutdatedIndexError
from engines.port.origin import Origin
from indexer.archive import Archive
from indexer.stories.stage import is_grouped

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an update did.

    ``rebuilt`` is the reason for a new generation, if there was one. ``swapped`` is False if it was not
    accepted and did not replace the old one.
    """

    indexed: int
    deleted: int
    revision: int
    seconds: float
    rebuilt: str | None = None
    swapped: bool = True


def is_current(archive: Archive, store: IndexStore, timezone: tzinfo | None = None) -> bool:
    """Whether the index has the archive's last revision and was made by the installed analyzers.

    Args:
        timezone: the site's, which decides the day of an article; None: the zone is not checked.
    """
    if why_rebuild(archive, store, timezone) or not is_grouped(archive):
        return False
    engine = store.open()
    try:
        return bool(engine.origin.lineage) and engine.revision == archive.revision
    finally:
        engine.close()


def index_revision(store: IndexStore) -> int:
    """The archive's revision in the current generation; 0 if there is none."""
    if not store.exists():
        return 0
    engine = store.open()
    try:
        return engine.revision
    finally:
        engine.close()


def origin_of(archive: Archive, revision: int, timezone: tzinfo) -> Origin:
    """The origin of an index made from this archive at this revision."""
    return Origin(archive.lineage(revision), _settings(timezone))


def _settings(timezone: tzinfo) -> str:
    """What else the indexed data depend on, as ``name=value`` pairs: the time zone, and the letters in which
    names are displayed.

    Analyzers have a fingerprint, fields a mark, and the grouping of stories a version in the archive.
    """
    letters = {code: sorted(language.spelling.items()) for code, language in LANGUAGES.items()}
    return f"timezone={timezone} names={crc32(json.dumps(letters, sort_keys=True).encode()):08x}"


def _changed_settings(before: str, now: str) -> str | None:
    """The settings that an index was made with and that have another value now; None if none is known to.

    An index of an earlier version stores fewer of them.
    """
    known = dict(part.partition("=")[::2] for part in before.split())
    current = dict(part.partition("=")[::2] for part in now.split())
    changed = [
        f"{name}={known[name]} before, {name}={value} now"
        for name, value in current.items()
        if known.get(name, value) != value
    ]
    return "; ".join(changed) or None


def another_origin(archive: Archive, engine: SearchEngine, timezone: tzinfo | None = None) -> str | None:
    """Why an index does not belong to this archive and these settings; None if it does, as far as can be
    known.

    An index of version 0.1 has no marks. It belongs to the archive if it has the same number of articles and
    a sample of them.
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
    changed = _changed_settings(origin.settings, _settings(timezone)) if timezone is not None else None
    return f"a setting changed: {changed}" if changed else None


def _last_commit(engine: SearchEngine) -> tuple[int, Origin]:
    """The revision and the origin of the same commit, though another process may commit in between."""
    while True:
        origin = engine.origin
        revision = engine.revision
        if engine.origin == origin:
            return revision, origin


def _holds(archive: Archive, engine: SearchEngine, revision: int) -> bool:
    """Whether an index has what the archive had at a revision, as far as a sample shows."""
    ids = archive.living(revision)
    changed = archive.count_changes(revision)
    sample = ids[:: max(1, len(ids) // _SAMPLE)]
    return len(ids) <= engine.count() <= len(ids) + changed and len(engine.get(sample)) == len(sample)


def why_rebuild(archive: Archive, store: IndexStore, timezone: tzinfo | None = None) -> str | None:
    """Why the index cannot be updated and must be rebuilt; None if it can be updated."""
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
