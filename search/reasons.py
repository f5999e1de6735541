"""Why is an article related to another one? Shared terms and their places, categories, tags, days, links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from analyzers import fold, get_analyzer
from engines.port.model import Document
from engines.port.payload import StoredDocument
from search.weak_words import is_weak

NO_LINKS: frozenset[str] = frozenset()
MAX_SHARED = 8
"""Maximum number of shared terms that are listed."""
_LEAST_WEIGHT = 0.3
"""Minimum weight of a listed term, compared with that of the first one."""
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Affinity:
    """What a score gains if a category, an author or a tag is shared, and if the days are the same.

    The gain for days halves with each ``half_life`` days between the two articles.
    """

    category: float = 0.05
    author: float = 0.0
    tag: float = 0.05
    date: float = 0.03
    half_life: float = 180.0


AFFINITY = Affinity()


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """A shared term as the source writes it, its weight (the first has 1), and where the article has it."""

    word: str
    weight: float
    in_title: bool
    in_body: bool


@dataclass(frozen=True, slots=True)
class Reasons:
    """What two articles share. ``days`` is the number of days between them, None if one has no date.

    ``links`` is whether the source links to the article, ``published`` whether the article is a copy or a
    translation of it.
    """

    terms: tuple[SharedTerm, ...] = ()
    category: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    days: int | None = None
    links: bool = False
    published: bool = False

    @property
    def is_given(self) -> bool:
        """Whether they share anything that can be shown."""
        return bool(self.terms or self.category or self.authors or self.tags)


def reasons(
    source: StoredDocument,
    found: StoredDocument,
    terms: Iterable[tuple[str, str, float]],
    linked: frozenset[str] = NO_LINKS,
    *,
    published: bool = False,
) -> Reasons:
    """What two articles share.

    Args:
        terms: terms of the source with a form as written and their weights, weightiest first.
        linked: the addresses that the source links to.
        published: whether the article has the source's text (``search.published``).
    """
    one, other = source.document, found.document
    return Reasons(
        terms=_shared(found, terms),
        category=next((path for path in other.category_values if path in one.category_values), None),
        authors=_common(one.authors, other.authors),
        tags=_common(one.tags, other.tags),
        days=_days(one, other),
        links=bool(other.url) and address_key(other.url or "") in linked,
        published=published,
    )


def affinity(one: Document, other: Document, gains: Affinity = AFFINITY) -> float:
    """The factor on the score of two articles: 1 if nothing but words is shared."""
    days = _days(one, other)
    return (
        1
        + gains.category * (not set(one.categories).isdisjoint(other.categories))
        + gains.author * bool(_common(one.authors, other.authors))
        + gains.tag * bool(_common(one.tags, other.tags))
        + (0.0 if days is None else gains.date * 0.5 ** (days / gains.half_life))
    )


def address_key(url: str) -> str:
    """An address without what does not distinguish pages: scheme, www, query, last slash, encoding."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}" if host else ""


def links_in(text: str) -> frozenset[str]:
    """The addresses in a text or in HTML."""
    return frozenset(key for url in _ADDRESS.findall(text) if (key := address_key(url)))


def _shared(found: StoredDocument, terms: Iterable[tuple[str, str, float]]) -> tuple[SharedTerm, ...]:
    end = len(found.document.title)
    shared: dict[str, SharedTerm] = {}
    best = 0.0
    for term, word, weight in terms:
        if len(shared) == MAX_SHARED or weight < _LEAST_WEIGHT * best:
            break
        starts = [start for start, _ in found.vector.spans(term)]
        folded = _folded(word) if starts else ""
        if starts and folded not in shared and not _says_little(found.document.language, term, folded):
            best = best or weight
            shared[folded] = SharedTerm(word, weight / best, min(starts) < end, max(starts) > end)
    return tuple(shared.values())


_folded = lru_cache(maxsize=1 << 10)(fold)
"""A request folds the same words for each article."""


@lru_cache(maxsize=1 << 10)
def _says_little(language: str, term: str, folded: str) -> bool:
    """Whether a word is weak or like a function word: its stem is one."""
    stem = term.rpartition(":")[2]
    return is_weak(term) or (stem != folded and get_analyzer(language).is_function_word(stem))


def _common(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    known = {fold(value) for value in one}
    return tuple(value for value in other if fold(value) in known)


def _days(one: Document, other: Document) -> int | None:
    return abs(one.date - other.date).days if one.date and other.date else None
