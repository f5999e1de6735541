"""Whether two articles are the same story, by what they say: the guard before one replaces another.

Texts are compared by their runs of three words (shingles, as Broder's resemblance has them), by the share
of the shorter text's runs that the longer one has: so a text that was cut or continued stays the same text.
"""

import re
from datetime import datetime, timedelta

from indexer.archive.identity import url_key
from indexer.archive.payload import utc
from indexer.article import Article
from indexer.sites import numbered

SAME_TEXT = 0.3
"""Less than this share of common runs is another text: a thorough edit keeps more, two stories share next
to none."""
_RUN = 3
_FEW_WORDS = 8
_LONG_TITLE = 12
_WORD = re.compile(r"\w+")
_DAY = timedelta(days=1)


def is_other(new: Article, old: Article) -> bool:
    """Whether title, address, date and most of the text differ at once: then it is no edit but another
    story."""
    return not (
        _same_title(new, old) or _same_address(new, old) or _same_date(new.date, old.date)
    ) and not same_text(new, old)


def is_alike(new: Article, old: Article) -> bool:
    """Whether the texts say so, or titles and dates where a text is missing or too short to say."""
    if new.body.strip() and old.body.strip():
        return same_text(new, old) or (_is_short(new, old) and _same_title(new, old))
    return _same_title(new, old)


def empties(new: Article, old: Article) -> bool:
    """Whether an update would leave nothing of the text."""
    return not new.body.strip() and bool(old.body.strip())


def same_text(new: Article, old: Article) -> bool:
    """Whether the texts have enough in common. An empty text has everything in common with any."""
    texts = [_WORD.findall(article.body.casefold()) for article in (new, old)]
    size = _RUN if min(map(len, texts)) >= _FEW_WORDS else 1
    one, other = sorted((_runs(words, size) for words in texts), key=len)
    return not one or len(one & other) / len(one) >= SAME_TEXT


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _is_short(new: Article, old: Article) -> bool:
    return min(len(_WORD.findall(article.body)) for article in (new, old)) < _FEW_WORDS


def _same_title(new: Article, old: Article) -> bool:
    """A site's name before or after a title does not count."""
    one, other = sorted((_folded(new.title), _folded(old.title)), key=len)
    return one == other or (len(one) >= _LONG_TITLE and one in other)


def _folded(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))


def _same_address(new: Article, old: Article) -> bool:
    """An address that only repeats the post's number (``/?p=17``) says nothing of the story."""
    one, other = url_key(new), url_key(old)
    return one is not None and one == other and numbered(one) is None


def _same_date(new: datetime | None, old: datetime | None) -> bool:
    """An edit keeps the moment of publication. One without a time of day is the same day, whatever the
    zone."""
    if new is None or old is None:
        return False
    one, other = utc(new), utc(old)
    dateless = any((moment.hour, moment.minute) == (0, 0) for moment in (new, old, one, other))
    return abs(one - other) < (_DAY if dateless else timedelta(minutes=1))
