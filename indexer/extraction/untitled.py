"""Posts without a title: what themes and pages print instead, and the title that they get here."""

from analyzers import fold
from indexer.extraction.head import Head
from indexer.extraction.identity import number_of
from indexer.extraction.titles import plain, site_keys
from indexer.extraction.tree import Elements, classes, text_of
from indexer.extraction.vocabulary import said

_LENGTH = 80
_MOST_WORDS = 8
_NAMES = frozenset(
    fold(name).strip(" ()[]")
    for name in ("Untitled", "No title", "Untitled post", *said("labels", "untitled"))
)


def is_untitled(title: str) -> bool:
    """Whether a title only says that there is none: "Untitled", «بدون عنوان»."""
    return fold(title).strip(" ()[]") in _NAMES


def is_no_title(title: str, page: Elements, head: Head) -> bool:
    """Whether the title of a post's page is that of the site, or says that there is none."""
    if is_untitled(title):
        return True
    if len(title.split()) > _MOST_WORDS or number_of(page) is None:
        return False
    return plain(title) in site_keys(head) | _shown_names(page)


def beginning(text: str) -> str:
    """The beginning of a text, at most about 80 characters, as a title."""
    first = text.split("\n", 1)[0]
    return first if len(first) <= _LENGTH else first[:_LENGTH].rsplit(" ", 1)[0] + "…"


def _shown_names(page: Elements) -> set[str]:
    """The names of the site in its header and in the titles of its feeds."""
    shown = [text_of(each, 200) for each in page.of("p", "h1", "div", "a") if "site-title" in classes(each)][
        :3
    ]
    feeds = [link.get("title") or "" for link in page.of("link") if "rss" in (link.get("type") or "")][:1]
    return {key for text in (*shown, *(feed.partition("»")[0] for feed in feeds)) if (key := plain(text))}
