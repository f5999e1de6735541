"""Compares two articles by their content: the check before one replaces another.

Texts are compared by their runs of three words (shingles, as in Broder's resemblance): the measure is the
share of the shorter text's runs that the longer one has. So a text that was shortened or continued remains
the same text.
"""

import re
from datetime import datetime, timedelta

from indexer.archive.identity import url_key
from indexer.archive.payload import utc
from indexer.article import Article
from indexer.sites import numbered

SAME_TEXT = 0.3
"""A smaller share of common runs means another text: a thorough edit keeps more, and two stories have almost
none in common.
"""
_RUN = 3
_FEW_WORDS = 8
_LONG_TITLE = 12
_WORD = re.compile(r"\w+")
_DAY = timedelta(days=1)


def is_other(new: Article, old: Article) -> bool:
    """Whether title, address, date and most of the text differ at once: that is not an edit but another
    story.
    """
    return not (
        _same_title(new, old) or _same_address(new, old) or _same_date(new.date, old.date)
    ) and not same_text(new, old)


def is_alike(new: Article, old: Article) -> bool:
    """Whether the texts are alike, or titles and dates if a text is missing or too short to compare."""
    if new.body.strip() and old.body.strip():
        return same_text(new, old) or (_is_short(new, old) and _same_title(new, old))
    return _same_title(new, old)


def empties(new: Article, old: Article) -> bool:
    """Whether an update would remove the whole text."""
    return not new.body.strip() and bool(old.body.strip())


def same_text(new: Article, old: Article) -> bool:
    """Whether the texts have enough in common. An empty text matches any text."""
    texts = [_WORD.findall(article.body.casefold()) for article in (new, old)]
    size = _RUN if min(map(len, texts)) >= _FEW_WORDS else 1
    one, other = sorted((_runs(words, size) for words in texts), key=len)
    return not one or len(one & other) / len(one) >= SAME_TEXT


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _is_short(new: Article, old: Article) -> bool:
    return min(len(_WORD.findall(article.body)) for article in (new, old)) < _FEW_WORDS


def _same_title(new: Article, old: Article) -> bool:
    """Ignores a site's name before or after a title."""
    one, other = sorted((_folded(new.title), _folded(old.title)), key=len)
    return one == other or (len(one) >= _LONG_TITLE and one in other)


def _folded(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


def _same_address(new: Article, old: Article) -> bool:
    """An address that only repeats the post's number (``/?p=17``) proves nothing."""
    one, other = url_key(new), url_key(old)
    return one is not None and one == other and numbered(one) is None


def _same_date(new: datetime | None, old: datetime | None) -> bool:
    """An edit keeps the time of publication. A date without a time matches the same day in any zone."""
    if new is None or old is None:
        return False
    one, other = utc(new), utc(old)
    dateless = any((moment.hour, moment.minute) == (0, 0) for moment in (new, old, one, other))
    return abs(one - other) < (_DAY if dateless else timedelta(minutes=1))
