"""Category, archive and home pages: the stories that they contain in full, and links to the others."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from indexer.article import Article
from indexer.extraction.blocks import BlockReader
from indexer.extraction.boilerplate import is_content_class
from indexer.extraction.head import Head
from indexer.extraction.post import listed_article, read_text
from indexer.extraction.teasers import find_teasers, is_paged
from indexer.extraction.tree import Elements, ancestors, classes, text_of
from indexer.extraction.vocabulary import alternatives

_LISTING_BODY = re.compile(
    r"\s(?:archive|category|tag|blog|home|author|date|search|search-results|tax-\S+|paged)\s"
)
_ARCHIVE_BODY = re.compile(r"\s(?:archive|category|tax-\S+|search-results)\s")
_SINGLE_BODY = re.compile(r"\s(?:single|single-\S+|page-template-\S+|postid-\d+|page-id-\d+|attachment)\s")
_POST = re.compile(r"\s(?:hentry|post|type-post|wp-block-post|post-\d+|blog-post|item-post)\s")
_TITLE = re.compile(
    r"\s(?:\S*-)?(?:entry|post|article|item|grid)-?(?:\S*-)?(?:title|heading|headline)(?:-\S+)?\s|"
    r"\swp-block-post-title\s"
)
_EXCERPT = re.compile(r"\s(?:\S*-)?(?:entry-summary|excerpt|post-excerpt|summary|teaser)(?:-\S+)?\s")
_MORE = re.compile(
    r"(?:read (?:more|the rest|on)|continue reading|more\s*[»→…]|full (?:story|article)"
    rf"{alternatives('labels', 'more')})",
    re.I,
)
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&hellip;\])\s*\W?\s*$")
_PROTECTED = re.compile(r"\spost-password-required\s")
_MAX_POSTS = 200
_MIN_BODY = 80
_MAX_OUTSIDE = 800


@dataclass(frozen=True, slots=True)
class _Post:
    element: Element
    title: str
    url: str | None


def find_posts(page: Elements, head: Head) -> list[_Post] | None:
    """The posts of a listing, possibly none; None if the page is that of a single story."""
    root = page.root
    body = page.first("body")
    names = classes(body) if body is not None else ""
    if _SINGLE_BODY.search(names):
        return None
    story = bool(head.article) or head.first("og:type") == "article"
    declared = bool(_LISTING_BODY.search(names)) or (not story and bool(head.data.of_type("CollectionPage")))
    if story and not declared:
        return None
    posts = _posts(root, head)
    if declared:
        if story:
            return posts or None
        posts = posts or [_Post(*teaser) for teaser in find_teasers(root, head.url)]
        return posts if posts or _ARCHIVE_BODY.search(names) else None
    if len({post.title for post in posts}) < 2:
        posts = (
            [_Post(*teaser) for teaser in find_teasers(root, head.url)]
            if is_paged(page.of("link") + page.of("a"))
            else []
        )
        return posts if posts and _are_alike(root, posts) and _is_all(root, posts) else None
    return posts if _are_alike(root, posts) else None


def _is_all(root: Element, posts: list[_Post]) -> bool:
    """Whether hardly any paragraph is outside ``posts``."""
    shown = {post.element for post in posts}
    outside = (p for p in root.iter("p") if not any(parent in shown for parent in ancestors(p, 30)))
    return sum(len(text_of(p)) for p in outside) <= _MAX_OUTSIDE


def _are_alike(root: Element, posts: list[_Post]) -> bool:
    """Whether no post is much longer than the others, as a story is next to teasers."""
    sizes = sorted(len(text_of(post.element, 50_000)) for post in posts)
    usual = max(sizes[(len(sizes) - 1) // 2], 200)
    shown = {post.element for post in posts}
    others = (element for element in _outermost(root) if element not in shown)
    return max([sizes[-1], *(len(text_of(other, 50_000)) for other in others)]) <= 5 * usual


def read_posts(
    posts: list[_Post], head: Head, timezone: tzinfo, origin: str, *, captions: bool
) -> list[Article]:
    """The stories that are complete among ``posts``."""
    found = (_read(post, head, timezone, origin, captions) for post in posts)
    return [article for article in found if article is not None]


def links_of(posts: list[_Post]) -> tuple[str, ...]:
    """Addresses of the stories in a listing, in order."""
    return tuple(dict.fromkeys(post.url for post in posts if post.url))


def _posts(root: Element, head: Head) -> list[_Post]:
    found: list[_Post] = []
    for element in _outermost(root):
        post = _titled(element, head)
        if post is not None and not _PROTECTED.search(classes(element)):
            found.append(post)
        if len(found) == _MAX_POSTS:
            break
    return found


def _outermost(root: Element) -> list[Element]:
    """Elements of posts that are not in another one or in the page's furniture."""
    named = ("article", "div", "li", "section")
    elements = [e for e in root.iter(*named) if e.tag == "article" or _POST.search(classes(e))]
    chosen = set(elements)
    return [
        element
        for element in elements
        if not any(parent in chosen for parent in ancestors(element)) and not _in_furniture(element)
    ]


def _in_furniture(element: Element) -> bool:
    return any(parent.tag in ("aside", "nav", "footer", "header") for parent in ancestors(element, 30))


def _titled(element: Element, head: Head) -> _Post | None:
    headings = list(element.iter("h1", "h2", "h3"))
    named = [h for h in headings if _TITLE.search(classes(h))]
    for heading in (named or headings)[:1]:
        text = text_of(heading)
        inner = next(heading.iter("a"), None)
        link = (
            inner if inner is not None else next((up for up in ancestors(heading, 2) if up.tag == "a"), None)
        )
        url = _absolute(link.get("href"), head.url) if link is not None else None
        if text and (url or named):
            return _Post(element, text, url)
    return None


def _absolute(href: str | None, base: str | None) -> str | None:
    try:
        return urljoin(base, href) if base and href else href
    except ValueError:
        return None


def _read(post: _Post, head: Head, timezone: tzinfo, origin: str, captions: bool) -> Article | None:
    content = _content(post.element)
    if content is None or _is_teaser(post.element, content):
        return None
    reader = BlockReader().read(Elements(content))
    text = read_text(reader.blocks, post.title, captions=captions)
    if len(text.body) < _MIN_BODY or _CUT.search(text.body):
        return None
    return listed_article(post.element, head, text, post.title, post.url, timezone, origin)


def _content(element: Element) -> Element | None:
    for inner in element.iter("div", "section"):
        if inner is not element and is_content_class(classes(inner)) and not _EXCERPT.search(classes(inner)):
            return inner
    return None


def _is_teaser(element: Element, content: Element) -> bool:
    if any(_EXCERPT.search(classes(inner)) for inner in element.iter("div", "p", "section")):
        return True
    for link in content.iter("a"):
        names = classes(link)
        if "more-link" in names or "read-more" in names or "readmore" in names or "moretag" in names:
            return True
        text = text_of(link, 60)
        if len(text) < 40 and _MORE.search(text) and link.getnext() is None:
            return True
    return False
