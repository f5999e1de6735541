"""How does the archive keep up with its sources? By what each told before, and never by guessing."""

from indexer.syncing.report import SourceReport, SyncReport
from indexer.syncing.sync import SyncOptions, source_name, sync

__all__ = ["SourceReport", "SyncOptions", "SyncReport", "source_name", "sync"]
