"""Small XML documents from strangers (feeds and sitemaps), without entities and other dangerous features."""

from collections.abc import Iterator
from io import BytesIO
from typing import cast

from lxml import etree

from indexer.sources.wordpress_xml import CleanXml, UnsafeXmlError

_BROKEN_OFF = frozenset({etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_DOCUMENT_END})
_HEAD = 4096


class BrokenXmlError(ValueError):
    """The document is truncated; what came before was yielded."""


def elements(
    content: bytes, names: tuple[str, ...], small: tuple[str, ...] = (), *, doctype: bool = False
) -> Iterator[etree._Element]:
    """Each element with one of these names, in any namespace. It is valid until the next one is requested.

    ``small`` elements are also yielded, and kept, because they may be inside the others. With ``doctype`` a
    document type is ignored.

    Raises UnsafeXmlError for any other document type, BrokenXmlError after the last element of a truncated
    document, and etree.XMLSyntaxError for what is not XML.
    """
    context = etree.iterparse(
        CleanXml(BytesIO(content), doctype=doctype),
        events=("end",),
        tag=tuple(f"{{*}}{name}" for name in (*names, *small)),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _, element in context:
        yield element
        if local_name(element) in names:
            element.clear()
    if any(error.type in _BROKEN_OFF for error in context.error_log):
        raise BrokenXmlError("the document is truncated")


def root_name(content: bytes) -> str:
    """The name of the outermost element; "" if it is not XML that we read."""
    try:
        clean = CleanXml(BytesIO(content[:_HEAD]), doctype=True)
        pull = etree.XMLPullParser(
            events=("start",), encoding="utf-8", recover=True, resolve_entities=False, no_network=True
        )
        pull.feed(clean.read(_HEAD))
        for _, element in pull.read_events():
            return local_name(cast(etree._Element, element))
    except (UnsafeXmlError, etree.XMLSyntaxError):
        pass
    return ""


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]
