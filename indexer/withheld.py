"""Withheld updates: what a report says about each, and about many at once."""

from collections import Counter

from indexer.archive import Doubt, identity_of, url_key
from indexer.article import Article

_MANY = 3
"""This many posts of one site that became other stories at once have one cause."""


def reason_of(article: Article) -> Doubt:
    """Why an update to this article was withheld."""
    return Doubt.OTHER if article.body.strip() else Doubt.EMPTY


class Withheld:
    """Counts the withheld updates of a run by site and cause."""

    def __init__(self) -> None:
        self._found: Counter[tuple[str, Doubt]] = Counter()

    def take(self, article: Article) -> str:
        """Count one. Returns the reason for the report."""
        named = identity_of(article)
        site = (named.site if named else "") or (url_key(article) or "").partition("/")[0]
        reason = reason_of(article)
        self._found[site, reason] += 1
        return reason.value

    @property
    def messages(self) -> tuple[str, ...]:
        """One message for each site with many withheld updates, with the likely cause."""
        return tuple(
            _message(site or "a site", reason, count)
            for (site, reason), count in sorted(self._found.items())
            if count >= _MANY
        )


def _message(site: str, reason: Doubt, count: int) -> str:
    if reason is Doubt.OTHER:
        return (
            f"{count} posts of {site} have the numbers of archived articles, but other titles, addresses, "
            "dates and texts: the site was probably set up again and reuses its numbers. The "
            "archived articles are kept. To keep both: fehrest pending accept --new --all"
        )
    return (
        f"{count} posts of {site} came without text for articles that have one: their text is probably kept "
        "elsewhere, as page builders do. The archived texts are kept."
    )
