"""Small elements in a text that are not its words: footnote marks, emoji pictures, credits."""

import re

from lxml.etree import _Element as Element

MARK_TAGS = frozenset(("sup", "a"))
_FOOTNOTE = re.compile(
    r"[\s_-](?:fn|fnref|footnote|footnotes|reference|noteref|modern-footnotes\S*|easy-footnote\S*)[\s:_-]"
)
_ARROWS = frozenset(("↩", "↑", "^", "⤴", "↵", "⏎", "[↩]", "[↑]"))
_VARIANTS = str.maketrans("", "", "\ufe0e\ufe0f\xa0 ")
_NUMBER = re.compile(r"\s*(?:[\[(]?\d{1,3}[\])]?|\*{1,3}|[†‡§])\s*")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?؟،؛»”\"')\]])\s?$")
_UNIT_BEFORE = re.compile(r"(?:met(?:re|er|ër|ra)s?|feet|inch(?:es)?|متر|أمتار)\s?$", re.I)
_EMOJI = frozenset(("emoji", "wp-smiley"))
_EMOJI_LETTERS = 20


def is_mark(element: Element) -> bool:
    """Whether an element is the mark of a footnote, or the arrow back from one."""
    if element.tag == "a":
        shown = (element.text or "") + "".join(map(character, element.iterchildren("img")))
        return shown.translate(_VARIANTS) in _ARROWS
    if element.tag != "sup":
        return False
    if element.get("data-fn") or _FOOTNOTE.search(
        f" {element.get('class') or ''} {element.get('id') or ''} "
    ):
        return True
    return any((link.get("href") or "").startswith("#") for link in element.iter("a")) or _is_number(element)


def character(element: Element) -> str:
    """The character that a picture replaces, as WordPress puts emoji into feeds; "" for any other
    picture.
    """
    text = element.get("alt") or ""
    is_emoji = bool(_EMOJI & set((element.get("class") or "").split()))
    return text if is_emoji and len(text) <= _EMOJI_LETTERS else ""


def is_credit(element: Element) -> bool:
    """Whether a ``cite`` is the line under a quotation with its author, and not a title in a sentence."""
    parent = element.getparent()
    if parent is None or element.getnext() is not None or (element.tail or "").strip():
        return False
    quote = parent.getparent() if parent.tag == "p" and parent.getnext() is None else parent
    return quote is not None and quote.tag in ("blockquote", "figure", "q")


def _is_number(element: Element) -> bool:
    """Whether it is a number after a word, and not an exponent."""
    if len(element) or not _NUMBER.fullmatch(element.text or ""):
        return False
    before, parent = element.getprevious(), element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return bool(_WORD_BEFORE.search(text)) and not _UNIT_BEFORE.search(text)
