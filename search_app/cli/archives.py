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


def purge_history(archive: Archive, settings: Settings) -> None:
    """Remove revisions older than ``settings.history`` days. If the archive is busy, the next run does it."""
    try:
        archive.decisions.purge(settings.history)
    except ArchiveBusyError:
        return
