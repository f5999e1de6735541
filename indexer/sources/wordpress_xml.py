"""Reads the XML of a WordPress export safely and in constant memory, one element at a time."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import BinaryIO, cast

from lxml import etree

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")  # XML 1.0, section 2.2
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.S)
_PROLOG_SIZE = 1 << 18
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SECTION_END = re.compile(r"\]\]>")
_AFTER_END = re.compile(r"\s*<(?:/|!\[CDATA\[)|\s*\Z")
_NEXT_MARK = re.compile(r"\]\]>|<!\[CDATA\[")
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[\]"'<>]|"[^"]*"|'[^']*'|\[(?:<!--(?:(?!-->).)*+-->|[^\]"']|"[^"]*"|'[^']*')*+\])*+>""",
    re.I | re.S,
)
_ROOT = re.compile(r"<\?xml\b|<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_ROOT_END = re.compile(r"</(?:rss|feed|rdf:RDF|urlset|sitemapindex)\s*>")
_NOISE_SIZE = 1 << 16
_NOISE_AFTER = 1 << 13
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))|([A-Za-z][A-Za-z0-9]{1,31}));")
_HALF_REFERENCE = re.compile(r"&[#\w]{0,33}\Z")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_AHEAD = 1 << 16
"""How many characters after a ``]]>`` are checked."""
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_EXPORT = re.compile(r"https?://wordpress\.org/export/1\.\d/(excerpt/)?")
# Errors that lose no more than a character. Any other may have lost a part of the post.
_HARMLESS = frozenset(
    {
        etree.ErrorTypes.ERR_MISPLACED_CDATA_END,
        etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
        etree.ErrorTypes.WAR_UNDECLARED_ENTITY,
        etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_INVALID_CHARREF,
        etree.ErrorTypes.WAR_NS_URI,
        etree.ErrorTypes.WAR_NS_URI_RELATIVE,
        etree.ErrorTypes.NS_ERR_XML_NAMESPACE,
        etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING,
        etree.ErrorTypes.ERR_NAME_REQUIRED,
    }
)


class UnsafeXmlError(ValueError):
    """A document type, which WordPress never writes and which allows attacks by entities."""


class CutShortError(ValueError):
    """The file ends inside an element."""


class CleanXml:
    """A file as UTF-8, whatever its encoding was, without what XML forbids. To be read by a parser.

    What programs print before and after the XML, such as warnings of PHP, is left out. References to
    characters that XML forbids become U+FFFD, and HTML's entities become their characters.
    """

    def __init__(self, file: BinaryIO, *, doctype: bool = False) -> None:
        """Read the prolog. With ``doctype`` a document type and all its declarations are left out.

        Raises UnsafeXmlError.
        """
        start = file.read(_PROLOG_SIZE)
        self._file = file
        self._decoder = codecs.getincrementaldecoder(_encoding(start))(errors="replace")
        text = without_noise(self._decoder.decode(start).removeprefix("\ufeff"))
        found = _PROLOG.match(text)
        end = found.end() if found else 0
        if text.startswith("<!--", end):
            raise UnsafeXmlError("its first comment does not end: the file is truncated or not an export")
        if end == len(text) and len(start) == _PROLOG_SIZE:
            raise UnsafeXmlError("its first 256 KB are only comments and spaces")
        if text[end : end + 2] == "<!":
            text = text[:end] + _without_doctype(text[end:], allowed=doctype)
        self._text = self._end = ""
        self._waiting = self._ready(text, final=False)

    def read(self, size: int) -> bytes:
        """The next bytes, about ``size``; b"" only at the end."""
        while not self._waiting:
            chunk = self._file.read(size)
            self._waiting = self._ready(self._decoder.decode(chunk, final=not chunk), final=not chunk)
            if not chunk:
                break
        part, self._waiting = self._waiting[:size], self._waiting[size:]
        return part

    def _ready(self, text: str, *, final: bool) -> bytes:
        """More text without what XML forbids. Its end is held back while it is unclear what a ``]]>`` in it
        means.
        """
        done, self._text = _with_whole_sections(self._text + text, final=final)
        if not final and (half := _HALF_REFERENCE.search(done)):
            done, self._text = done[: half.start()], half[0] + self._text
        done = self._end + done
        kept = 0 if final else _NOISE_AFTER
        self._end = done[max(0, len(done) - kept) :] if kept else ""
        return _clean(done[: len(done) - len(self._end)] if kept else _without_noise_after(done))


def _without_noise_after(text: str) -> str:
    """The end of a document without what programs print after its last element."""
    ends = [match.end() for match in _ROOT_END.finditer(text, max(0, len(text) - _NOISE_AFTER))]
    return text[: ends[-1]] if ends else text


def without_noise(text: str) -> str:
    """A document from its XML declaration or first element on, if other text is before it."""
    declared = text.lstrip("\ufeff \t\r\n")
    if declared.startswith("<?xml"):  # nothing may be before it
        text = declared
    if (found := _PROLOG.match(text)) and text.startswith("<!", found.end()):
        return text
    root = _ROOT.search(text, 0, _NOISE_SIZE)
    noise = text[: root.start()] if root else ""
    if root is None or not noise.strip() or (found and found.end() == root.start()):
        return text
    # Line numbers remain those of the file.
    return ("" if root[0] == "<?xml" else "\n" * noise.count("\n")) + text[root.start() :]


def noise_before(head: bytes) -> str:
    """The beginning of what precedes a document that begins with ``head``, as one line; usually ""."""
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    rest = without_noise(text).lstrip("\n")
    noise = text[: len(text) - len(rest)]
    return " ".join(noise.split())[:100]


def _without_doctype(text: str, *, allowed: bool) -> str:
    found = _DOCTYPE.match(text)
    if not allowed or found is None:
        raise UnsafeXmlError("it has a document type (DOCTYPE), which no export or sitemap needs")
    return "\n" * found[0].count("\n") + text[found.end() :]


def _with_whole_sections(text: str, *, final: bool) -> tuple[str, str]:
    """The text in which a ``]]>`` in a post's words does not end its section, and the part to hold back.

    A real end is followed by a closing tag or another section. Any other is part of the words if the next
    mark is another end and not a beginning. Old exporters did not escape it.
    """
    done: list[str] = []
    start = 0
    for match in _SECTION_END.finditer(text):
        if match.start() < start:
            continue
        near = text[match.end() : match.end() + _AHEAD]
        if not near.strip() and not final:
            return "".join((*done, text[start : match.start()])), text[match.start() :]
        if _AFTER_END.match(near):
            continue
        if len(near) < _AHEAD and not final and not _NEXT_MARK.search(near):
            return "".join((*done, text[start : match.start()])), text[match.start() :]
        following = _NEXT_MARK.search(near)
        if following and following[0] == "]]>":
            done.append(f"{text[start : match.start()]}]]]]><![CDATA[>")
            start = match.end()
    kept = 0 if final else next((n for n in (2, 1) if text.endswith("]" * n)), 0)
    end = max(start, len(text) - kept)
    return "".join((*done, text[start:end])), text[end:]


def elements(file: BinaryIO) -> Iterator[tuple[etree._Element, str | None]]:
    """Each complete element in the channel, with its error (None: no error).

    Raises UnsafeXmlError, etree.XMLSyntaxError for what is not XML, and at the end CutShortError if the file
    is truncated and its last post did not show it: the line numbers of truncated posts are not reliable.
    """
    # huge_tree only lifts the limits that protect against entities, which need a document type.
    context = etree.iterparse(
        CleanXml(file),
        events=("end",),
        tag=("item", "language", *_wordpress_tags()),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    told = False
    for _, element in context:
        harm = next((error for error in context.error_log if _harms(error, element)), None)
        yield element, f"line {harm.line}: {harm.message}" if harm else None
        told = harm is not None and element.tag == "item"
        _forget(element)
    if not told and any(error.type == etree.ErrorTypes.ERR_TAG_NOT_FINISHED for error in context.error_log):
        raise CutShortError("the XML is truncated; everything before the end was read")


def _harms(error: etree._LogEntry, element: etree._Element) -> bool:
    """Whether an error damaged this element. The parser reads ahead, so only line numbers show where an error
    is.
    """
    first = cast(int, element.sourceline or 0)
    line = cast(int, error.line)
    if error.type in _HARMLESS or line < first:
        return False
    try:
        return line <= first + etree.tostring(element, with_tail=False).count(b"\n")
    except etree.SerialisationError:
        return True


def _wordpress_tags() -> Iterator[str]:
    for version in ("1.0", "1.1", "1.2"):
        for scheme in ("http", "https"):
            for name in ("author", "wp_author", "category", "term", "base_blog_url"):
                yield f"{{{scheme}://wordpress.org/export/{version}/}}{name}"


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@lru_cache(maxsize=512)
def short_name(tag: str) -> str:
    """``wp:status`` for the namespace of any version and any prefix; "" for other names."""
    if not tag.startswith("{"):
        return tag
    namespace, _, name = tag[1:].partition("}")
    if prefix := _PREFIXES.get(namespace):
        return prefix + name
    if export := _EXPORT.fullmatch(namespace):
        return ("excerpt:" if export[1] else "wp:") + name
    return ""


def children(element: etree._Element) -> dict[str, str]:
    """The text of each child by its short name; the first one of each name."""
    found: dict[str, str] = {}
    for child in element.iterchildren("*"):
        name = short_name(str(child.tag))
        if name and name not in found:
            found[name] = text_of(child)
    return found


def text_of(element: etree._Element) -> str:
    """All text inside, trimmed."""
    return "".join(map(str, element.itertext(with_tail=False))).strip()


def _encoding(start: bytes) -> str:
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    declared = _DECLARED.match(start.lstrip())
    try:
        return codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def _clean(text: str) -> bytes:
    text = _ILLEGAL.sub("", text)
    if "&" in text:
        text = _REFERENCE.sub(_readable, text)
    return text.encode("utf-8", "replace")


def _readable(match: re.Match[str]) -> str:
    """A reference that every XML parser understands, or the character itself."""
    if name := match[3]:
        character = html5.get(f"{name};", "")
        if name in _XML_NAMES or any(char in "&<>" for char in character):
            return match[0]
        return character or f"&amp;{name};"
    code = int(match[1], 16) if match[1] else int(match[2])
    legal = (
        code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
    return match[0] if legal else "\ufffd"
