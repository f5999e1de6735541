"""Finds the part of a page that is the story.

Themes mark the element with the text. If the marked element has a large share of the page's prose, it is
used. Otherwise the element is found from the paragraphs: each paragraph votes for the elements around it,
with less weight for those further out (the idea of Readability).
"""

import re

from indexer.extraction.blocks import Block, BlockReader, Node
from indexer.extraction.tree import Elements

_SHARES = {2: 0.25, 1: 0.45}
_KEEP = 0.88
_FOCUS = 0.6
_ARTICLE_SHARE = 0.45
_ARTICLE_CONFIDENCE = 0.5
_POST_ID = re.compile(r"\s(?:postid|page-id)-(\d+)\s")
_MIN_POST = 200
_PARAGRAPH_TAGS = frozenset(
    [
        "p",
        "blockquote",
        "li",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figure",
        "figcaption",
        "ul",
        "ol",
        "dl",
        "dd",
        "dt",
        "td",
        "tr",
        "tbody",
        "thead",
        "table",
    ]
)


def find_story(page: Elements) -> tuple[BlockReader, Node | None, float]:
    """The page's blocks, the element with the story, and the confidence (0 to 1)."""
    reader = BlockReader().read(page)
    scope = _own_post(reader)
    if scope is None:
        return reader, None, 0.0
    marked = _marked(reader, scope) or _only_marked(reader, scope)
    if marked is not None:
        node = _descend(reader, marked)
        share = node.prose / scope.prose if scope.prose else 1.0
        return reader, node, min(1.0, 0.6 + 0.4 * share)
    if scope.prose == 0:
        return reader, None, 0.0
    article = _one_article(reader, scope)
    if article is not None:
        return reader, _descend(reader, article), _ARTICLE_CONFIDENCE
    focus = _focus(reader, scope)
    node = focus if focus.prose >= _FOCUS * scope.prose else _descend(reader, scope)
    return reader, node, 0.5 * focus.prose / scope.prose


def story_blocks(reader: BlockReader, node: Node) -> list[Block]:
    """The blocks of the story's element."""
    return reader.blocks[node.first : node.last]


def _own_post(reader: BlockReader) -> Node | None:
    """The element of the post that WordPress names in the page's body class, else the whole page."""
    if not reader.nodes:
        return None
    for node in reader.nodes[:3]:
        match = _POST_ID.search(node.names)
        if match and node.element.tag == "body":
            name = f" post-{match.group(1)} "
            posts = (n for n in reader.nodes if name in n.names and _has_text(reader, n))
            return next(posts, reader.nodes[0])
    return reader.nodes[0]


def _marked(reader: BlockReader, scope: Node) -> Node | None:
    """The innermost element marked as content that has almost all the prose of such elements."""
    for rank, share in _SHARES.items():
        least = max(1.0, share * scope.prose)
        nodes = [n for n in reader.nodes if n.prose >= least and n.rank == rank and _holds(scope, n)]
        if nodes:
            most = max(node.prose for node in nodes)
            # On pages that load one story after another, the first is the page's own.
            first = next(node for node in nodes if node.prose >= 0.5 * most)
            inner = [n for n in nodes if _holds(first, n) and n.prose >= 0.93 * first.prose][-1]
            return _whole_of(reader, inner)
    return None


def _only_marked(reader: BlockReader, scope: Node) -> Node | None:
    """The only clearly marked element of a page whose story is short compared with its surroundings."""
    marked = [n for n in reader.nodes if n.rank == 2 and n.first < n.last and _holds(scope, n)]
    if marked and all(_holds(marked[0], other) for other in marked):
        return marked[-1] if marked[-1].prose >= marked[0].prose else marked[0]
    return None


def _one_article(reader: BlockReader, scope: Node) -> Node | None:
    """The ``article`` element with much of the page's prose, if no other has almost as much."""
    articles = [n for n in reader.nodes if n.element.tag == "article" and n.prose and _holds(scope, n)]
    first = max(articles, key=lambda node: node.prose, default=None)
    if first is None or first.prose < _ARTICLE_SHARE * scope.prose:
        return None
    others = (node.prose for node in articles if not _holds(first, node))
    return first if all(4 * prose < first.prose for prose in others) else None


def _has_text(reader: BlockReader, node: Node) -> bool:
    if node.prose >= _MIN_POST:
        return True
    inside = (n for n in reader.nodes if n.rank == 2 and n.first < n.last and _holds(node, n))
    return next(inside, None) is not None


def _holds(outer: Node, inner: Node) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _whole_of(reader: BlockReader, node: Node) -> Node:
    """The element around all parts of a text that is in several elements of one class.

    Parts with headlines of their own are other stories; then only ``node`` is this one.
    """
    parts = [
        n for n in reader.nodes if n.names == node.names and n.prose and n.element.tag == node.element.tag
    ]
    if len(parts) == 1 or not node.names.strip():
        return node
    start, end = min(part.first for part in parts), max(part.last for part in parts)
    around = node
    while around.parent > 0 and not (around.first <= start and end <= around.last):
        around = reader.nodes[around.parent]
    headlines = sum(1 for block in reader.blocks[start:end] if block.tag == "h1")
    inside = sum(part.prose for part in parts)
    return around if headlines == 0 and around.prose <= 1.5 * inside else node


def _descend(reader: BlockReader, node: Node) -> Node:
    """Descend from ``node`` to the child with almost all its prose, repeatedly."""
    while True:
        children = (reader.nodes[child] for child in node.children or ())
        best = max(children, key=lambda child: child.prose, default=None)
        if best is None or best.prose < _KEEP * node.prose or best.element.tag in _PARAGRAPH_TAGS:
            return node
        node = best


def _focus(reader: BlockReader, scope: Node) -> Node:
    """The element with most votes of paragraphs, with similar elements next to it."""
    scores = [0.0] * len(reader.nodes)
    for block in reader.blocks[scope.first : scope.last]:
        index, weight = block.node, float(block.prose)
        while index > 0 and reader.nodes[index].element.tag in _PARAGRAPH_TAGS:
            index = reader.nodes[index].parent
        while index >= 0 and weight * 8 > block.prose:
            scores[index] += weight
            index, weight = reader.nodes[index].parent, weight / 2
    node = reader.nodes[max(range(len(scores)), key=scores.__getitem__)]
    while node.parent > 0 and _has_twin(reader, node):
        node = reader.nodes[node.parent]
    return node


def _has_twin(reader: BlockReader, node: Node) -> bool:
    """Whether there is an element of the same class with prose next to ``node``: a text in several parts."""
    if not node.names.strip():
        return False
    siblings = (reader.nodes[child] for child in reader.nodes[node.parent].children or ())
    return any(other is not node and other.names == node.names and other.prose > 0 for other in siblings)
