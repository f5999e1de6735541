"""The errors between a source and the archive. Each message says how to fix it."""

from analyzers.errors import FehrestError


class ArchiveError(FehrestError):
    """The archive cannot be used."""

    code = "archive"


class ArchiveBusyError(ArchiveError):
    """Another process holds the archive's write lock for longer than we wait."""

    status = 503
    code = "archive-busy"


class ArchiveCorruptError(ArchiveError):
    """The file is damaged, or not an archive."""

    code = "archive-corrupt"


class ArchiveUnwritableError(ArchiveError):
    """The folder or the disk cannot be written."""

    status = 503
    code = "archive-unwritable"


class ArchiveVersionError(ArchiveError):
    """A newer version of Fehrest wrote the archive."""

    code = "archive-version"


class BackupError(ArchiveError):
    """A backup cannot be written, or a file is not a complete backup."""

    code = "backup"


class UnknownArticleError(FehrestError):
    """The archive has no such article."""

    status = 404
    code = "unknown-article"


class UnknownPendingError(FehrestError):
    """No update with this key is pending."""

    status = 404
    code = "unknown-pending"


class UnknownRevisionError(FehrestError):
    """The archive does not have this revision of the article."""

    status = 404
    code = "unknown-revision"


class SourceError(FehrestError):
    """A source cannot be opened."""

    status = 400
    code = "source"


class UnknownKindError(SourceError):
    """No source can read this kind of file."""

    code = "unknown-kind"


class ReportError(FehrestError):
    """The report file cannot be written."""

    code = "report"


class IndexingError(FehrestError):
    """A new generation does not contain what the archive contains. The old one is kept."""

    code = "indexing"
