"""Where do the articles live? In one SQLite file, the source of truth that every index is made from."""

from indexer.archive.identity import canonical_url, new_id
from indexer.archive.ledger import Ledger, Place, Telling
from indexer.archive.model import ArchivedArticle, ArchiveStats, Change
from indexer.archive.store import BATCH, Archive

__all__ = [
    "BATCH",
    "Archive",
    "ArchiveStats",
    "ArchivedArticle",
    "Change",
    "Ledger",
    "Place",
    "Telling",
    "canonical_url",
    "new_id",
]
