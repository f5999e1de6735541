"""Detects an article that a file contains twice. The two would replace each other in every run."""

from dataclasses import dataclass

from indexer.archive import identity_of, title_key, url_key
from indexer.article import Article

_PARAGRAPHS = 10
_NOTHING = hash(None)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hashes of an article's title, address, number and first paragraphs."""

    title: int
    url: int
    number: int
    text: frozenset[int]

    def is_same(self, other: "_Mark") -> bool:
        """By a common paragraph, by title, or by an address if no number contradicts.

        Two articles without address and number have the same title here, and only their texts count.
        """
        if self.text & other.text:
            return True
        if self.url == self.number == _NOTHING:
            return False
        if self.title == other.title:
            return True
        numbers = {self.number, other.number} - {_NOTHING}
        return self.url == other.url != _NOTHING and len(numbers) < 2


class Repeats:
    """Takes the articles of files in order, and keeps a few hashes of each article of the current file.

    Two with the same number, the same address, or neither and the same title are one article if they share
    title, address or a paragraph. Others are different stories.
    """

    def __init__(self) -> None:
        self._file = ""
        self._seen: dict[int, list[_Mark]] = {}

    def repeats(self, article: Article) -> bool:
        """Whether its own file contained it before. Remembers it."""
        if article.file != self._file:
            self._file = article.file
            self._seen.clear()
        title, url, named = title_key(article), url_key(article), identity_of(article)
        text = frozenset(map(hash, article.body.split("\n\n", _PARAGRAPHS)[:_PARAGRAPHS]))
        mark = _Mark(hash(title), hash(url), hash(named), text)
        keys = [hash((key, article.part)) for key in (named, url) if key] or [hash(title)]
        twice = any(mark.is_same(first) for key in keys for first in self._seen.get(key, ()))
        for key in keys:
            self._seen.setdefault(key, []).append(mark)
        return twice
