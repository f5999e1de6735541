"""Finished queries and clicks.

A query is finished when a reader pressed Enter, opened a hit, or paused for some seconds. Words that are
half typed are never events.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from analyzers import fold
from engines.port.fields import FIELDS
from search.model import SearchRequest
from search_app.query_strings import query_string, write

MAX_TEXT = 200
"""Maximum length of a query that is stored. What is longer was pasted, and may be anything."""
MAX_FILTERS = 300
"""Maximum length of the filters of a query that is stored."""
MAX_RANK = 10_000
"""Maximum rank of a hit that was opened."""
_PERSONAL = re.compile(r"\S@\S|\d(?:[\s().+-]*\d){6,}")
"""An e-mail address, or a number of seven digits or more, such as one of a telephone."""
_CHOICES = frozenset({*FIELDS.facets, "from", "to", "calendar"})


class Source(StrEnum):
    """Where a query was typed."""

    PAGE = "page"
    WIDGET = "widget"
    API = "api"


@dataclass(frozen=True, slots=True)
class Query:
    """A query as a reader sees it.

    ``filters`` are the chosen facets and days as in an address, ``language`` is that of the interface (empty
    if unknown).
    """

    text: str
    filters: str = ""
    language: str = ""
    source: Source = Source.API

    @property
    def folded(self) -> str:
        """The text by which spellings of one query are counted together."""
        return " ".join(fold(self.text).split())

    @property
    def is_stored(self) -> bool:
        """Whether it may be stored. What looks like an e-mail address or a telephone number may not."""
        text = self.folded
        fits = len(self.text) <= MAX_TEXT and len(self.filters) <= MAX_FILTERS
        return bool(text) and fits and not _PERSONAL.search(text)


@dataclass(frozen=True, slots=True)
class Finished:
    """A query that a reader has finished. ``total`` is the number of hits, None if unknown."""

    query: Query
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Click:
    """A hit that a reader opened. ``rank`` counts from 1, over all pages of the results."""

    query: Query
    document: str
    rank: int


Event = Finished | Click


def filters_of(request: SearchRequest) -> str:
    """The chosen facets and days of a request, as in an address."""
    chosen = _CHOICES if request.selected("year") else _CHOICES - {"calendar"}
    return query_string(pair for pair in write(replace(request, text="")) if pair[0] in chosen)
