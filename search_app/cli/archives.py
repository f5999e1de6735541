"""The archive of a data folder, for the commands that read it. Imports no parser of pages."""

from pathlib import Path

from analyzers import FehrestError
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from search_app.settings import Settings


class NoArchiveError(FehrestError):
    """There is no archive yet."""

    code = "no-archive"


def archive_path(settings: Settings) -> Path:
    """The file of the archive, whether it exists or not."""
    return settings.data / "archive.sqlite3"


def open_archive(settings: Settings) -> Archive:
    """Open an existing archive.

    Raises:
        NoArchiveError: there is no archive; only ``ingest`` and ``sync`` make one.
    """
    path = archive_path(settings)
    if not path.exists():
        raise NoArchiveError(f"There is no archive in {settings.data} yet. Make one: fehrest ingest PATHS")
    return Archive(path)


def purge_history(archive: Archive, settings: Settings) -> None:
    """Remove revisions that are older than the setting says. A busy archive is left to the next run."""
    try:
        archive.decisions.purge(settings.history)
    except ArchiveBusyError:
        return
