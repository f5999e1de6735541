"""What a design does to letters and lines, which a text must not lose: drop caps, and the lines of poems.

A drop cap is put back in front of its word, also if it is a picture or an element of its own. Lines that only
a style or a table makes become line breaks: the two halves of a verse in Persian and Arabic poems are often
cells.
"""

import re
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from indexer.extraction.tree import class_names, classes
from indexer.extraction.vocabulary import said

_DROP_CAP = re.compile(
    r"\s(?:\S*-)?(?:drop-?caps?|first-?letter|big-?letter|lettrine|initial(?:-(?:cap|letter))?)(?:-\S+)?\s"
)
_LETTER = re.compile(r"[\"'“”«‘(]?[^\W\d_]\W?")
_LINE = re.compile(
    r"\s(?:\S*-)?(?:m[ei]sra[a-z0-9]*|hemistich|(?:verse|poem)-?line|line-?of-?(?:verse|poem))\s"
)
_POEM = re.compile(
    r"\s(?:\S*-)?(?:poems?|poetry|verses?|be[iy]ts?|bayt|sh[ei]['’]?r|ghazal|stanza)(?:-\S+)?\s"
)
_BLOCK = re.compile(r"display\s*:\s*block", re.I)
_KEPT = re.compile(r"white-space\s*:\s*(?:pre-line|pre-wrap|pre|break-spaces)\b", re.I)
_INLINE = frozenset(("span", "b", "i", "em", "strong", "font", "a", "small"))
_ALONE = frozenset(("A", "I", "O", *said("labels", "single_letters")))
"""Words of one letter, which a space after them leaves alone."""
_MOST_CELLS = 400
_LETTERS = 3


def typeset(root: Element) -> None:
    """Change a tree so that words and lines are as a reader sees them."""
    for element in root.findall(".//table"):
        if _is_poem(element):
            _unfold(element)
    # A search in the whole markup would take far longer than asking each element once.
    for element in root.findall(".//*[@style]"):
        _follow_style(element, element.get("style", ""))
    for element in root.findall(".//*[@class]"):
        if _is_set(element.get("class", "")):
            _follow_name(element, classes(element))
    for element in root.findall(".//img[@alt]"):
        if len(element.get("alt", "")) <= _LETTERS:
            _join(element)


@lru_cache(maxsize=10_000)
def _is_set(name: str) -> bool:
    names = class_names(name, None)
    return bool(_DROP_CAP.search(names) or _LINE.search(names) or _POEM.search(names))


def _follow_name(element: Element, names: str) -> None:
    if element.tag in _INLINE and _LINE.search(names):
        _end_line(element)
    elif _is_couplet(element, names):
        for half in element:
            _end_line(half)
    elif _DROP_CAP.search(names):
        _join(element)


def _is_couplet(element: Element, names: str) -> bool:
    """Whether an element is a verse whose halves are inline elements without a name, and nothing else."""
    halves = list(element)
    return (
        len(halves) > 1
        and bool(_POEM.search(names))
        and all(half.tag == "span" and not (half.tail or "").strip() for half in halves)
        and not (element.text or "").strip()
    )


def _follow_style(element: Element, style: str) -> None:
    if element.tag != "pre" and _KEPT.search(style):
        _break_lines(element)
    if element.tag in _INLINE and _BLOCK.search(style):
        _end_line(element)


def _end_line(element: Element) -> None:
    """Put a break after an element, which may be the last of its line."""
    before = element.getprevious()
    if before is None or before.tag != "br":
        _insert(element, before=True)
    _insert(element, before=False)


def _insert(element: Element, *, before: bool) -> None:
    parent = element.getparent()
    if parent is None:
        return
    line = etree.Element("br")
    at = parent.index(element)
    if before:
        if at or (parent.text or "").strip():
            parent.insert(at, line)
        return
    line.tail, element.tail = element.tail, None
    parent.insert(at + 1, line)


def _break_lines(element: Element) -> None:
    """Make line ends in an element's own text, and behind its parts, breaks."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    if len(parts) > _MOST_CELLS:
        return
    for number in range(len(parts) - 1, -1, -1):
        first, *lines = (
            parts[number].strip("\n").split("\n")
            if number in (0, len(parts) - 1)
            else parts[number].split("\n")
        )
        if number:
            element[number - 1].tail = first
        else:
            element.text = first
        for offset, text in enumerate(lines):
            line = etree.Element("br")
            line.tail = text
            element.insert(number + offset, line)


def _is_poem(table: Element) -> bool:
    """Whether a table is a poem: it is named so, or has an empty column between two others in each row."""
    if any(_POEM.search(classes(each)) for each in (table, table.getparent()) if each is not None):
        return len(list(table.iter("td"))) <= _MOST_CELLS and table.find(".//th") is None
    rows = [list(row.iter("td")) for row in table.iter("tr")]
    if len(rows) < 2 or any(len(row) != 3 for row in rows):
        return False
    texts = [["".join(map(str, cell.itertext())).strip() for cell in row] for row in rows]
    return all(row[0] and not row[1] and row[2] for row in texts)


def _unfold(table: Element) -> None:
    """Turn a table into a paragraph with one line for each cell."""
    for cell in list(table.iter("td")):
        cell.tag = "span"
        cell.append(etree.Element("br"))
    for part in list(table.iter("tr", "tbody", "thead", "tfoot", "p", "div")):
        part.tag = "span"
    for part in (table, *table.iter("span")):
        part.text = (part.text or "").strip()
        part.tail = (part.tail or "").strip() if part is not table else part.tail
    table.tag = "p"


def _join(element: Element) -> None:
    """Put a drop cap in front of the text that follows it, without the space between them."""
    letter = (element.get("alt") or "") if element.tag == "img" else "".join(map(str, element.itertext()))
    letter = letter.strip()
    parent = element.getparent()
    if parent is None or not _LETTER.fullmatch(letter) or (element.tag == "img" and not _begins(element)):
        return
    following = element.tail or ""
    if not following.strip() and (after := _next_text(element)) is not None:
        after.text = _joined(letter, after.text or "")
        following = ""
    else:
        following = _joined(letter, following)
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + following
    else:
        parent.text = (parent.text or "") + following
    parent.remove(element)


def _joined(letter: str, text: str) -> str:
    bare = text.lstrip()
    is_word = letter in _ALONE and bare != text
    return f"{letter} {bare}" if is_word else letter + bare


def _begins(picture: Element) -> bool:
    """Whether a picture of a letter begins a word: nothing is before it, and a small letter after it."""
    parent = picture.getparent()
    if parent is None or picture.getprevious() is not None or (parent.text or "").strip():
        return False
    following = (picture.tail or "").lstrip()[:1]
    return following.isalpha() and not following.isupper()


def _next_text(element: Element) -> Element | None:
    """The next element, if it begins with text."""
    after = element.getnext()
    while after is not None and not (after.text or "").strip() and len(after):
        after = after[0]
    return after if after is not None and (after.text or "").strip() else None
