"""Blocks of lines of a page saved as text: prose, titles, menus and rows of share links."""

import re
from collections import Counter
from functools import lru_cache

from indexer.extraction.calendars import normalize
from indexer.extraction.vocabulary import alternatives

Block = list[str]

_NETWORKS = (
    r"facebook|twitter|x|pinterest|whatsapp|telegram|skype|e-?mail|linkedin|reddit|tumblr|viber|vk|"
    r"odnoklassniki|"
    r"line|pocket|messenger|threads|bluesky|mastodon|instagram|youtube|print|copy\s?link|copy|digg|mix|"
    r"stumbleupon|"
    r"share|tweet|pin|post"
    rf"{alternatives('labels', 'networks')}"
)
_SHARE = re.compile(rf"^(?:(?:{_NETWORKS})[\s|,،•/+]*){{2,}}\d*$")
BULLET = re.compile(r"^\s*[•*·◦▪‣>»\-–]\s+")
PROSE_END = re.compile(r"[.!?؟۔…:][\"'”’»)\]]*$")
LONG_LINE = 120
_MAX_TITLE = 250


def blocks_of(lines: list[str]) -> list[Block]:
    """The blocks of a text, separated by empty lines."""
    blocks: list[Block] = [[]]
    for raw in lines:
        line = raw.strip().strip("\u200e\u200f\ufeff")
        if line:
            blocks[-1].append(raw.rstrip() if BULLET.match(raw) else line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def is_prose(block: Block) -> bool:
    """Whether a block contains a sentence or a long line."""
    return any(len(line) >= LONG_LINE or PROSE_END.search(line) for line in block) and not is_menu(block)


def is_menu(block: Block) -> bool:
    """Whether a block is a list with bullets, as menus are saved."""
    bullets = sum(1 for line in block if BULLET.match(line))
    return bullets >= 2 and bullets * 2 >= len(block)


def is_title(block: Block) -> bool:
    """Whether a block may be a title: one line that does not end a sentence."""
    line = block[0]
    return (
        len(block) == 1
        and len(line) <= _MAX_TITLE
        and not BULLET.match(line)
        and not line.endswith((".", "۔"))
    )


@lru_cache(maxsize=8192)
def is_share(line: str) -> bool:
    """Whether a line only has names of networks to share on."""
    return len(line) < 200 and bool(_SHARE.match(normalize(line).strip()))


def paragraphs_of(blocks: list[Block], captions: list[str], title: str) -> list[str]:
    """The paragraphs of a story, without ``captions``, share links and a repeated ``title``."""
    dropped = {normalize(line).strip() for line in captions}
    alone = Counter(normalize(block[0]).strip() for block in blocks if len(block) == 1)
    # A line that is repeated and is not a sentence is a caption under each image.
    dropped |= {
        normalize(block[0]).strip()
        for block in blocks
        if len(block) == 1 and alone[normalize(block[0]).strip()] > 1 and not is_prose(block)
    }
    kept = []
    for block in blocks:
        lines = [line for line in block if normalize(line).strip() not in dropped and not is_share(line)]
        if lines:
            kept.append("\n".join(lines))
    while kept and normalize(kept[0]) == normalize(title):
        kept.pop(0)
    return kept
