"""Sums up the records that an ingest leaves out and that an option or another command would read."""

from collections import Counter

from indexer.sources.base import OTHER_TYPE, SUMMARY_ONLY

_PAGE = "page"
_NO_TEXTS = frozenset(
    ("attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache")
)
_OF_THE_SITE = ("wp_", "acf-", "elementor_", "jp_", "amp_", "_")
"""How types begin that hold parts of a site and no articles."""
_MOST_TYPES = 10


class LeftOut:
    """Counts records by the reason why they are left out."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def take(self, reason: str) -> None:
        """Count one. Reasons that no option changes are not kept."""
        if reason == SUMMARY_ONLY or _type_in(reason):
            self._found[reason] += 1

    @property
    def messages(self) -> tuple[str, ...]:
        """A message for each type of posts, and one for entries of feeds, the most frequent first."""
        return tuple(_message(reason, count) for reason, count in self._found.most_common(_MOST_TYPES))


def _type_in(reason: str) -> str:
    kind = reason.removeprefix(OTHER_TYPE)
    no_text = kind == reason or kind in _NO_TEXTS or kind.startswith(_OF_THE_SITE)
    return "" if no_text else kind


def _message(reason: str, count: int) -> str:
    kind = _type_in(reason)
    if kind == _PAGE:
        return f"{_counted(count, 'static page')} skipped; --pages reads them"
    if kind:
        return f"{_counted(count, 'post')} of type {kind} skipped; --types {kind} reads them"
    return f"{_counted(count, 'summary', 'summaries')} skipped: {reason}"


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or f'{one}s'}"
