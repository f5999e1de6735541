"""The lead image, the captions and the kind of a page's story."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from engines.port.model import Form
from indexer.extraction.blocks import Block, BlockReader
from indexer.extraction.boilerplate import is_comments_class, is_dead_class, without_builders
from indexer.extraction.head import Head
from indexer.extraction.jsonld import Node, text_value
from indexer.extraction.tree import Elements, ancestors, classes
from indexer.media import NO_MEDIA, Media, media_in
from indexer.pictures import Said, distinct, images_in, is_caption

_MAX_STATED = 10
_MARKED = 2
_UP = 6
_FORMAT = re.compile(r"\s(?:single-)?format-(gallery|image|video|audio)\s")
_NOT_OF_STORY = re.compile(
    r"(?:^|[\s-])(?:authors?|avatar|related|share|sharing|social|sidebar|nav|navigation|navbar|menu|comments?|logo|"
    r"newsletter|promo|adverts?|advertisement|ads?|recommended|footer|latest|trending|byline|popular)(?=[\s-])"
)
_DEAD = ("noscript", "nav", "aside", "footer", "template", "button", "form")
_TYPES = {
    "VideoObject": Form.VIDEO,
    "ImageGallery": Form.GALLERY,
    "MediaGallery": Form.GALLERY,
    "AudioObject": Form.AUDIO,
    "PodcastEpisode": Form.AUDIO,
    "Photograph": Form.PICTURE,
}


def stated_images(head: Head) -> list[Said]:
    """What the page's metadata says about its lead image: Open Graph, Twitter's cards, JSON-LD, links."""
    meta = head.meta
    alt = head.first("og:image:alt", "twitter:image:alt") or ""
    size = (head.first("og:image:width"), head.first("og:image:height"))
    opened = [*meta.get("og:image", ()), *meta.get("og:image:url", ()), *meta.get("og:image:secure_url", ())]
    found = [Said(url, alt, "", *size, head.url) for url in opened[:1]]
    found += [Said(url, base=head.url) for url in opened[1:]]
    for name in ("twitter:image", "twitter:image:src"):
        found += [Said(url, alt, base=head.url) for url in meta.get(name, ())]
    nodes = [head.article, *head.data.of_type("WebPage")]
    for node in nodes:
        value = node.get("image") or node.get("primaryImageOfPage") or node.get("thumbnailUrl")
        found += [_described(each, head) for each in head.data.resolve(value)[:_MAX_STATED]]
    return found + [Said(url, base=head.url) for url in meta.get("image", ())]


def declared_kind(page: Elements, head: Head) -> str:
    """What the page declares its story to be: a format of WordPress or a value of ``Form``; "" for a text."""
    body = page.first("body")
    for element in (*([body] if body is not None else []), *page.of("article")[:1]):
        if match := _FORMAT.search(classes(element)):
            return match[1]
    if (head.first("og:type") or "").lower().startswith("video"):
        return Form.VIDEO
    if head.article:
        return ""
    return next((form for name, form in _TYPES.items() if head.data.of_type(name)), "")


def is_marked(page: Elements, head: Head) -> bool:
    """Whether the page says that it is one article."""
    body = page.first("body")
    single = body is not None and bool(re.search(r"\s(?:single|postid-\d+)\s", classes(body)))
    return (
        single or bool(head.article) or head.first("og:type") == "article" or bool(declared_kind(page, head))
    )


def page_media(head: Head, blocks: list[Block], around: BlockReader, heading: Element | None) -> Media:
    """The media of a story, from its title's heading to the end of its text.

    Args:
        blocks: the blocks of the story.
        around: has read the whole page.
    """
    scope = _scope(blocks, around)
    if scope is None:
        return NO_MEDIA
    before = [] if heading is None else list(_between(heading, scope))
    top = [element for element in before if element.tag == "img"]
    inside = [element for element in scope.iter("img") if _is_of_story(element, scope)]
    named = [element for element in before if is_caption(element)]
    named += [element for element in scope.iter("*") if is_caption(element) and _is_of_story(element, scope)]
    images = tuple(images_in((*top, *inside), head.url))
    captions = distinct("".join(map(str, element.itertext())) for element in named)
    return Media(images, captions, media_in(scope, head.url).counts)


def _described(node: Node, head: Head) -> Said:
    url = next(
        (text for name in ("url", "contentUrl", "@id", "name") if (text := text_value(node.get(name)))), ""
    )
    caption = text_value(node.get("caption")) or text_value(node.get("description")) or ""
    return Said(url, "", caption, node.get("width"), node.get("height"), head.url)


def _scope(blocks: list[Block], around: BlockReader) -> Element | None:
    """The innermost element with all blocks of the story; without any, the one that is marked as its text."""
    places = {id(block): number for number, block in enumerate(around.blocks)}
    found = [places[id(block)] for block in blocks if id(block) in places]
    if not found:
        ranked = (node for node in around.nodes if node.rank == _MARKED or node.element.tag == "article")
        marked = max(ranked, key=lambda node: node.rank, default=None)
        return None if marked is None else marked.element
    first, last = min(found), max(found)
    holders = [node for node in around.nodes if node.first <= first and last < node.last]
    return min(reversed(holders), key=lambda node: node.last - node.first).element if holders else None


def _between(heading: Element, scope: Element) -> Iterator[Element]:
    """The elements after the heading and before the text that belong to the story."""
    inside = set(ancestors(scope, 40))
    container = next((each for each in ancestors(heading, _UP) if each in inside), None)
    if container is None:
        return
    started = False
    for element in container.iter("*"):
        if element is scope:
            return
        if started and _is_of_story(element, container, furniture=False):
            yield element
        started = started or element is heading


def _is_of_story(element: Element, scope: Element, *, furniture: bool = True) -> bool:
    """Whether an element in ``scope`` is not in a box with something else."""
    for box in ancestors(element, 40):
        if box is scope:
            return True
        if box.tag in _DEAD:
            return False
        names = without_builders(classes(box))
        if _NOT_OF_STORY.search(names) or (furniture and (is_dead_class(names) or is_comments_class(names))):
            return False
    return True
