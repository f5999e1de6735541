"""Stores articles in the archive, in batches, and describes each for a report. Used by every command."""

from collections.abc import Callable, Sequence

from indexer.archive import Change
from indexer.article import Article
from indexer.checks import remark
from indexer.errors import ArchiveBusyError, ArchiveCorruptError, ArchiveError, ArchiveUnwritableError

Put = tuple[str, Change]
"""The id of an article, and what storing it changed."""
# With these errors, no other article can be stored either.
DELETED = "its site has deleted it, and this is not a newer version"
_HOPELESS = (ArchiveBusyError, ArchiveCorruptError, ArchiveUnwritableError)
_REFUSED = (ArchiveError, ValueError, OverflowError)


def put_all[Item](put: Callable[[Sequence[Item]], Sequence[Put]], items: Sequence[Item]) -> list[Put | str]:
    """Store items together or, if the archive refuses, one by one. Returns the result of each.

    A text is the reason why one was not stored. Raises errors that concern all items: a busy, damaged or
    unwritable archive.
    """
    try:
        return [*put(items)]
    except _HOPELESS:
        raise
    except _REFUSED:
        return [_put_alone(put, item) for item in items]


def _put_alone[Item](put: Callable[[Sequence[Item]], Sequence[Put]], item: Item) -> Put | str:
    try:
        return put([item])[0]
    except _HOPELESS:
        raise
    except _REFUSED as error:
        return f"the archive refused it: {error}"


def told_of(origin: str, article: Article, article_id: str, change: Change) -> dict[str, str]:
    """The fields of a report's line for an article that changed something."""
    note = remark(article)
    fields = {
        "origin": origin,
        "change": change.value,
        "id": article_id,
        "language": article.language,
        "title": article.title,
    }
    return fields | ({"note": note} if note else {})
