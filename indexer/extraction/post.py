"""The facts of one post, merged from its page's metadata, its markup and its text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from itertools import chain

from lxml.etree import _Element as Element

from indexer.article import Article, CategoryPath
from indexer.categories import separate_tags
from indexer.extraction.after_matter import merged, take_byline
from indexer.extraction.blocks import Block, BlockReader
from indexer.extraction.breadcrumbs import breadcrumb_path
from indexer.extraction.bylines import Byline, parse_byline, starts_like_byline
from indexer.extraction.calendars import normalize
from indexer.extraction.cleaning import clean_blocks, join_blocks, leading_byline
from indexer.extraction.dates import parse_date
from indexer.extraction.head import Head
from indexer.extraction.identity import identity_of, number_of
from indexer.extraction.jsonld import text_value
from indexer.extraction.leads import with_lead
from indexer.extraction.markup import PostMarkup
from indexer.extraction.masthead import Place
from indexer.extraction.near_title import NearTitle
from indexer.extraction.page_media import declared_kind, is_marked, page_media, stated_images
from indexer.extraction.people import find_authors, is_person, names_in, shown_source
from indexer.extraction.tree import Elements, classes
from indexer.media import completed, media_in
from indexer.sites import guessed

_MINUTE = timedelta(minutes=1)
_MAX_OFFSET = timedelta(hours=14)
# Means "no zone was written", to distinguish such times from those in UTC.
_NO_ZONE = fixed_zone(timedelta(seconds=1))
_POST_ID = re.compile(r"\s(?:post|postid|page-id)-(\d+)\s")


@dataclass(frozen=True, slots=True)
class Text:
    """A story's paragraphs and the byline that was among them."""

    body: str
    byline: Byline | None


def read_text(
    blocks: list[Block], title: str | None, *, stated: tuple[str, ...] = (), captions: bool = False
) -> Text:
    """The text of a story without its byline, which some authors write above or below the text.

    Args:
        stated: the authors in the page's metadata.
        captions: keep the captions of pictures.
    """
    leading = leading_byline(blocks)
    paragraphs = join_blocks(clean_blocks(blocks, title, captions=captions, authors=stated))
    rest, byline = take_byline(paragraphs)
    if byline is not None and _is_doubtful(byline, paragraphs[len(rest)][0], stated):
        rest, byline = paragraphs, None
    if leading and (byline is None or not byline.authors):
        byline = merged(parse_byline(leading), byline)
    return Text("\n\n".join("\n".join(lines) for lines in rest), byline)


def _is_doubtful(byline: Byline, line: str, stated: tuple[str, ...]) -> bool:
    """Whether a last line that looks like bare names is more likely a remark, because the page names another
    person.
    """
    bare = byline.source is None and byline.translator is None and not starts_like_byline(line)
    if not bare:
        return False
    known = {normalize(name) for name in stated}
    if any(normalize(name) in known for name in byline.authors):
        return False
    return any(map(is_person, stated)) or not all(map(is_person, byline.authors))


def page_article(
    elements: Elements,
    head: Head,
    blocks: list[Block],
    around: BlockReader,
    title: str,
    origin: str,
    *,
    timezone: tzinfo,
    captions: bool,
) -> Article:
    """The story of a page with one story. Its body is empty if the blocks have no text.

    ``blocks`` are those of the story. ``around`` has read the whole page except its furniture.
    """
    markup = PostMarkup(elements)
    near = NearTitle(elements, around, title)
    authors = find_authors(head, lambda: _shown_authors(markup, near), lambda: markup.bylines)
    text = read_text(with_lead(near.heading, blocks, head), title, stated=authors, captions=captions)
    byline = text.byline or Byline()
    article = Article(
        title=title,
        body=text.body,
        language=head.language,
        url=head.url,
        authors=byline.authors or authors,
        categories=tuple(_categories(elements, markup, head)),
        tags=tuple(_tags(markup, head)),
        date=_published(markup, near, head, timezone),
        modified=head.modified(timezone) or markup.modified(timezone, head.language),
        source=_outside(byline.source, head) or shown_source(markup.bylines or near.leads(), authors),
        external_id=named[1] if (named := number_of(elements)) else None,
        translations=head.translations,
        file=origin,
        identity=identity_of(elements, head),
    )
    if not article.body and not is_marked(elements, head):
        return article
    media = page_media(head, blocks, around, near.heading)
    return completed(article, media, stated_images(head), declared_kind(elements, head))


def listed_article(
    scope: Element, head: Head, text: Text, title: str, url: str | None, timezone: tzinfo, origin: str
) -> Article:
    """A story that a listing contains in full. ``scope`` is its element."""
    markup = PostMarkup(Elements(scope))
    byline = text.byline or Byline()
    match = _POST_ID.search(classes(scope))
    article = Article(
        title=title,
        body=text.body,
        language=head.language,
        url=url,
        authors=byline.authors or names_in(markup.authors(), head),
        categories=tuple(_most_specific_first(markup.categories())),
        tags=tuple(markup.tags()),
        date=markup.published(timezone, head.language),
        source=byline.source,
        external_id=match.group(1) if match else None,
        file=origin,
        identity=guessed(url or head.url, "post", match.group(1)) if match else None,
        partial=True,
    )
    return completed(article, media_in(scope, url or head.url))


def _outside(source: str | None, head: Head) -> str | None:
    """A publisher in a byline, unless it is the site itself."""
    return None if source and normalize(source) in map(normalize, head.site_names) else source


def _shown_authors(markup: PostMarkup, near: NearTitle) -> list[str]:
    return (
        markup.linked_authors()
        or near.leads()
        or markup.authors()
        or near.bylines()
        or markup.linked_author()
    )


def _published(markup: PostMarkup, near: NearTitle, head: Head, timezone: tzinfo) -> datetime | None:
    stated = head.published(timezone)
    if stated is None:
        language, masthead = head.language, near.masthead
        return (
            markup.published(timezone, language, Place.STORY, masthead)
            or near.date_after(timezone, language)
            or markup.published(timezone, language, Place.BEFORE, masthead)
            or near.date_before(timezone, language)
            or head.url_date(timezone)
            or markup.modified(timezone, head.language)
        )
    if stated.utcoffset() or timezone is not UTC:
        return stated
    shown = (texts() for texts in (markup.time_texts, head.local_times, markup.date_texts))
    return _at_site_offset(stated, chain.from_iterable(shown))


def _at_site_offset(moment: datetime, texts: Iterable[str]) -> datetime:
    """``moment`` in the offset in which the page itself shows the same time.

    Systems write dates in UTC and show them in the site's zone, so a story from late evening would be on the
    next day. A shown time that differs by whole quarters of an hour is the same time.
    """
    for text in texts:
        shown = parse_date(text, timezone=_NO_ZONE)
        if shown is None or (shown.hour, shown.minute) == (0, 0):
            continue
        offset = shown.utcoffset() if shown.tzinfo is not _NO_ZONE else None
        if offset is None:
            offset = shown.replace(tzinfo=UTC) - moment.replace(second=shown.second)
            if not offset:
                break
        elif abs(shown - moment) >= _MINUTE:
            continue
        if offset and abs(offset) <= _MAX_OFFSET and offset.total_seconds() % 900 == 0:
            return moment.astimezone(fixed_zone(offset))
    return moment


def _categories(page: Elements, markup: PostMarkup, head: Head) -> list[CategoryPath]:
    found = markup.categories()
    crumbs = breadcrumb_path(page, head)
    if crumbs and (not found or any(path[-1] == crumbs[-1] for path in found)):
        # The breadcrumb has the parents' names and the category that the site considers the main one.
        found = [crumbs, *(path for path in found if path[-1] not in crumbs)]
    if not found:
        section = text_value(head.article.get("articleSection")) or head.first("article:section")
        found = [(section,)] if section else []
    return _most_specific_first(found)


def _most_specific_first(paths: list[CategoryPath]) -> list[CategoryPath]:
    # A path that is the beginning of another one adds nothing.
    beginnings = {path[:end] for path in paths for end in range(1, len(path))}
    kept = (path for path in paths if path not in beginnings)
    return sorted(dict.fromkeys(kept), key=len, reverse=True)


def _tags(markup: PostMarkup, head: Head) -> list[str]:
    found = markup.tags()
    if not found:
        stated = (
            head.article.get("keywords")
            or head.meta.get("article:tag")
            or head.meta.get("news_keywords")
            or []
        )
        values = stated if isinstance(stated, list) else [stated]
        found = [text for value in values if (text := text_value(value))]
    return list(dict.fromkeys(name for text in found for name in separate_tags(text)))
