"""The result of extraction."""

from dataclasses import dataclass
from typing import Literal

from indexer.article import Article

PageKind = Literal["article", "listing", "text-dump"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found on one page.

    ``kind`` is "article" for the page of one story, "listing" for a category, archive or home page, and
    "text-dump" for a page saved as text. ``articles`` are the stories that the page contains in full. A
    listing with only the beginnings of stories has none; ``links`` are their addresses.
    """

    kind: PageKind
    articles: tuple[Article, ...] = ()
    links: tuple[str, ...] = ()
