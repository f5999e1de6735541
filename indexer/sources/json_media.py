"""The image, the captions and the kind in a JSON record. What is not usable is ignored."""

from typing import Any

from engines.port.model import Form, Image
from indexer.media import NO_MEDIA, kind_of, media_of
from indexer.pictures import Said, distinct, image_of
from indexer.sources.text import clean_line

_IMAGE = ("image", "lead_image", "featured_image", "image_url", "thumbnail")
_MARKUP = ("html", "body", "text", "content", "content_html")
_URL = ("url", "src", "href", "contentUrl", "source_url")
_ALT = ("alt", "alt_text", "alternative")


def media_fields(record: dict[str, Any], body: str) -> tuple[Image | None, tuple[str, ...], str]:
    """Lead image, captions and kind. An image is an address or an object with ``url``, ``alt``, ``caption``,
    ``width`` and ``height``; of a list the first one counts. Pictures and captions in HTML are found as well.

    Args:
        body: the record's text without HTML.
    """
    markup = next((text for n in _MARKUP if isinstance(text := record.get(n), str)), "")
    base = record.get("url") if isinstance(record.get("url"), str) else None
    media = media_of(markup, base) if "<" in markup else NO_MEDIA
    stated = next((record[name] for name in _IMAGE if record.get(name)), None)
    image = _image(stated, base) or next(iter(media.images), None)
    captions = record.get("captions", record.get("caption"))
    texts = [text for text in captions if isinstance(text, str)] if isinstance(captions, list) else [captions]
    own = (image.caption,) if image else ()
    found = distinct((*(clean_line(text) for text in texts if isinstance(text, str)), *media.captions, *own))
    declared = record.get("kind") or record.get("format")
    if declared in tuple(Form):
        return image, found, str(declared)
    return (
        image,
        found,
        kind_of(len(body.split()), media, declared if isinstance(declared, str) else "").value,
    )


def _image(value: Any, base: str | None) -> Image | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return image_of(Said(value, base=base), trusted=True)
    if not isinstance(value, dict):
        return None
    url, alt, caption = (_first(value, names) for names in (_URL, _ALT, ("caption",)))
    said = Said(url, clean_line(alt), clean_line(caption), value.get("width"), value.get("height"), base)
    return image_of(said, trusted=True)


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if isinstance(text := value.get(name), str) and text), "")
