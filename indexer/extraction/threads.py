"""Threads of forums and answers to questions: every post of the page is a part of the text.

The names are those of bbPress, wpForo, BuddyPress, DW Question & Answer, AnsPress, phpBB, XenForo, Discourse
and vBulletin.
"""

import re

from indexer.extraction.blocks import Block, BlockReader, Node

_POST = re.compile(
    r"\s(?:bbp-(?:reply|topic)-content|wpforo-post-(?:content|text)|activity-inner|"
    r"dwqa-(?:question|answer)-content|ap-(?:q|a|question|answer)-content|question-content|answer-content|"
    r"postbody|post-message|message-usercontent|message-body|bbwrapper|topic-body|cooked|forum-post-content)\s"
)
_MIN_POSTS = 2
_MIN_LETTERS = 20


def thread_blocks(reader: BlockReader) -> list[Block]:
    """The blocks of all posts of a thread, in order; empty where a page is no thread."""
    posts = _outermost([node for node in reader.nodes if _POST.search(node.names)])
    posts = [node for node in posts if _letters(reader, node) >= _MIN_LETTERS]
    if len(posts) < _MIN_POSTS:
        return []
    return [block for node in posts for block in reader.blocks[node.first : node.last]]


def _outermost(nodes: list[Node]) -> list[Node]:
    """The nodes that are in no other one; they are in document order."""
    kept: list[Node] = []
    for node in nodes:
        if node.first < node.last and (not kept or node.first >= kept[-1].last):
            kept.append(node)
    return kept


def _letters(reader: BlockReader, node: Node) -> int:
    return sum(len(block.text) for block in reader.blocks[node.first : node.last])
