"""The items of an export that is read once before its posts, because some marks are in it."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from indexer.sources.files import READ_ERRORS, open_binary
from indexer.sources.wordpress_xml import CutShortError, UnsafeXmlError, elements, short_name

_CHUNK = 1 << 20


def items_with(path: Path, marks: tuple[bytes, ...]) -> Iterator[etree._Element]:
    """Every item of an export that has any of the marks; none of an export without them.

    Of a broken export, the items that can be read. Never raises: the reader of the posts reports errors.
    """
    try:
        if _mentions(path, marks):
            with open_binary(path) as file:
                for element, _ in elements(file):
                    if short_name(str(element.tag)) == "item":
                        yield element
    except (*READ_ERRORS, UnsafeXmlError, CutShortError, etree.XMLSyntaxError):
        return


def _mentions(path: Path, marks: tuple[bytes, ...]) -> bool:
    """Whether any of the marks is in a file. Much faster than reading its XML. Raises READ_ERRORS."""
    overlap = max(map(len, marks))
    with open_binary(path) as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            window = rest + chunk
            if any(mark in window for mark in marks):
                return True
            rest = window[-overlap:]
    return False
