"""Decodes the bytes of a saved page. Never raises.

The order of trust follows the WHATWG encoding standard (byte order mark, transport, ``<meta>``), with one
change: bytes that are valid UTF-8 and not plain ASCII are UTF-8 whatever they declare, because text in
another encoding is almost never valid UTF-8 by chance.
"""

import codecs
import re

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from indexer.mojibake import repaired

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers treat these labels as their Windows supersets (WHATWG encoding standard, section 4.2).
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_HEAD = 4096
_SAMPLE = 65_536
_MARKUP = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|[\x00-\x20]+", re.I | re.S)


def decode(content: bytes, hint: str | None = None) -> str:
    """The text of ``content``. ``hint`` is the encoding that its transport or caller names.

    Bytes that no encoding can decode become U+FFFD, so there is always a text.
    """
    return decode_both(content, hint)[0]


def decode_both(content: bytes, hint: str | None = None) -> tuple[str, bytes]:
    """The text of ``content`` as from ``decode``, and the same in UTF-8."""
    text = _plain_utf8(content)
    found = text if text is not None else _decode(content, hint)
    fixed = repaired(found)
    return fixed, content if fixed is text else fixed.encode("utf-8", "replace")


def _plain_utf8(content: bytes) -> str | None:
    """The text if all bytes are UTF-8 and there is no sign of another encoding, else None."""
    if b"\0" in content or content.startswith(codecs.BOM_UTF8):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _decode(content: bytes, hint: str | None) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    utf16 = _utf16_without_mark(content)
    if utf16:
        return content.decode(utf16, "replace")
    text = _as_utf8(content)
    if text is not None:
        return text
    for name in _declared(content, hint):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(content)


def _as_utf8(content: bytes) -> str | None:
    """UTF-8 text. A page truncated in the middle of a letter and a few broken bytes still count as UTF-8."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for char in text[:200_000] if char > "\x7f" and char != "\ufffd")
    return text if letters > 20 * broken else None


def _utf16_without_mark(content: bytes) -> str | None:
    head = content[:_HEAD]
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    # Markup and digits are ASCII even on an Arabic page, and in UTF-16 each of them has a null byte.
    enough = len(head) * 0.02
    if odd > enough and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > enough and odd == 0 else None


def _declared(content: bytes, hint: str | None) -> list[str]:
    meta = EncodingDetector.find_declared_encoding(content[:_HEAD], is_html=True)
    names = [_python_name(name) for name in (hint, meta) if name]
    known = [name for name in names if name and not name.startswith(("utf-16", "utf-32"))]
    # Servers send Latin-1 by default, so it is trusted least.
    return sorted(dict.fromkeys(known), key=lambda name: name == "cp1252")


def _python_name(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(name, name)


def _guess(content: bytes) -> str:
    # Only the text outside tags distinguishes encodings; markup is ASCII in all of them.
    sample = _MARKUP.sub(b" ", content[: 4 * _SAMPLE])[:_SAMPLE]
    match = from_bytes(sample).best() if sample.strip() else None
    name = match.encoding if match else "cp1252"
    return content.decode(_SUPERSETS.get(name, name), "replace")
