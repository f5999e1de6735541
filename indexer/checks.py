"""Remarks in a report on an article that was stored."""

from datetime import UTC, datetime, timedelta

from indexer.article import Article

_AHEAD = timedelta(days=1)  # clocks and time zones differ


def remark(article: Article) -> str | None:
    """A remark if its date is in the future: a typo, or an announced event. Impossible years are never
    stored.
    """
    date = article.date
    if date is None:
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return (
        f"its date is in the future: {date.date().isoformat()}"
        if moment > datetime.now(UTC) + _AHEAD
        else None
    )
