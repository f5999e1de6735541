"""The media of a post in HTML: pictures, captions, videos, audio files and documents; and the post's kind."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree, html
from lxml.etree import _Element as Element

from engines.port.model import Form, Image
from indexer.article import Article
from indexer.pictures import Said, captions_in, distinct, images_in, lead_image, one_line

_MAY_HAVE = re.compile(
    r"<(?:img|figure|video|audio|iframe|object|embed|amp-)|\.pdf\b|caption|\[[a-z]|//\S*you", re.I
)
_CAPTIONED = re.compile(r"\[(/?)(?:wp_)?caption\b([^\[\]]*)\]", re.I)
_CAPTION_ATTRIBUTE = re.compile(r"""\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_PICTURE = re.compile(r"\s*(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a\s*>)?", re.I)
_VIDEO_HOST = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|dai\.ly|aparat\.com|"
    r"videopress\.com|wordpress\.tv|rumble\.com|twitch\.tv|streamable\.com|ted\.com)$"
)
_AUDIO_HOST = re.compile(
    r"(?:^|\.)(?:soundcloud\.com|mixcloud\.com|open\.spotify\.com|anchor\.fm|podcasts\.apple\.com|"
    r"embed\.podcasts\.apple\.com|castbox\.fm|shenoto\.com|audiomack\.com)$"
)
_ENDS = {
    Form.VIDEO: (".mp4", ".webm", ".mov", ".m4v", ".ogv", ".avi"),
    Form.AUDIO: (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac"),
    Form.DOCUMENT: (".pdf", ".doc", ".docx", ".odt", ".ppt", ".pptx", ".xls", ".xlsx", ".epub"),
}
_SHORTCODES = {
    Form.GALLERY: re.compile(r"\[(?:gallery|slideshow|nggallery|ngg)\b", re.I),
    Form.VIDEO: re.compile(r"\[(?:video|wpvideo|youtube|vimeo|videopress)\b", re.I),
    Form.AUDIO: re.compile(r"\[(?:audio|playlist|soundcloud)\b", re.I),
    Form.DOCUMENT: re.compile(r"\[(?:pdf\S*|embeddoc|gview|pdf-embedder)\s", re.I),
}
_LINE_URL = re.compile(r"^\s*(?:<p>\s*|\[embed\]\s*)?(https?://[^\s<>\[\]]+)", re.M)
_BLOCKS = re.compile(r"\bwp-block-(gallery|video|audio|file)\b|\bis-type-(video|audio)\b")
_BLOCK_FORMS = {"gallery": Form.GALLERY, "video": Form.VIDEO, "audio": Form.AUDIO, "file": Form.DOCUMENT}
_SOURCES = ("iframe", "embed", "object", "video", "audio", "source", "a")
_FORMATS = {"gallery": Form.GALLERY, "image": Form.PICTURE, "video": Form.VIDEO, "audio": Form.AUDIO}
_TEXT_WORDS = {Form.GALLERY: 60, Form.PICTURE: 15, Form.VIDEO: 60, Form.AUDIO: 60, Form.DOCUMENT: 40}
"""With this many words a post is a text with media."""
_DECLARED_WORDS = 250
"""The same for a post whose author or system says what it is."""
_GALLERY_SIZE = 4
_SHORT = 5_000


@dataclass(frozen=True, slots=True)
class Media:
    """The pictures and captions of a post, and how many media of each kind it has."""

    images: tuple[Image, ...] = ()
    captions: tuple[str, ...] = ()
    counts: tuple[tuple[Form, int], ...] = ()

    def has(self, form: Form) -> bool:
        """Whether there is anything of this kind."""
        return any(form is each for each, _ in self.counts)


NO_MEDIA = Media()


def media_of(markup: str, base: str | None) -> Media:
    """The media in the HTML of a post. Never raises.

    Args:
        base: the address that others in it are relative to.
    """
    if not _MAY_HAVE.search(markup):
        return NO_MEDIA
    try:
        root = html.fragment_fromstring(figures(markup), create_parent="div")
    except (etree.LxmlError, ValueError):
        return NO_MEDIA
    found = media_in(root, base)
    counts = Counter(dict(found.counts)) + Counter(_mentioned(markup))
    return replace(found, counts=tuple(counts.items()))


def media_in(root: Element, base: str | None) -> Media:
    """The media in a part of a page."""
    images = tuple(images_in(root.iter("img"), base))
    counts = Counter(form for element in root.iter("*") if (form := _form_of(element)))
    counts[Form.PICTURE] = len(images)
    return Media(images, captions_in(root), tuple((+counts).items()))


def figures(markup: str) -> str:
    """HTML in which captions of the classic editor (``[caption]…[/caption]``) are figures."""
    if "caption" not in markup:
        return markup
    parts: list[str] = []
    at = opened = -1
    attributes = ""
    done = 0
    for match in _CAPTIONED.finditer(markup):
        if not match[1]:
            at, opened, attributes = match.start(), match.end(), match[2]
        elif opened >= 0:
            parts += [markup[done:at], _figure(markup[opened : match.start()], attributes)]
            done, opened = match.end(), -1
    return "".join((*parts, markup[done:]))


def completed(article: Article, media: Media, stated: Iterable[Said] = (), declared: str = "") -> Article:
    """The article with its lead image, its captions and its kind. Without a text, the texts about its
    pictures are its text.

    Args:
        stated: what the source says about the lead image.
        declared: the post's format or type, as the source calls it.
    """
    image = lead_image(stated, media.images)
    captions = distinct((*media.captions, *article.captions, *((image.caption,) if image else ())))
    texts = captions or distinct(each.alt for each in media.images)
    own = "" if _is_said(article.body, texts) else article.body
    body = own or "\n\n".join(text for text in texts if text != article.title)
    kind = kind_of(len(own.split()), media, declared)
    return replace(article, body=body, image=image, captions=captions, kind=kind.value)


def _is_said(body: str, texts: tuple[str, ...]) -> bool:
    """Whether a text only repeats what is said about the pictures."""
    lines = [one_line(part) for part in body.split("\n\n")] if len(body) < _SHORT else []
    return bool(texts) and bool(lines) and all(any(line in text for text in texts) for line in lines)


def kind_of(words: int, media: Media, declared: str = "") -> Form:
    """What a post mainly consists of.

    A post with little text is what its media are. One that is declared to be of a kind (by WordPress's
    formats ``gallery``, ``image``, ``video`` and ``audio``, or by a value of ``Form``) may have more text.

    Args:
        words: the number of words of its text, without captions.
    """
    form = _FORMATS.get(declared) or (Form(declared) if declared in tuple(Form) else None)
    if form and form is not Form.ARTICLE and words < _DECLARED_WORDS:
        return form
    counts = dict(media.counts)
    several = counts.get(Form.PICTURE, 0) >= _GALLERY_SIZE
    for form in (Form.VIDEO, Form.AUDIO, Form.GALLERY, Form.DOCUMENT, Form.PICTURE):
        if words < _TEXT_WORDS[form] and (counts.get(form) or (form is Form.GALLERY and several)):
            return form
    return Form.ARTICLE


def form_of_url(url: str) -> Form | None:
    """What is at an address: a video, an audio file or a document; None if nothing shows that."""
    try:
        parts = urlsplit(url)
        host, path = parts.hostname or "", parts.path.lower()
    except ValueError:
        return None
    if _VIDEO_HOST.search(host):
        return Form.VIDEO
    if _AUDIO_HOST.search(host):
        return Form.AUDIO
    return next((form for form, ends in _ENDS.items() if path.endswith(ends)), None)


def _form_of(element: Element) -> Form | None:
    names = element.get("class")
    if names and (match := _BLOCKS.search(names)):
        return _BLOCK_FORMS[match[1] or match[2]]
    if element.tag in ("video", "audio"):
        return Form(element.tag)
    if element.tag not in _SOURCES:
        return None
    found = form_of_url(element.get("src") or element.get("data") or element.get("href") or "")
    # A link to a video is a reference, one to a document offers it.
    return found if element.tag != "a" or found is Form.DOCUMENT else None


def _mentioned(markup: str) -> Iterable[Form]:
    """The media of shortcodes, and of addresses on a line of their own, which WordPress embeds."""
    yield from (form for form, pattern in _SHORTCODES.items() if pattern.search(markup))
    for match in _LINE_URL.finditer(markup):
        if form := form_of_url(match[1]):
            yield form


def _figure(content: str, attributes: str) -> str:
    picture = _PICTURE.match(content)
    end = picture.end() if picture else 0
    named = _CAPTION_ATTRIBUTE.search(attributes)
    text = content[end:].strip() or (named and (named[1] or named[2])) or ""
    caption = f'<figcaption class="wp-caption-text">{text}</figcaption>' if picture else text
    return f'<figure class="wp-caption">{content[:end]}{caption}</figure>'
