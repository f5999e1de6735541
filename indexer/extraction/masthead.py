"""Which dates on a page belong to its story, and which are the current date.

Many news sites print the current date at the top of every page. Such a date comes before the story's title,
and the site's own links, forms or logo are between the two.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from lxml.etree import _Element as Element

from indexer.extraction.calendars import normalize
from indexer.extraction.tree import classes
from indexer.extraction.vocabulary import alternatives

_MAX_LINKS = 2
_MAX_ELEMENTS = 400
_BARS = frozenset(("header", "nav", "aside", "footer"))
_STORY_TAGS = frozenset(("article", "main"))
_STORY = re.compile(
    r"\s(?:hentry|type-post|post-\d+|(?:article|post|entry|news|item|story|single)(?:-\S+)?)\s"
)
_CONTENT = re.compile(
    r"\s(?:\S*-)?(?:article|post|entry|story|content)-?(?:header|head|meta|info|title|body|page|details?|"
    r"content|wrapper|container|inner|box)?\s"
)
_CHROME = re.compile(
    r"\s(?:\S*-)?(?:top-?bar|top-?header|header-?top|top-?line|top-?menu|top-?info|site-?header|page-?header|"
    r"main-?header|masthead|head-?bar|navbar|nav|menu|main-?nav|site-?top|today|clock|weather|"
    r"current-?date|date-?today|today-?date|now-?date|date-?now|live-?date|header-?date|date-?header|top-?date|"
    r"date-?top|date-?bar|server-?time|date-?time-?now|footer|site-?footer|ticker|logo)(?:-\S+)?\s"
)
_TODAY = re.compile(rf"\W*(?:today{alternatives('dates', 'today')})(?!\w)")
_PUBLISHED = re.compile(
    rf"\W*(?:publish|posted|updated|last updated|date published{alternatives('dates', 'published')})"
)


class Place(IntEnum):
    """Where a date is: in or with the story, before it, or in a part that is the same on every page."""

    STORY = 0
    BEFORE = 1
    CHROME = 2


class Masthead:
    """Judges the place of dates relative to the heading of the story's title."""

    def __init__(self, heading: Element | None) -> None:
        self._around = [heading, *heading.iterancestors()] if heading is not None else []

    def place(self, element: Element, text: str) -> Place:
        """The place of a date that ``element`` shows as ``text``."""
        if says_today(text):
            return Place.CHROME
        if _PUBLISHED.match(normalize(text[:60])) or element.get("itemprop") in (
            "datePublished",
            "dateCreated",
        ):
            return Place.STORY
        branch, common = self._branches(element)
        if common is None:
            return Place.CHROME if _in_chrome(element, None) else Place.BEFORE
        if _in_chrome(element, common):
            return Place.CHROME
        if self._follows(branch, common) or _is_part_of_story(common):
            return Place.STORY
        return Place.CHROME if self._has_links_between(branch, common) else Place.BEFORE

    def _branches(self, element: Element) -> tuple[Element, Element | None]:
        """The innermost element around both date and title, and its part with the date."""
        held = set(self._around)
        branch = element
        for parent in (element, *element.iterancestors()):
            if parent in held:
                return branch, parent
            branch = parent
        return branch, None

    def _own_branch(self, common: Element) -> Element:
        at = self._around.index(common)
        return self._around[max(0, at - 1)]

    def _follows(self, branch: Element, common: Element) -> bool:
        """Whether the date comes after the title."""
        own = self._own_branch(common)
        return branch is common or own is branch or own in branch.itersiblings(preceding=True)

    def _has_links_between(self, branch: Element, common: Element) -> bool:
        """Whether the site's own links or a form are between the date and the title."""
        own = self._own_branch(common)
        links = 0
        for part in _from(branch, own):
            for count, inner in enumerate(part.iter("a", "nav", "form", "input")):
                links += inner.tag == "a"
                if inner.tag != "a" or links > _MAX_LINKS or _leads_home(inner) or count > _MAX_ELEMENTS:
                    return True
        return False


def says_today(text: str) -> bool:
    """Whether a text says that its date is the current one: "Today is …", "امروز …"."""
    return bool(_TODAY.match(normalize(text[:60])))


def _is_part_of_story(element: Element) -> bool:
    if element.tag in ("body", "html"):
        return False
    names = classes(element)
    return element.tag in _STORY_TAGS or _is_story(names) or bool(_CONTENT.search(names))


def _from(branch: Element, own: Element) -> Iterator[Element]:
    """The part with the date and those after it, up to the one with the title."""
    yield branch
    for other in branch.itersiblings():
        if other is own:
            return
        yield other


def _leads_home(link: Element) -> bool:
    return link.get("rel") == "home" or (link.get("href") or "").strip() in (
        "/",
        "./",
        "index.html",
        "index.php",
    )


def _in_chrome(element: Element, common: Element | None) -> bool:
    """Whether an element is in a bar of the site that does not contain the story's title."""
    for parent in (element, *element.iterancestors()):
        if parent is common:
            return False
        if not isinstance(parent.tag, str) or parent.tag in ("body", "html"):
            return False
        names = classes(parent)
        if _is_story(names) or parent.tag in _STORY_TAGS:
            return False
        if parent.tag in _BARS or _is_chrome(names):
            return True
    return False


@lru_cache(maxsize=20_000)
def _is_chrome(names: str) -> bool:
    return bool(_CHROME.search(names))


@lru_cache(maxsize=20_000)
def _is_story(names: str) -> bool:
    return bool(_STORY.search(names))
