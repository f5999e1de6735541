"""Which part of a page is its story, and which of that part's blocks are text of the story."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from indexer.extraction.blocks import Block, BlockReader, Node

_KEEP = 0.85
_MIN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Story:
    """The text of a story, and how sure its place on the page is (0 to 1)."""

    paragraphs: tuple[str, ...]
    confidence: float
    node: Node | None

    @property
    def text(self) -> str:
        """The paragraphs, parted by an empty line."""
        return "\n\n".join(self.paragraphs)


def find_story(root: HtmlElement) -> tuple[BlockReader, Node | None, float]:
    """The page's blocks and the element that holds the story, with the share of the prose that it holds."""
    reader = BlockReader().read(root)
    whole = reader.nodes[0].prose if reader.nodes else 0
    if whole == 0:
        return reader, None, 0.0
    marked = _marked(reader, whole)
    if marked is not None:
        return reader, marked, marked.prose / whole
    node = _descend(reader)
    return reader, node, 0.5 * node.prose / whole


def _marked(reader: BlockReader, whole: int) -> Node | None:
    """The deepest element marked as content among those that hold most of the prose."""
    marked = [node for node in reader.nodes if node.is_content and node.prose >= _MIN_SHARE * whole]
    if not marked:
        return None
    most = max(node.prose for node in marked)
    return [node for node in marked if node.prose >= 0.93 * most][-1]


def _descend(reader: BlockReader) -> Node:
    """From the page's root to the child that holds nearly all prose, as far as that goes."""
    node = reader.nodes[0]
    while True:
        best = max((reader.nodes[child] for child in node.children), key=lambda n: n.prose, default=None)
        if best is None or best.prose < _KEEP * node.prose or best.element.tag in ("p", "ul", "ol", "li"):
            return node
        node = best


def story_blocks(reader: BlockReader, node: Node) -> list[Block]:
    """The blocks of the story's element."""
    return reader.blocks[node.first : node.last]
