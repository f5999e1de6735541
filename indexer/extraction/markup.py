"""What the markup of a post says: links with ``rel``, ``time`` elements, author and date classes.

Works on a whole page or on one post of a listing.
"""

import re
from datetime import datetime, tzinfo
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from indexer.article import CategoryPath
from indexer.extraction.dates import parse_date
from indexer.extraction.tree import ancestors, classes, text_of

_DATE_CLASS = re.compile(
    r"\s(?:\S*-)?(?:posted-on|entry-date|post-date|published|publish-date|date-published|article-date|dateline|pubdate|"
    r"post-time|entry-time|meta-date|article-timestamp|timestamp|date|time|byline-date)(?:-\S+)?\s"
)
_AUTHOR_CLASS = re.compile(
    r"\s(?:\S*-)?(?:author|authors|byline|by-line|vcard|author-name|post-author|entry-author|article-author)(?:-(?:name|link|names|meta))?\s"
)
_OTHER_POSTS = re.compile(
    r"\s(?:\S*-)?(?:related|sidebar|widget|comment|comments|recent|popular|footer|menu|trending|recommend\S*|next|prev)(?:-\S+|s)?\s"
)
_CATEGORY_URL = re.compile(
    r"/(?:category|categories|topics?|section|cat|c|kategoria|kategori|دسته|موضوع)/(.+?)/?$"
)


def aside(element: HtmlElement) -> bool:
    """Whether an element belongs to another story or to the page's furniture."""
    if element.tag in ("nav", "footer", "aside"):
        return True
    return any(
        parent.tag in ("nav", "footer", "aside") or _OTHER_POSTS.search(classes(parent))
        for parent in ancestors(element, 8)
        if parent.tag not in ("body", "html")
    )


def published(scope: HtmlElement, timezone: tzinfo, language: str) -> datetime | None:
    """The date that a post shows: ``time`` elements first, then elements that are named after dates."""
    times = [
        time for time in scope.iter("time") if "updated" not in classes(time) or "published" in classes(time)
    ]
    for time in times[:12]:
        if not aside(time):
            stated = time.get("datetime") or text_of(time, 100)
            found = parse_date(stated, timezone=timezone, language=language)
            if found:
                return found
    for element in _named(scope, _DATE_CLASS, 12):
        text = element.get("content") or element.get("datetime") or text_of(element, 120)
        found = parse_date(text, timezone=timezone, language=language)
        if found:
            return found
    return None


def authors(scope: HtmlElement) -> list[str]:
    """Texts of author links and bylines, most telling first."""
    found = [
        text_of(link, 200)
        for link in scope.iter("a")
        if "author" in (link.get("rel") or "").lower().split() and not aside(link)
    ]
    if not found:
        found = [
            element.get("content") or text_of(element, 200)
            for element in scope.iter("a", "span", "div", "p", "address")
            if "author" in (element.get("itemprop") or "").split() and not aside(element)
        ]
    if not found:
        found = [text_of(element, 200) for element in _named(scope, _AUTHOR_CLASS, 6)]
    return [text for text in found if text]


def _named(scope: HtmlElement, pattern: re.Pattern[str], limit: int) -> list[HtmlElement]:
    found = []
    for element in scope.iter(
        "span", "div", "p", "a", "li", "address", "time", "small", "em", "strong", "h4", "h5", "h6", "meta"
    ):
        if (
            (element.get("class") or element.get("itemprop"))
            and pattern.search(classes(element))
            and not aside(element)
        ):
            found.append(element)
            if len(found) == limit:
                break
    return found


def categories(scope: HtmlElement) -> list[CategoryPath]:
    """Category paths of a post from its ``rel="category tag"`` links."""
    links = [
        link
        for link in scope.iter("a")
        if "category" in (link.get("rel") or "").lower().split() and not aside(link)
    ]
    names = {slugs[-1]: text_of(link) for link in links if (slugs := category_slugs(link.get("href")))}
    paths: list[CategoryPath] = []
    for link in links:
        name = text_of(link)
        slugs = category_slugs(link.get("href"))
        parents = [names.get(slug) or _readable(slug) for slug in slugs[:-1]]
        if name:
            paths.append((*parents, name))
    return list(dict.fromkeys(paths))


def category_slugs(href: str | None) -> list[str]:
    """The slugs of a category's address, from the root down: ``/category/a/b/`` gives a and b."""
    try:
        match = _CATEGORY_URL.search(unquote(urlsplit(href or "").path))
    except ValueError:
        return []
    return [slug for slug in match.group(1).split("/") if slug and slug != "page"] if match else []


def tags(scope: HtmlElement) -> list[str]:
    """Tags of a post from its ``rel="tag"`` links."""
    found = []
    for link in scope.iter("a"):
        rel = (link.get("rel") or "").lower().split()
        if (
            "tag" in rel
            and "category" not in rel
            and not category_slugs(link.get("href"))
            and not aside(link)
        ):
            found.append(text_of(link).lstrip("#").strip())
    return list(dict.fromkeys(tag for tag in found if tag))


def _readable(slug: str) -> str:
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
