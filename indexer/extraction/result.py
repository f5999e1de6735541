"""What extraction hands back."""

from dataclasses import dataclass
from typing import Literal

from indexer.article import Article

PageKind = Literal["article", "listing", "text-dump"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found on one page.

    ``kind`` is "article" for the page of one story, "listing" for a category, archive or home page
    and "text-dump" for a page saved as text. ``articles`` are the stories that the page carries in
    full: a listing that shows only the beginnings of its stories has none, and ``links`` names
    where they can be read.
    """

    kind: PageKind
    articles: tuple[Article, ...] = ()
    links: tuple[str, ...] = ()
