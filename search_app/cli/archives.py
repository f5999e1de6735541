"""Opens the archive of a data folder, for the commands that read it. Does not import the HTML parsers."""

from pathlib import Path

from analyzers import FehrestError
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from search_app.settings import Settings


class NoArchiveError(FehrestError):
    """There is no archive yet."""

    code = "no-archive"


def archive_path(settings: Settings) -> Path:
    """Path of the archive, whether it exists or not."""
    return settings.data / "archive.sqlite3"


def open_archive(settings: Settings) -> Archive:
    """Open an existing archive.

    Raises:
        NoArchiveError: there is no archive. Only ``ingest`` and ``sync`` create one.
    """
    path = archive_path(settings)
    if not path.exists():
        raise NoArchiveError(f"There is no archive in {settings.data} yet. Create one: fehrest ingest PATHS")
    return Archive(path)


def note_run(
    archive: Archive, settings: Settings, *, added: int, updated: int, failed: int, withheld: int
) -> None:
    """Store with which settings a run read its sources, and add to the counters what it did with its records.

    A busy archive is left as it is.
    """
    counts = {"added": added, "updated": updated, "failed": failed, "withheld": withheld}
    try:
        archive.note_reading(_reading(settings))
        archive.add_counts({name: number for name, number in counts.items() if number})
    except ArchiveBusyError:
        return


def read_otherwise(archive: Archive, settings: Settings) -> str | None:
    """The settings that changed since sources were read; None for none. Only another reading applies them."""
    before, now = archive.read_with(), _reading(settings)
    changed = [
        f"FEHREST_{name.upper()} was {before[name]} and is {value}"
        for name, value in now.items()
        if before.get(name, value) != value
    ]
    return "; ".join(changed) or None


def _reading(settings: Settings) -> dict[str, str]:
    """The settings that decide what an article's text and dates are."""
    return {"captions": str(settings.captions), "timezone": settings.timezone}


def purge_history(archive: Archive, settings: Settings) -> None:
    """Remove revisions older than ``settings.history`` days. If the archive is busy, the next run does it."""
    try:
        archive.decisions.purge(settings.history)
    except ArchiveBusyError:
        return
