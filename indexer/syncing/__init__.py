"""How does the archive keep up with its sources? It continues from what each has delivered before, and never
guesses.
"""

from indexer.syncing.report import SourceReport, SyncReport
from indexer.syncing.sync import SyncOptions, source_name, sync

__all__ = ["SourceReport", "SyncOptions", "SyncReport", "source_name", "sync"]
