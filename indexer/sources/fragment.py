"""The HTML of one post's content to paragraphs of plain text."""

import re
from collections.abc import Iterator

from lxml import etree, html


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
# A shortcode has attributes, an end or an underscore; "[sic]" and "[1]" are the author's own words.
_SHORTCODE = re.compile(
    r"\[/?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+(?:\s[^\[\]]*)?/?\]"
    r"|\[/[a-z]\w*\]"
    r"|\[[a-z]\w*\s[^\[\]]*=[^\[\]]*\]"
)
# These stand for media; what they enclose is an address.
_MEDIA = "gallery|embed|audio|video|playlist|youtube|more"
_MEDIA_SHORTCODE = re.compile(rf"\[({_MEDIA})\b[^\[\]]*\](?:[^\[\]]*\[/\1\])?", re.I)
_EMPTY_LINE = re.compile(r"\n\s*\n")
_BREAK = "\n\n"
# Control characters, which no text has, part the items of a list and the cells of a table's row.
_ITEM = "\x1d"
_CELL = "\x1c"
_NO_MARKS = str.maketrans("", "", _ITEM + _CELL + "\x00")


def clean_fragment(markup: str) -> str:
    """Paragraphs parted by an empty line, without tags, block comments and shortcodes.

    The items of a list and the rows of a table are the lines of one paragraph, cells are parted by " | ".
    An empty line parts paragraphs in the source too, as WordPress's own ``wpautop`` reads it.
    Never raises: what is no HTML is text.
    """
    text = _MEDIA_SHORTCODE.sub("", markup.replace("\r\n", "\n").translate(_NO_MARKS))
    text = _SHORTCODE.sub("", text)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.fragment_fromstring(text.encode("utf-8", "replace"), create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError):
        return text
    paragraphs = map(_lines, _EMPTY_LINE.split("".join(_pieces(root))))
    return _BREAK.join(part for part in paragraphs if part)


def _lines(paragraph: str) -> str:
    return "\n".join(filter(None, map(_line, paragraph.split(_ITEM))))


def _line(item: str) -> str:
    cells = (" ".join(cell.split()) for cell in item.split(_CELL))
    return " | ".join(cell for cell in cells if cell)


def _pieces(root: html.HtmlElement) -> Iterator[str]:
    """The text in order, with a break around every block. A walk and not a recursion: pages nest deep."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        ends = event == "end"
        if element.tag in _UNREAD:
            if not ends:
                walker.skip_subtree()
        elif element.tag in _BLOCKS:
            yield _BREAK
        elif element.tag in _ITEMS:
            yield _ITEM
        elif element.tag in _CELLS:
            yield _CELL
        elif element.tag == "br" and not ends:
            yield "\n"
        if ends:
            tail = element.tail or ""
            # An empty line between two items parts no paragraphs.
            yield "" if tail.isspace() and element.tag in _PARTS else tail
        elif element.tag not in _UNREAD:
            yield element.text or ""
