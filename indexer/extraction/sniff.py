"""The kind of data in a document, from its first bytes."""

import re

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF",
    b"\x00\x00\x01\x00", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd",
    b"SQLite format", b"\x7fELF", b"ID3", b"OggS", b"wOFF", b"wOF2",
)  # fmt: skip
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|main|section|span|h[1-6]|table|meta|br|a|ul|img)\b[^<]*>",
    re.I,
)
_CONTROL = bytes(code for code in range(32) if not 9 <= code <= 13) + b"\x7f"
_LOOK = 20_000


def is_binary(content: bytes) -> bool:
    """Whether ``content`` is an image, an archive or other data that is not text."""
    if content.startswith(_MAGIC):
        return True
    head = content[:4096]
    if not head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = len(head) - len(head.translate(None, _CONTROL))
    nulls = head.count(0)
    # Text in UTF-16 is half nulls. A few nulls are damage, not a kind.
    return control - nulls > 0.05 * len(head) or (nulls > 0.6 * len(head))


def is_html(text: str) -> bool:
    """Whether ``text`` is markup and not a page saved as text."""
    head = text[:_LOOK]
    if re.match(r"\s*(?:<!doctype\s+html|<\?xml|<html)", head, re.I):
        return True
    tags = _TAG.findall(head)
    return len(tags) >= 2 or bool(tags and head.lstrip().startswith("<"))
