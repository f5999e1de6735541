"""What can go wrong between a source and the archive, each said so that a person can mend it."""

from analyzers.errors import FehrestError


class ArchiveError(FehrestError):
    """The archive cannot be used."""

    code = "archive"


class ArchiveBusyError(ArchiveError):
    """Another process holds the archive's write lock for longer than we wait."""

    status = 503
    code = "archive-busy"


class ArchiveCorruptError(ArchiveError):
    """The file is damaged, or is no archive of ours."""

    code = "archive-corrupt"


class ArchiveUnwritableError(ArchiveError):
    """The folder or the disk does not take the archive."""

    code = "archive-unwritable"


class ArchiveVersionError(ArchiveError):
    """The archive was written by a newer version of Fehrest."""

    code = "archive-version"


class BackupError(ArchiveError):
    """A backup that cannot be written, or a file that is not a whole backup."""

    code = "backup"


class UnknownArticleError(FehrestError):
    """The archive has no such article."""

    status = 404
    code = "unknown-article"


class UnknownPendingError(FehrestError):
    """No update of this number waits for a decision."""

    status = 404
    code = "unknown-pending"


class UnknownRevisionError(FehrestError):
    """The archive keeps no such revision of the article."""

    status = 404
    code = "unknown-revision"


class SourceError(FehrestError):
    """A source that cannot be opened at all."""

    status = 400
    code = "source"


class UnknownKindError(SourceError):
    """A file of a kind that no source knows."""

    code = "unknown-kind"


class ReportError(FehrestError):
    """The file for an ingest's report cannot be written."""

    code = "report"


class IndexingError(FehrestError):
    """A new generation that does not hold what the archive holds; the old one stays."""

    code = "indexing"
