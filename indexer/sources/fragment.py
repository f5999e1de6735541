"""Turns the HTML of one post's content into paragraphs of plain text."""

import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from indexer.extraction.marks import MARK_TAGS, character, is_credit, is_mark
from indexer.extraction.typesetting import typeset
from indexer.media import figures
from indexer.mojibake import repaired
from indexer.pictures import is_caption


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr main ol p"
    " pre section table ul"
)
_ITEMS = _names("li tr dd dt")
_CELLS = _names("td th")
_PARTS = _ITEMS | _CELLS | _names("thead tbody tfoot")
_UNREAD = _names("script style noscript iframe object embed form svg template video audio")
# A shortcode has attributes, a closing tag or an underscore. "[sic]" and "[1]" are the author's own words.
_SHORTCODE = re.compile(
    r"\[/?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+(?:\s[^\[\]]*)?/?\]"
    r"|\[/[a-z]\w*\]"
    r"|\[[a-z]\w*\s[^\[\]]*=[^\[\]]*\]"
)
# These are media; their content is an address.
_MEDIA = "gallery|embed|audio|video|playlist|youtube|more"
_MEDIA_SHORTCODE = re.compile(rf"\[({_MEDIA})\b[^\[\]]*\](?:[^\[\]]*\[/\1\])?", re.I)
# A shortcode with a closing tag, whatever its name is: "[dropcap]T[/dropcap]he".
_PAIR = re.compile(r"\[(?P<name>[a-z][\w-]*)(?:\s[^\[\]]*)?\](?=.{0,20000}?\[/(?P=name)\])", re.S)
_RAW_HTML = re.compile(
    r"\[(vc_raw_(?:html|js)|fusion_code|td_block_text)[^\[\]]*\]\s*([\w+/=\s-]*?)\s*\[/\1\]"
)
_DROP_CAP = re.compile(r"\[(?:\w+_)?drop_?caps?\b[^\[\]]*\]([^\[\]]{1,3})\[/(?:\w+_)?drop_?caps?\]", re.I)
_EDITOR_END = re.compile(r"(?<!<!)(?<!-)-->")
_EMPTY_LINE = re.compile(r"\n\s*\n")
_BREAK = "\n\n"
# Blocks with other posts or buttons, which are not part of a text.
_DYNAMIC = re.compile(
    r"\bwp-block-(?:latest-(?:posts|comments)|buttons?|categories|archives|tag-cloud|search|rss|calendar|"
    r"page-list|navigation|social-links|loginout|query|file__button|read-more|comments|post-comments\S*|"
    r"post-navigation-link|site-title|site-tagline|legacy-widget|widget-group|avatar|post-author-biography)"
    r"(?:__\S+)?(?=\s|$)"
)
# Control characters, which texts do not contain, separate list items and table cells.
_ITEM = "\x1d"
_LINE = "\x1e"
_LINES = re.compile(f"[{_ITEM}{_LINE}]")
_TWO_LINES = re.compile(rf"{_LINE}\s*{_LINE}[\s{_LINE}]*")
_CELL = "\x1c"
_MARKS = {
    **dict.fromkeys(_BLOCKS, _BREAK),
    **dict.fromkeys(_ITEMS, _ITEM),
    **dict.fromkeys(_CELLS, _CELL),
    "br": _LINE,
}
"""What is put around an element in the joined text."""
_NO_MARKS = str.maketrans("", "", _ITEM + _CELL + _LINE + "\x00")


def clean_fragment(markup: str, *, lines: bool = False) -> str:
    """Paragraphs separated by an empty line, without tags, block comments and shortcodes.

    The items of a list and the rows of a table are the lines of one paragraph; cells are separated by " | ".
    An empty line in the source also separates paragraphs, as in WordPress's ``wpautop``. With ``lines`` a
    single line end is kept, as ``wpautop`` does with text of the classic editor. Footnote marks are left out,
    so that they do not stick to a word, and so are the captions of pictures (``indexer.media``). Never
    raises: what is not HTML is text.
    """
    text = _MEDIA_SHORTCODE.sub("", figures(repaired(markup).replace("\r\n", "\n").translate(_NO_MARKS)))
    if "[" in text:
        text = _DROP_CAP.sub(r'<span class="dropcap">\1</span>', _RAW_HTML.sub(_decoded, text))
        text = _SHORTCODE.sub("", _PAIR.sub("", text))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.fragment_fromstring(text.encode("utf-8", "replace"), create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError):
        return text
    typeset(root)
    joined = _TWO_LINES.sub(_BREAK, "".join(_pieces(root)))
    if lines:
        joined = re.sub(r"(?<!\n)[ \t]*\n(?![ \t]*\n)", _LINE, joined)
    if "-->" in joined:
        joined = _EDITOR_END.sub("", joined)
    paragraphs = map(_lines, _EMPTY_LINE.split(joined))
    return _BREAK.join(part for part in paragraphs if part)


def _decoded(block: re.Match[str]) -> str:
    """The content of a raw HTML block of a page builder: base64, in WPBakery of a percent-encoded text;
    "" for a script.
    """
    if block[1].endswith("js"):
        return ""
    try:
        packed = "".join(block[2].split())
        return unquote(b64decode(packed, validate=True).decode("utf-8"))
    except ValueError:
        return ""


def _lines(paragraph: str) -> str:
    return "\n".join(filter(None, map(_line, _LINES.split(paragraph))))


def _line(item: str) -> str:
    cells = (" ".join(cell.split()) for cell in item.split(_CELL))
    return " | ".join(cell for cell in cells if cell)


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    """The text in order, with a break around every block. Iterative, because pages may be deeply nested."""
    walker = etree.iterwalk(root, events=("start", "end"))
    verse = 0
    for event, element in walker:
        ends = event == "end"
        if element.tag == "pre":
            verse += -1 if ends else 1
        unread = _is_left_out(element)
        if not unread:
            yield _mark(element) if element.tag != "br" or not ends else ""
            if element.tag == "img" and not ends:
                yield character(element)
        elif not ends:
            walker.skip_subtree()
        if ends:
            tail = element.tail or ""
            # An empty line between two items does not separate paragraphs.
            yield "" if tail.isspace() and element.tag in _PARTS else _kept_lines(tail, verse)
        elif not unread:
            yield _kept_lines(element.text or "", verse)


def _kept_lines(text: str, verse: int) -> str:
    return text.replace("\n", _LINE) if verse else text


def _is_left_out(element: html.HtmlElement) -> bool:
    if element.tag in _UNREAD or is_caption(element) or (element.tag in MARK_TAGS and is_mark(element)):
        return True
    names = element.get("class")
    return bool(names and "wp-block-" in names and _DYNAMIC.search(names))


def _mark(element: html.HtmlElement) -> str:
    if element.tag == "cite" and is_credit(element):
        return _BREAK
    return _MARKS.get(str(element.tag), "")
