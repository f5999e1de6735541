"""An HTML page: one story, or a listing of stories."""

from dataclasses import replace
from datetime import tzinfo

from indexer.article import RawDocument
from indexer.extraction.blocks import Block, BlockReader
from indexer.extraction.cleaning import clean_blocks
from indexer.extraction.errors import ExtractionError, NoArticleError
from indexer.extraction.fallback import generic_blocks
from indexer.extraction.head import Head, read_head
from indexer.extraction.identity import with_part
from indexer.extraction.listing import find_posts, links_of, read_posts
from indexer.extraction.no_article import asks_for_password, why_no_article, why_other_page
from indexer.extraction.post import page_article
from indexer.extraction.result import Extraction
from indexer.extraction.story import find_story, story_blocks
from indexer.extraction.threads import thread_blocks
from indexer.extraction.titles import find_title
from indexer.extraction.tree import MAX_ELEMENTS, Elements, classes, parse
from indexer.extraction.typesetting import typeset
from indexer.extraction.untitled import beginning, is_no_title

_MEND = "Save the page of one story, or a category page."
_THIN = 250
_UNSURE = 0.3
_LIKELY = 0.45
_SURE = 0.6
_SHARE = 0.5
_SMALL_SHARE = 0.3


def read_html(
    text: str, data: bytes, raw: RawDocument, timezone: tzinfo, *, captions: bool = False
) -> Extraction:
    """The stories of a page, given as text and as UTF-8.

    Raises ExtractionError if it has neither a story nor a list of stories.
    """
    root = parse(data)
    if root is None:
        raise ExtractionError(raw.origin, "the page has no readable markup", "Save it again.")
    typeset(root)
    page = Elements(root)
    # No element is written with fewer than three characters.
    if len(text) > 3 * MAX_ELEMENTS and len(page) > MAX_ELEMENTS:
        raise ExtractionError(raw.origin, f"the page has more than {MAX_ELEMENTS} elements", "Split it.")
    head = read_head(page, raw.url, text)
    if reason := why_other_page(page, text):
        raise NoArticleError(raw.origin, reason, "Save the article itself.")
    posts = find_posts(page, head)
    if posts is not None:
        articles = read_posts(posts, head, timezone, raw.origin, captions=captions)
        return Extraction("listing", tuple(articles), links_of(posts))
    if asks_for_password(page):
        raise NoArticleError(
            raw.origin, "it is protected by a password", "Save the article itself.", hidden=True
        )
    return _single(page, text, head, raw, timezone, captions)


def _single(
    page: Elements, source: str, head: Head, raw: RawDocument, timezone: tzinfo, captions: bool
) -> Extraction:
    title = find_title(page, head)
    if not title:
        raise NoArticleError(raw.origin, "no article was found: the page has no title", _MEND)
    blocks, around = _blocks(page, source, title)
    article = page_article(
        page, head, blocks, around, title, raw.origin, timezone=timezone, captions=captions
    )
    if not article.body:
        raise NoArticleError(raw.origin, "no article was found: the page has no text", _MEND)
    if reason := why_no_article(page, source, title, article.body):
        raise NoArticleError(raw.origin, reason, "Save the article itself.")
    if is_no_title(title, page, head):
        article = replace(article, title=beginning(article.body))
    return Extraction("article", (with_part(article, page),))


def _blocks(page: Elements, source: str, title: str | None) -> tuple[list[Block], BlockReader]:
    """The blocks of the story, and the reader of the whole page."""
    reader, node, confidence = find_story(page)
    thread = thread_blocks(reader)
    if thread:
        return thread, reader
    blocks = story_blocks(reader, node) if node is not None else []
    size = _size(clean_blocks(blocks, title))
    whole = 0 if _is_single_post(page) else reader.nodes[0].prose if reader.nodes else 0
    if node is not None and _is_enough(confidence, size, node.prose, whole):
        return blocks, reader
    # Against an element that was found only a careful second opinion counts.
    other = generic_blocks(source, page, reader.blocks, fast=confidence < _UNSURE)
    found = _size(clean_blocks(other, title))
    # If the structure itself points nowhere the second opinion is the better one, if it has any.
    if confidence < _UNSURE:
        better = found >= _THIN
    elif confidence < _SURE and size >= _THIN:
        better = _differs(blocks, other)
    else:
        better = found > (2 if confidence >= _SURE else 1.5) * size
    return (other if better else blocks), reader


def _is_single_post(page: Elements) -> bool:
    """Whether WordPress says that the page is that of one post: then what it marks is the text."""
    body = page.first("body")
    return body is not None and " single " in classes(body)


def _is_enough(confidence: float, size: int, prose: int, whole: int) -> bool:
    """Whether the element that was found needs no second opinion.

    One that is marked as the text and still holds a small part of the page's prose may be one of many: the
    first post of a thread, or a box of a page that a builder made.
    """
    if confidence >= _SURE:
        return size >= 1 and prose >= (_SMALL_SHARE if size >= 4 * _THIN else _SHARE) * whole
    return confidence >= _LIKELY and size >= _THIN


def _differs(own: list[Block], other: list[Block]) -> bool:
    """Whether an unsure reading and the second opinion have next to nothing in common."""
    text = "\n".join(block.text for block in other)
    shared = _size([block for block in own if block.text in text])
    return len(text) >= 4 * _THIN and 10 * shared < min(len(text), _size(own))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
