"""The pictures and files that an entry of a feed names outside its text.

Media RSS (``media:content``, ``media:thumbnail``), enclosures of RSS and Atom, and the image of iTunes.
"""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from engines.port.model import Form
from indexer.pictures import Said

_MEDIA = "{http://search.yahoo.com/mrss/}"
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def images_of(element: etree._Element, base: str) -> tuple[Said, ...]:
    """The pictures, the most trusted first: media contents, enclosures, thumbnails, the image of iTunes."""
    found = [
        _content(media, base)
        for media in element.iter(f"{_MEDIA}content")
        if _type(media, "medium").startswith("image")
    ]
    found += [
        Said(urljoin(base, url), width=None, height=None)
        for url, kind in _enclosures(element)
        if kind.startswith("image/")
    ]
    found += [
        Said(urljoin(base, each.get("url", "")), "", "", each.get("width"), each.get("height"))
        for each in element.iter(f"{_MEDIA}thumbnail")
    ]
    found += [Said(urljoin(base, each.get("href", ""))) for each in element.iterchildren(f"{_ITUNES}image")]
    return tuple(said for said in found if said.url)


def form_of(element: etree._Element) -> str:
    """What an entry offers as a file: a video, an audio file or a document; "" for none of these."""
    kinds = [kind for _, kind in _enclosures(element)]
    kinds += [_type(media, "medium") for media in element.iter(f"{_MEDIA}content")]
    for kind in kinds:
        if kind.startswith("video"):
            return Form.VIDEO
        if kind.startswith("audio"):
            return Form.AUDIO
        if kind == "application/pdf":
            return Form.DOCUMENT
    return ""


def _enclosures(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The address and the media type of each."""
    for each in element.iterchildren("{*}enclosure"):
        yield each.get("url", ""), each.get("type", "").lower()
    for each in element.iterchildren("{*}link"):
        if each.get("rel") == "enclosure":
            yield each.get("href", ""), each.get("type", "").lower()


def _content(media: etree._Element, base: str) -> Said:
    """Media RSS has the caption in ``media:description``; ``media:title`` often names the author."""
    description = media.find(f"{_MEDIA}description")
    caption = description.text if description is not None else ""
    url = urljoin(base, media.get("url", ""))
    return Said(url, "", caption or "", media.get("width"), media.get("height"))


def _type(media: etree._Element, name: str) -> str:
    """``medium`` or ``type``; a content with neither is a picture if its address ends like one."""
    stated = (media.get(name) or media.get("type") or "").lower()
    ends = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
    return stated or ("image" if media.get("url", "").partition("?")[0].lower().endswith(ends) else "")
