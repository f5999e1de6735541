"""Whether an index is up to date with the archive. Light: a service asks this and need not index."""

from dataclasses import dataclass

from analyzers import fingerprint
from engines.port.engine import IndexStore
from engines.port.errors import OutdatedIndexError
from indexer.archive import Archive
from indexer.stories.stage import is_grouped


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


def is_current(archive: Archive, store: IndexStore) -> bool:
    """Whether the index holds the archive's last revision, made by the analyzers of this installation."""
    if why_rebuild(archive, store) or not is_grouped(archive):
        return False
    return index_revision(store) == archive.revision


def index_revision(store: IndexStore) -> int:
    """The archive's revision that the current generation holds; 0 if there is none."""
    if not store.exists():
        return 0
    engine = store.open()
    try:
        return engine.revision
    finally:
        engine.close()


def why_rebuild(archive: Archive, store: IndexStore) -> str | None:
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
        if engine.revision > archive.revision:
            return "the archive is older than the index"
    finally:
        engine.close()
    return None
