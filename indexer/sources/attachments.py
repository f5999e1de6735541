"""The pictures that an export lists as attachments, for the posts that name them by number."""

import re
import sqlite3
from html import escape

from lxml import etree

from indexer.pictures import Said
from indexer.sources.text import clean_line
from indexer.sources.wordpress_post import fields

_GALLERY = re.compile(r"""\[gallery\b[^\[\]]*\bids\s*=\s*["']?([\d,\s]{1,4000})["']?[^\[\]]*\]""", re.I)
_SIZE = re.compile(r's:5:"width";i:(\d{1,5});s:6:"height";i:(\d{1,5});')
_MOST = 200


class Attachments:
    """Kept in a temporary database, so memory does not grow with the export."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._run = self._connection.execute
        self._run("PRAGMA journal_mode = OFF")
        self._run("CREATE TABLE pictures (id TEXT PRIMARY KEY, url, alt, caption, width, height)")

    def close(self) -> None:
        """Delete the database."""
        self._connection.close()

    def learn(self, item: etree._Element, values: dict[str, str]) -> None:
        """Store an item of the type ``attachment``."""
        own = dict(fields(item))
        size = _SIZE.search(own.get("_wp_attachment_metadata", ""))
        url = values.get("wp:attachment_url") or values.get("guid", "")
        row = (
            values.get("wp:post_id", ""),
            url,
            clean_line(own.get("_wp_attachment_image_alt", "")),
            clean_line(values.get("excerpt:encoded", "")),
            *(map(int, size.groups()) if size else (None, None)),
        )
        self._run("INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?)", row)

    def get(self, number: str) -> Said | None:
        """The picture with a number; None if the export does not list it."""
        row = self._run(
            "SELECT url, alt, caption, width, height FROM pictures WHERE id = ?", (number.strip(),)
        ).fetchone()
        return Said(*row) if row else None

    def lead(self, item: etree._Element) -> list[Said]:
        """The featured image of a post; [] if it has none."""
        number = next((value for name, value in fields(item) if name == "_thumbnail_id"), "")
        found = self.get(number) if number else None
        return [found] if found else []

    def with_galleries(self, content: str) -> str:
        """The content with the pictures of its galleries, which it only names by number."""
        return _GALLERY.sub(self._gallery, content) if "[gallery" in content else content

    def _gallery(self, match: re.Match[str]) -> str:
        found = (self.get(number) for number in match[1].split(",")[:_MOST])
        return match[0] + "".join(_figure(said) for said in found if said)


def _figure(said: Said) -> str:
    caption = f"<figcaption>{escape(said.caption)}</figcaption>" if said.caption else ""
    size = f' width="{said.width}" height="{said.height}"' if said.width else ""
    return f'<figure><img src="{escape(said.url)}" alt="{escape(said.alt)}"{size}>{caption}</figure>'
