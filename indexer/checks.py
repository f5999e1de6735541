"""What a report should say of an article that was taken all the same."""

from datetime import UTC, datetime, timedelta

from indexer.article import Article

_AHEAD = timedelta(days=1)  # clocks and time zones differ


def remark(article: Article) -> str | None:
    """That its date lies ahead: a slip, or an announced event. Years that no article has were never taken."""
    date = article.date
    if date is None:
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return f"its date lies ahead: {date.date().isoformat()}" if moment > datetime.now(UTC) + _AHEAD else None
