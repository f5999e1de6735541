"""Where are the articles stored? In one SQLite file, the source of truth from which every index is built."""

from indexer.archive.decisions import Decisions
from indexer.archive.identity import canonical_url, identity_of, new_id, title_key, url_key
from indexer.archive.ledger import Ledger, Place, Telling
from indexer.archive.model import ArchivedArticle, ArchiveStats, Change, Doubt, Pending, Revision
from indexer.archive.store import BATCH, Archive

__all__ = [
    "BATCH",
    "Archive",
    "ArchiveStats",
    "ArchivedArticle",
    "Change",
    "Decisions",
    "Doubt",
    "Ledger",
    "Pending",
    "Place",
    "Revision",
    "Telling",
    "canonical_url",
    "identity_of",
    "new_id",
    "title_key",
    "url_key",
]
