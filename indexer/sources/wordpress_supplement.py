"""What posts of an export refer to and may come after them: guest authors, reusable blocks and pictures.

An export with any of these is read once before its posts.
"""

import json
import re
from html import escape
from pathlib import Path

from lxml import etree

from indexer.sources.attachments import Attachments
from indexer.sources.text import clean_line
from indexer.sources.wordpress_items import items_with
from indexer.sources.wordpress_post import fields
from indexer.sources.wordpress_xml import children

_MARKS = (b"guest-author", b"wp_block", b"_thumbnail_id", b"[gallery ")
_REUSED = re.compile(r'<!--\s*wp:block\s*\{[^}]*"ref"\s*:\s*(\d+)[^}]*\}\s*/?-->')
_MOST_BLOCKS = 2_000
_LONGEST_BLOCK = 100_000
_DEPTH = 3
"""Maximum nesting of reusable blocks."""


class Supplement:
    """Guest authors of Co-Authors Plus, reusable blocks of the block editor and attached ``pictures``, by the
    names that posts use.
    """

    def __init__(self) -> None:
        self._people: dict[str, str] = {}
        self._blocks: dict[str, str] = {}
        self.pictures = Attachments()

    @classmethod
    def of(cls, path: Path) -> "Supplement":
        """Read those of an export; of a broken one, those in the readable part. Never raises."""
        found = cls()
        for item in items_with(path, _MARKS):
            found._learn(item)
        return found

    def close(self) -> None:
        """Delete the temporary database of the pictures."""
        self.pictures.close()

    def person(self, slug: str, login: str) -> str:
        """The displayed name of a guest author; "" for an unknown one."""
        return self._people.get(slug.removeprefix("cap-")) or self._people.get(login, "")

    def content(self, item: etree._Element, content: str) -> str:
        """A post's content with its reusable blocks inserted and its footnotes at the end."""
        for _ in range(_DEPTH):
            if "wp:block" not in content:
                break
            content = _REUSED.sub(lambda match: self._blocks.get(match[1], ""), content)
        return content + "".join(f"\n\n<p>{note}</p>" for note in _footnotes(item))

    def _learn(self, item: etree._Element) -> None:
        values = children(item)
        kind = values.get("wp:post_type")
        if kind == "guest-author":
            own = dict(fields(item))
            name = clean_line(own.get("cap-display_name") or values.get("title", ""))
            for key in (own.get("cap-user_login", ""), values.get("wp:post_name", "")):
                if key and name:
                    self._people[key.removeprefix("cap-")] = name
        elif kind == "attachment":
            self.pictures.learn(item, values)
        elif kind == "wp_block" and len(self._blocks) < _MOST_BLOCKS:
            self._blocks[values.get("wp:post_id", "")] = values.get("content:encoded", "")[:_LONGEST_BLOCK]


def _footnotes(item: etree._Element) -> list[str]:
    """The footnotes that the block editor stores in a field of the post, as HTML."""
    stated = next((value for name, value in fields(item) if name == "footnotes"), "")
    try:
        notes = json.loads(stated) if stated else []
    except ValueError:
        return []
    texts = (
        (note.get("content") for note in notes if isinstance(note, dict)) if isinstance(notes, list) else ()
    )
    return [text if "<" in text else escape(text, quote=False) for text in texts if isinstance(text, str)]
