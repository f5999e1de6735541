"""Articles into the archive, a batch at a time, and what a report says of each: for every command alike."""

from collections.abc import Callable, Sequence

from indexer.archive import Change
from indexer.article import Article
from indexer.checks import remark
from indexer.errors import ArchiveBusyError, ArchiveCorruptError, ArchiveError, ArchiveUnwritableError

Put = tuple[str, Change]
"""The id of an article, and what it changed."""
# No other article would fare better with these.
_HOPELESS = (ArchiveBusyError, ArchiveCorruptError, ArchiveUnwritableError)
_REFUSED = (ArchiveError, ValueError, OverflowError)


def put_all[Item](put: Callable[[Sequence[Item]], Sequence[Put]], items: Sequence[Item]) -> list[Put | str]:
    """What becomes of each item; where the archive does not take them all at once, each is tried by itself.

    A text is the reason why one was not taken. Raises what no other item would fare better with: a busy, a
    damaged or an unwritable archive.
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
        return f"the archive did not take it: {error}"


def told_of(origin: str, article: Article, article_id: str, change: Change) -> dict[str, str]:
    """The fields of the report's line on an article that changed something."""
    note = remark(article)
    fields = {
        "origin": origin,
        "change": change.value,
        "id": article_id,
        "language": article.language,
        "title": article.title,
    }
    return fields | ({"note": note} if note else {})
