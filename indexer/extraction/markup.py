"""Facts from the markup of a post: links with ``rel``, ``time`` elements, author and date classes."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import islice

from lxml.etree import _Element as Element

from indexer.article import CategoryPath
from indexer.extraction.category_links import category_slugs, is_category, readable
from indexer.extraction.dates import parse_date
from indexer.extraction.masthead import Masthead, Place
from indexer.extraction.outside_story import is_outside_story
from indexer.extraction.tree import Elements, ancestors, classes, text_of
from indexer.extraction.vocabulary import alternatives

_DATE_CLASS = re.compile(
    r"\s(?:\S*-)?(?:posted-on|entry-date|post-date|published|publish-date|post-?meta(?:data)?|date-published|datepublished|"
    r"article-date|dateline|pubdate|post-time|entry-time|meta-date|article-timestamp|timestamp|date|time|"
    r"byline-date|date-posted|byline-publish|publication-date|posted-date)"
    r"(?:-\S+)?\s"
)
_AUTHOR_CLASS = re.compile(
    r"\s(?:\S*-)?(?:author|authors|byline|by-line|vcard|author-name|post-author|entry-author|article-author)"
    r"(?:-(?:name|link|names|meta))?\s"
)
_BYLINE_CLASS = re.compile(r"\s(?:\S*-)?by-?lines?(?:-{1,2}(?:names?|text|wrapper))?\s")
# Generated class names: "articleheader--authname--2gjjr", "authorlink-sc-10pl2l7".
_LIKELY_AUTHOR = re.compile(r"\s(?:\S*-)?auth(?:or)?-?(?:name|link)s?(?:-\S+)?\s")
_NAMED_TAGS = frozenset(
    ("span", "div", "p", "a", "li", "address", "small", "em", "strong", "meta", "abbr", "dd")
)
_MAX_LINKS = 20
_MAX_BYLINE = 200
_MAX_TIMES = 200
_MAX_NAME = 60
_UPDATED = re.compile(r"\s(?:updated?|modified|update-date|last-updated)\s")
_NOT_UPDATED = re.compile(r"\s(?:\S*-)?(?:published|entry-date)\s")
_AUTHOR_URL = re.compile(
    rf"/(?:author|authors|writer|writers|contributors?|journalist{alternatives('addresses', 'author')})/[^/]"
)


class PostMarkup:
    """Facts from one post's markup. ``scope`` is a whole page or one post of a listing."""

    def __init__(self, scope: Elements) -> None:
        self._scope = scope

    def published(
        self, timezone: tzinfo, language: str, place: Place = Place.STORY, masthead: Masthead | None = None
    ) -> datetime | None:
        """The date that the post shows: ``time`` elements first, then elements named after dates.

        With a ``masthead`` only dates at ``place`` count.
        """
        for element, stated in self._date_texts():
            found = parse_date(stated, timezone=timezone, language=language)
            if found is None or (found.year, found.month, found.day) == (1970, 1, 1):  # means "no date"
                continue
            if masthead is None or masthead.place(element, text_of(element, 120)) == place:
                return found
        return None

    def modified(self, timezone: tzinfo, language: str) -> datetime | None:
        """The date of the first ``time`` element that is named after an update."""
        for time in self._scope.of("time"):
            if _is_update(time) and not is_outside_story(time):
                stated = time.get("datetime") or text_of(time, 100)
                return parse_date(stated, timezone=timezone, language=language)
        return None

    def time_texts(self) -> list[str]:
        """The first ``time`` elements of the post, as attribute and as text."""
        times = [time for time in self._scope.of("time") if not _is_update(time)][:4]
        return [text for time in times for text in (time.get("datetime"), text_of(time, 100)) if text]

    def date_texts(self) -> list[str]:
        """The texts of the first elements that are named after dates."""
        return [_stated(element) for element in self._of_class(_DATE_CLASS, 8)]

    @cached_property
    def bylines(self) -> list[str]:
        """Texts around the first link to an author, innermost first; else of elements with such names."""
        linked = self._author_links or (
            link for link in self._links if _AUTHOR_URL.search(link.get("href") or "")
        )
        own = next((link for link in islice(linked, _MAX_LINKS) if not is_outside_story(link)), None)
        around = ancestors(own, 3) if own is not None else self._of_class(_BYLINE_CLASS, 3)
        return [
            text for text in (text_of(element, 400, " ") for element in around) if len(text) <= _MAX_BYLINE
        ]

    def linked_authors(self) -> list[str]:
        """Texts of links that are marked as leading to an author."""
        return _texts(_once(link for link in self._author_links if not is_outside_story(link)))

    def authors(self) -> list[str]:
        """Texts of author links and bylines, most reliable first."""
        own = self.linked_authors()
        if own:
            return own
        items = _texts(
            element
            for _, element in self._scope.telling
            if element.get("itemprop") in ("author", "creator") and not is_outside_story(element)
        )
        shown = items or _texts(self._of_class(_AUTHOR_CLASS, 6))
        if shown:
            return shown
        # If a theme puts all this into a box named like furniture, the first link is the story's.
        return _texts(self._author_links[:1]) or _texts(self._of_class(_LIKELY_AUTHOR, 1))

    def linked_author(self) -> list[str]:
        """The text of the first link to an author's page, recognised by its address."""
        addressed = (link for link in self._links if _AUTHOR_URL.search(link.get("href") or ""))
        return _texts(link for link in addressed if not is_outside_story(link))[:1]

    def categories(self) -> list[CategoryPath]:
        """Category paths from ``rel="category tag"`` links.

        Parents are read from their addresses, by the names that any link of the page gives them.
        """
        links = [link for link in self._related if is_category(link)]
        names = self._category_names()
        paths: list[CategoryPath] = []
        for link in links:
            name = text_of(link)
            slugs = category_slugs(link.get("href"))
            parents = [parent for slug in slugs[:-1] if (parent := names.get(slug) or readable(slug))]
            if name:
                paths.append((*parents, name))
        return list(dict.fromkeys(paths))

    def _category_names(self) -> dict[str, str]:
        """The names of categories by their slugs, also from menus. The first link to each names it."""
        found: dict[str, str] = {}
        for link in self._links:
            slugs = category_slugs(link.get("href"))
            if slugs and (name := text_of(link, _MAX_NAME + 1)) and len(name) <= _MAX_NAME:
                found.setdefault(slugs[-1], name)
        return found

    def tags(self) -> list[str]:
        """Tags from ``rel="tag"`` links."""
        others = (link for link in self._related if not is_category(link))
        links = (link for link in others if not category_slugs(link.get("href")))
        names = (text_of(link).lstrip("#").strip() for link in links)
        return list(dict.fromkeys(name for name in names if name))

    @cached_property
    def _links(self) -> list[Element]:
        return self._scope.of("a")

    @cached_property
    def _rels(self) -> list[tuple[list[str], Element]]:
        return [(rel.lower().split(), link) for link in self._links if (rel := link.get("rel"))]

    @cached_property
    def _author_links(self) -> list[Element]:
        return [link for rels, link in self._rels if "author" in rels]

    @cached_property
    def _related(self) -> list[Element]:
        return [
            link
            for rels, link in self._rels
            if ("tag" in rels or "category" in rels) and not is_outside_story(link)
        ]

    def _of_class(self, pattern: re.Pattern[str], limit: int) -> list[Element]:
        found = []
        for _, element in self._scope.telling:
            if element.tag not in _NAMED_TAGS:
                continue
            names = f"{classes(element)}{(element.get('itemprop') or '').lower()} "
            if pattern.search(names) and not is_outside_story(element):
                found.append(element)
                if len(found) == limit:
                    break
        return found

    def _date_texts(self) -> Iterable[tuple[Element, str]]:
        for time in self._scope.of("time")[:_MAX_TIMES]:
            if not _is_update(time) and not is_outside_story(time):
                yield time, time.get("datetime") or ""
                yield time, text_of(time, 100)
        for element in self._of_class(_DATE_CLASS, 12):
            yield element, _stated(element)


def _stated(element: Element) -> str:
    title = element.get("title") if element.tag == "abbr" else None
    return element.get("content") or element.get("datetime") or title or text_of(element, 120, " ")


def _is_update(time: Element) -> bool:
    names = classes(time)
    return bool(_UPDATED.search(names)) and not _NOT_UPDATED.search(names)


def _once(links: Iterable[Element]) -> list[Element]:
    """The first link to each address: a box about the author has the same link with another text."""
    first: dict[str, Element] = {}
    for link in links:
        name = text_of(link, 200)
        if name:
            first.setdefault(link.get("href") or name, link)
    return list(first.values())


def _texts(elements: Iterable[Element]) -> list[str]:
    found = (element.get("content") or text_of(element, 200, " ") for element in list(elements)[:8])
    return [text for text in found if text]
