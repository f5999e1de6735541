"""A page of HTML: one story, or a listing of stories."""

from datetime import tzinfo

from lxml.html import HtmlElement

from indexer.article import RawDocument
from indexer.extraction.blocks import Block
from indexer.extraction.cleaning import clean_blocks
from indexer.extraction.errors import ExtractionError
from indexer.extraction.fallback import generic_blocks
from indexer.extraction.head import Head, read_head
from indexer.extraction.listing import find_posts, links_of, read_posts
from indexer.extraction.post import page_article, read_text
from indexer.extraction.result import Extraction
from indexer.extraction.story import find_story, story_blocks
from indexer.extraction.titles import find_title
from indexer.extraction.tree import MAX_ELEMENTS, parse

_THIN = 250
_UNSURE = 0.3


def read_html(text: str, raw: RawDocument, timezone: tzinfo, *, captions: bool = True) -> Extraction:
    """The stories of a page; raises ExtractionError where there is none and no list of any."""
    root = parse(text)
    if root is None:
        raise ExtractionError(raw.origin, "the page holds no markup that can be read", "Save it again.")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ExtractionError(raw.origin, f"the page holds over {MAX_ELEMENTS} elements", "Split it.")
    head = read_head(root, raw.url)
    posts = find_posts(root, head)
    if posts:
        articles = read_posts(posts, head, timezone, raw.origin, captions=captions)
        return Extraction("listing", tuple(articles), links_of(posts))
    return _single(root, head, raw, timezone, captions)


def _single(root: HtmlElement, head: Head, raw: RawDocument, timezone: tzinfo, captions: bool) -> Extraction:
    title = find_title(root, head)
    blocks = _blocks(root, title)
    body = read_text(blocks, title, captions=captions)
    if not title or not body.body:
        missing = "text" if title else "title"
        raise ExtractionError(
            raw.origin,
            f"no article was found on the page: it has no {missing}",
            "Save the page of one story, or a category page.",
        )
    return Extraction("article", (page_article(root, head, body, title, timezone, raw.origin),))


def _blocks(root: HtmlElement, title: str | None) -> list[Block]:
    reader, node, confidence = find_story(root)
    blocks = story_blocks(reader, node) if node is not None else []
    size = _size(clean_blocks(blocks, title))
    if size >= _THIN and confidence >= _UNSURE:
        return blocks
    other = generic_blocks(root)
    found = _size(other)
    # Where the structure itself points nowhere the second opinion is the better one, if it has any.
    better = found >= _THIN if confidence < _UNSURE else found > 1.5 * size
    return other if better else blocks


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
