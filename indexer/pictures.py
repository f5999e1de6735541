"""The pictures of an article: addresses, sizes and captions, and which of them is the lead image."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urljoin, urlsplit

from lxml.etree import _Element as Element

from engines.port.model import Image

MAX_CAPTIONS = 200
MAX_TEXT = 2_000
"""Longest caption in characters. A longer one is cut, because it is no caption."""
_MAX_URL = 2_000
_SMALLEST = 50
"""Pictures with a side below this number of pixels are icons, avatars or counters."""
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file", "data-full-url")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-src-set", "srcset")
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wx]")
_MAX_SET = 20_000
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_SIZE_IN_NAME = re.compile(r"[-_](\d{2,5})x(\d{2,5})(?=\.\w{2,5}$)")
_VARIANT = re.compile(r"(?:[-_]\d{2,5}x\d{2,5}|-scaled|-rotated|@2x|-e\d{10,13})+(?=\.\w{2,5}$)")
_EDGE = r"(?:^|[-_.\d])(?:%s)(?:[-_.\d]|$)"
_NO_PICTURE = re.compile(
    _EDGE % "logo|favicon|icons?|avatar|gravatar|emoji|smiley|pixel|spacer|blank|placeholder|sprite|loader|"
    "loading|transparent|no-?image|no-?photo|noimg|default(?:-?(?:image|img|thumb(?:nail)?|og|share))?|"
    "dummy|tracking|counter|beacon|author",
    re.I,
)
_NO_FORMAT = (".svg", ".ico", ".cur")
_NO_HOST = re.compile(
    r"(?:^|\.)(?:gravatar\.com|s\.w\.org|(?:pixel|stats)\.wp\.com|feeds\.feedburner\.com|doubleclick\.net|"
    r"feedsportal\.com|scorecardresearch\.com|google-analytics\.com|facebook\.com|addtoany\.com)$"
)
_NO_CLASS = re.compile(r"\b(?:avatar|emoji|wp-smiley|icon|site-logo|custom-logo|logo|tracking|pixel)\b", re.I)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|wp-element-caption|gallery-caption|image-caption|figcaption)(?:\s|$)"
)
_BOX = re.compile(r"(?:^|\s)(?:wp-caption|gallery-item|image-caption-wrap|media-with-caption)(?:[\s_-]|$)")
_FILE_NAME = re.compile(
    r"(?:[\w().,%+@~&' -]{1,150}\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|avif)"
    r"|(?=(?:\D*\d){3})(?:img|image|dsc[nf]?|pxl|p|photo|pic|picture|screen ?shot|whatsapp image|untitled)"
    r"[-_ ]?\d[\d\s_.:()-]*(?:(?:at|wa|copy|scaled|edited)[\d\s_.:()-]*)*)",
    re.I,
)
"""What cameras, telephones and systems put in place of a caption."""
_TEXT_TAGS = ("table", "blockquote", "pre")


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says about a picture, unchecked. ``base`` is the address that ``url`` is relative to."""

    url: str
    alt: str = ""
    caption: str = ""
    width: object = None
    height: object = None
    base: str | None = None


def image_of(said: Said, *, trusted: bool = False) -> Image | None:
    """A picture that readers can see; None for an icon, an avatar, a counter, a logo or an inline picture.

    With ``trusted`` only the address is checked: http or https.
    """
    url = _absolute(said.url, said.base)
    width, height = pixels(said.width), pixels(said.height)
    if url is None:
        return None
    if not trusted and (not _is_picture(url) or min(width or _SMALLEST, height or _SMALLEST) < _SMALLEST):
        return None
    if not (width and height):
        named = _SIZE_IN_NAME.search(urlsplit(url).path)
        width, height = (int(named[1]), int(named[2])) if named else (None, None)
    return Image(url, said_line(said.alt), said_line(said.caption), width, height)


def lead_image(stated: Iterable[Said], shown: Iterable[Image]) -> Image | None:
    """The lead image: the first usable one that the source states, else the first in the text.

    A stated picture that is also in the text, in any size, has the texts and the size given there, if the
    statement lacks them.
    """
    pictures = list(shown)
    for said in stated:
        if image := image_of(said):
            same = (other for other in pictures if _name(other.url) == _name(image.url))
            return _completed(image, next(same, None))
    return pictures[0] if pictures else None


def images_in(elements: Iterable[Element], base: str | None) -> Iterator[Image]:
    """The pictures among ``img`` elements, in order, with the captions under them."""
    for element in elements:
        if _NO_CLASS.search(element.get("class") or ""):
            continue
        said = Said(
            source_of(element),
            element.get("alt") or "",
            _caption_under(element),
            element.get("width"),
            element.get("height"),
            base,
        )
        if image := image_of(said):
            yield image


def source_of(element: Element) -> str:
    """The address of an ``img``: the largest of its ``srcset``, else what a script loads later, else its
    ``src``.
    """
    for holder in (element, *_sources(element)):
        for name in _LAZY_SETS:
            if largest := largest_of(holder.get(name) or ""):
                return largest
    named = (element.get(name) or "" for name in (*_LAZY, "src"))
    return next((url.strip() for url in named if url.strip() and not url.strip().startswith("data:")), "")


def _sources(element: Element) -> list[Element]:
    """The other sources of a picture. libxml2 does not know that ``source`` has no content."""
    box = element.getparent()
    while box is not None and box.tag == "source":
        box = box.getparent()
    return list(box.iter("source")) if box is not None and box.tag == "picture" else []


def largest_of(srcset: str) -> str:
    """The address of the largest picture in a ``srcset``; "" if it has none."""
    found = [
        (size, url) for url, size in _candidates(srcset[:_MAX_SET]) if url and not url.startswith("data:")
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else ""


def _candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """The addresses with their widths or densities, 1 for one without."""
    url = ""
    for token in srcset.split():
        if not url and token.endswith(","):
            yield token.rstrip(","), 1
        elif not url:
            url = token
        else:
            size, _, following = token.partition(",")
            match = _DESCRIPTOR.fullmatch(size)
            yield url, float(match[1]) if match else 1
            url = following
    yield url, 1


def is_caption(element: Element) -> bool:
    """Whether an element is the caption of a picture, a gallery, a video or an audio file."""
    if element.tag == "figcaption":
        figure = element.getparent()
        return figure is None or next(figure.iter(*_TEXT_TAGS), None) is None
    names = element.get("class")
    return bool(names and "caption" in names and _CAPTION.search(names))


def captions_in(root: Element) -> tuple[str, ...]:
    """The captions in a part of a page, in order, each once."""
    return distinct("".join(map(str, each.itertext())) for each in root.iter("*") if is_caption(each))


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as single lines, each once, without empty ones and names of files; at most ``MAX_CAPTIONS``."""
    lines = dict.fromkeys(line for line in map(said_line, texts) if any(map(str.isalnum, line)))
    return tuple(lines)[:MAX_CAPTIONS]


def said_line(text: str) -> str:
    """A caption or an alternative text as a single line; "" for the name of a file."""
    line = one_line(text)
    return "" if _FILE_NAME.fullmatch(line) else line


def one_line(text: str) -> str:
    """A text with single spaces, cut at ``MAX_TEXT`` characters."""
    return " ".join(text.split())[:MAX_TEXT]


def pixels(value: object) -> int | None:
    """A size in pixels: a number or a text such as ``640px``; None for anything else, such as ``100%``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 < value < 100_000 else None
    match = _PIXELS.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) or None if match else None


def _absolute(url: str, base: str | None) -> str | None:
    """The address, http or https; None for any other."""
    if not url.strip():
        return None
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    if not known or len(joined) > _MAX_URL or not joined.isprintable():
        return None
    return joined.replace(" ", "%20")


def _is_picture(url: str) -> bool:
    parts = urlsplit(url)
    name = unquote(parts.path).rpartition("/")[2].lower()
    return not (
        name.endswith(_NO_FORMAT)
        or _NO_PICTURE.search(name.partition(".")[0])
        or _NO_HOST.search(parts.hostname or "")
        or parts.path.startswith("/wp-includes/")
    )


def _name(url: str) -> str:
    """The name of a picture's file, the same for all its sizes."""
    return _VARIANT.sub("", unquote(urlsplit(url).path).rpartition("/")[2].lower())


def _completed(image: Image, other: Image | None) -> Image:
    if other is None:
        return image
    texts = replace(image, alt=image.alt or other.alt, caption=image.caption or other.caption)
    if (image.width and image.height) or image.url != other.url:
        return texts
    return replace(texts, width=other.width, height=other.height)


def _caption_under(element: Element) -> str:
    """The caption in the figure around a picture, if it is the figure's only one."""
    box = element.getparent()
    for _ in range(4):
        if box is None or box.tag in ("body", "article"):
            return ""
        if box.tag == "figure" or _BOX.search(box.get("class") or ""):
            found = captions_in(box)
            if len(found) == 1 and sum(1 for _ in box.iter("img")) == 1:
                return found[0]
        box = box.getparent()
    return ""
