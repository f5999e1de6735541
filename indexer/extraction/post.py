"""One post's facts, merged from its page's statements, its markup and its text."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from lxml.html import HtmlElement

from indexer.article import Article, CategoryPath
from indexer.extraction import markup
from indexer.extraction.after_matter import take_byline
from indexer.extraction.blocks import Block
from indexer.extraction.breadcrumbs import breadcrumb_path
from indexer.extraction.bylines import Byline, parse_byline, split_names
from indexer.extraction.cleaning import clean_blocks, join_blocks, leading_byline
from indexer.extraction.head import Head
from indexer.extraction.jsonld import text_value
from indexer.extraction.tree import classes

_ACCOUNTS = re.compile(
    r"^(?:admin\w*|administrator|editor|webmaster|root|user\d*|author|staff|guest|مدیر.*|ادمین|المدير|المحرر|redaksia|unknown|none)$",
    re.I,
)
_NOT_A_NAME = re.compile(r"https?:|www\.|@|^\W*$|\d{3,}|[<>{}]")
_POST_ID = re.compile(r"\s(?:post|postid|page-id)-(\d+)\s")


@dataclass(frozen=True, slots=True)
class Text:
    """A story's paragraphs and the byline that stood in them."""

    body: str
    byline: Byline | None


def read_text(blocks: list[Block], title: str | None, *, captions: bool = True) -> Text:
    """The text of a story without its byline, which some authors write under or over their text."""
    leading = leading_byline(blocks)
    paragraphs = join_blocks(clean_blocks(blocks, title, captions=captions))
    paragraphs, byline = take_byline(paragraphs)
    if byline is None and leading:
        byline = parse_byline(leading)
    return Text("\n\n".join("\n".join(lines) for lines in paragraphs), byline)


def page_article(
    root: HtmlElement, head: Head, text: Text, title: str, timezone: tzinfo, origin: str
) -> Article:
    """The story of a page of its own."""
    byline = text.byline or Byline()
    return Article(
        title=title,
        body=text.body,
        language=head.language,
        url=head.url,
        authors=byline.authors or _authors([*head.author_names()], markup.authors(root), head),
        categories=tuple(_categories(root, head)),
        tags=tuple(_tags(root, head)),
        date=_published(root, head, timezone),
        modified=head.modified(timezone),
        source=byline.source,
        external_id=_post_id(root),
        translations=head.translations,
        file=origin,
    )


def listed_article(
    scope: HtmlElement, head: Head, text: Text, title: str, url: str | None, timezone: tzinfo, origin: str
) -> Article:
    """A story that a listing carries in full; ``scope`` is its element."""
    byline = text.byline or Byline()
    match = _POST_ID.search(classes(scope))
    return Article(
        title=title,
        body=text.body,
        language=head.language,
        url=url,
        authors=byline.authors or _authors([], markup.authors(scope), head),
        categories=tuple(_most_specific_first(markup.categories(scope))),
        tags=tuple(markup.tags(scope)),
        date=markup.published(scope, timezone, head.language),
        source=byline.source,
        external_id=match.group(1) if match else None,
        file=origin,
    )


def _published(root: HtmlElement, head: Head, timezone: tzinfo) -> datetime | None:
    return (
        head.published(timezone) or markup.published(root, timezone, head.language) or head.url_date(timezone)
    )


def _authors(stated: list[str], shown: list[str], head: Head) -> tuple[str, ...]:
    """The first statement that gives names of people."""
    for texts in (stated, shown):
        names = [name for text in texts for name in _names(text, head)]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _names(text: str, head: Head) -> list[str]:
    byline = parse_byline(text) if len(text) < 200 else None
    names = byline.authors if byline and byline.authors else split_names(text) or ()
    sites = {name.casefold() for name in head.site_names}
    return [
        name
        for name in names
        if not _ACCOUNTS.match(name) and not _NOT_A_NAME.search(name) and name.casefold() not in sites
    ]


def _categories(root: HtmlElement, head: Head) -> list[CategoryPath]:
    found = markup.categories(root)
    crumbs = breadcrumb_path(root, head)
    if crumbs and (not found or any(path[-1] == crumbs[-1] for path in found)):
        # The breadcrumb knows the parents' names and which category the site holds for the main one.
        found = [crumbs, *(path for path in found if path[-1] not in crumbs)]
    if not found:
        section = text_value(head.article.get("articleSection")) or head.first("article:section")
        found = [(section,)] if section else []
    return _most_specific_first(found)


def _most_specific_first(paths: list[CategoryPath]) -> list[CategoryPath]:
    # A path that another one goes on from says nothing of its own.
    kept = [
        path for path in paths if not any(path != other and other[: len(path)] == path for other in paths)
    ]
    return sorted(dict.fromkeys(kept), key=len, reverse=True)


def _tags(root: HtmlElement, head: Head) -> list[str]:
    found = markup.tags(root)
    if found:
        return found
    stated = head.article.get("keywords") or head.meta.get("article:tag") or []
    values = stated.split(",") if isinstance(stated, str) else stated if isinstance(stated, list) else []
    return list(dict.fromkeys(text for value in values if (text := text_value(value))))


def _post_id(root: HtmlElement) -> str | None:
    for element in root.iter("body", "article"):
        match = _POST_ID.search(classes(element))
        if match:
            return match.group(1)
    return None
