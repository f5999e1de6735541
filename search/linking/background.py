"""What the archive knows of a name: how often it is mentioned, when first, when last, and in which years."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engines.port.model import Document, Interval, Sort
from search.linking.names import Name
from search.model import Bucket, SearchRequest
from search.searcher import Searcher

_SHARE = 0.2
"""A word in a larger share of the articles is no name."""


@dataclass(frozen=True, slots=True)
class Background:
    """A name and its mentions.

    ``query`` finds them, ``total`` is the number of stories, ``years`` those of each year, ``first`` and
    ``last`` the oldest and the newest dated article.
    """

    name: Name
    query: str
    total: int
    years: tuple[Bucket, ...]
    first: Document | None
    last: Document | None


def background(
    searcher: Searcher, names: Iterable[Name], request: SearchRequest | None = None
) -> tuple[Background, ...]:
    """The background of each name that the archive has, in their order.

    Args:
        request: scope, calendar and collapsing of the searches.
    """
    most = max(20.0, _SHARE * searcher.engine.count())
    asked = replace(request or SearchRequest(), size=1, facets=(), page=1)
    found = (_one(searcher, name, asked) for name in names)
    return tuple(one for one in found if 0 < one.total <= most)


def _one(searcher: Searcher, name: Name, asked: SearchRequest) -> Background:
    query = f'"{name.text.replace(chr(34), "")}"' if " " in name.text else name.text
    newest = searcher.search(replace(asked, text=query, sort=Sort.NEWEST, timeline=Interval.YEAR))
    last = next((hit.document for hit in newest.hits if hit.document.date), None)
    first = last
    if newest.total > 1 and last:
        oldest = searcher.search(replace(asked, text=query, sort=Sort.OLDEST))
        first = next((hit.document for hit in oldest.hits if hit.document.date), last)
    return Background(name, query, newest.total, newest.timeline, first, last)
