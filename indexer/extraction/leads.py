"""The lead of a story: a summary between its title and the element with its text.

News systems print it in a separate element, named as a lead or a subtitle, or without a name under the title.
What is between title and text is read from the tree, because many themes put it into a box that is furniture.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice

from lxml.etree import _Element as Element

from indexer.extraction.blocks import Block
from indexer.extraction.boilerplate import is_comments_class, is_dead_class
from indexer.extraction.bylines import is_byline, starts_like_byline
from indexer.extraction.calendars import normalize
from indexer.extraction.dates import parse_date
from indexer.extraction.head import Head
from indexer.extraction.labels import is_label
from indexer.extraction.near_title import following
from indexer.extraction.phrases import is_foot, is_offer
from indexer.extraction.tree import ancestors, classes, squeeze
from indexer.extraction.vocabulary import leads_are_descriptions

_LEAD = re.compile(
    r"\s(?:\S*-)?(?:lead|lede|lid|lead-?text|intro|intro-?text|summary|sub-?titles?|sub-?head(?:ing|line)?|"
    r"standfirst|dek|deck|chapo|announce|announce-text|abstract|kholase|short-?desc(?:ription)?|entry-summary|"
    r"nut-?graph|excerpt|sapo|sottotitolo|bajada|vorspann)(?:-(?:text|content|box|wrapper|inner|body|p|news|paragraph|article|post|single))?\s"
)
_OTHER = re.compile(
    r"\s(?:\S*-)?(?:caption|credit|photo|image|img|figure|related|teasers?|cards?|recent|popular|more|next|prev|tags?|"
    r"share|social|rutitr|roo-?titr|kicker|over-?title|up-?title|author|bio|meta|date|time|breadcrumbs?|ads?)"
    r"(?:-\S+)?\s"
)
_OUTSIDE = frozenset(
    ("nav", "aside", "footer", "form", "figure", "figcaption", "ul", "ol", "table", "details", "dl")
)
_MAX_LINES = 60
_MAX_LEADS = 3
_MIN_NAMED = 15
_MIN_PLAIN = 60
_MIN_WORDS = 8
_MAX_LENGTH = 1500
_END = re.compile(r"[.!?؟۔…]['\"”»)\]]*$")
_START = 60
_ALIKE = 25
_NEAR = 2
"""Maximum depth of a lead without a name in what follows the title."""


def with_lead(heading: Element | None, blocks: list[Block], head: Head) -> list[Block]:
    """``blocks`` of a story with its lead before them, if it has one outside of them.

    ``heading`` is the element of the story's title. Nothing is added if the story's text does not follow it.
    In most languages a subtitle that only repeats the description in ``head`` is for previews and not a lead.
    """
    first = next((block.text for block in blocks if block.prose and not block.is_heading), None)
    if heading is None or first is None:
        return blocks
    start = _key(first)
    found: list[Block] = []
    for element, text in islice(_lines(heading), _MAX_LINES):
        key = _key(text)
        if key == start or (len(key) > _ALIKE and key[:_ALIKE] == start[:_ALIKE]):
            known = {_key(block.text) for block in blocks} | _descriptions(head)
            return [lead for lead in found[:_MAX_LEADS] if _key(lead.text) not in known] + blocks
        if _is_lead(element, text, heading):
            found.append(Block(text, "p", 0, -1))
    return blocks


def _descriptions(head: Head) -> set[str]:
    if leads_are_descriptions(head.language):
        return set()
    names = ("description", "og:description", "twitter:description")
    stated = [text for name in names for text in head.meta.get(name, ())]
    # Some sites put a label before it: "Editorial: …".
    return {_key(text) for text in (*stated, *(text.partition(": ")[2] for text in stated)) if text}


def _key(text: str) -> str:
    return normalize(text[: 2 * _START])[:_START].strip()


def _lines(heading: Element) -> Iterator[tuple[Element, str]]:
    for element, parts in groupby(following(heading), key=lambda found: found[0]):
        yield element, squeeze(" ".join(text for _, text in parts))


def _is_lead(element: Element, text: str, heading: Element) -> bool:
    if not _MIN_NAMED <= len(text) <= _MAX_LENGTH or not _is_prose(text):
        return False
    around = set(heading.iterancestors())
    names = [classes(element)]
    named = element.get("itemprop") == "description"
    for parent in ancestors(element, 8):
        if parent in around:
            break
        if parent.tag in _OUTSIDE:
            return False
        names.append(classes(parent))
    if element.tag in _OUTSIDE or any(_is_other(name) for name in names):
        return False
    if named or any(map(_is_named, names[:3])):
        return len(text.split()) > 3
    plain = element.tag in ("p", "div") and len(names) <= _NEAR and not any(map(is_dead_class, names))
    return plain and len(text) >= _MIN_PLAIN and len(text.split()) >= _MIN_WORDS and bool(_END.search(text))


def _is_prose(text: str) -> bool:
    if is_label(text) or is_foot(text) or starts_like_byline(text) or is_offer(Block(text, "p", 0, -1)):
        return False
    return not (len(text) < 90 and (is_byline(text) or parse_date(text) is not None))


@lru_cache(maxsize=20_000)
def _is_named(names: str) -> bool:
    return bool(_LEAD.search(names))


@lru_cache(maxsize=20_000)
def _is_other(names: str) -> bool:
    return bool(_OTHER.search(names)) or is_comments_class(names)
