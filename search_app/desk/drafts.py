"""Reads a draft from the desk's form: pasted text or HTML, or a file with text, HTML or a DOCX document."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from io import BytesIO

from flask import request
from werkzeug.datastructures import FileStorage

from analyzers import LANGUAGES, FehrestError
from engines.port.model import Document
from search.reasons import address_key
from search_app.push.port import Publisher
from search_app.texts.names import mark

MAX_BODY = 8 * 1024 * 1024
"""Maximum size of the form with a file, in bytes."""
MAX_TEXT = 512 * 1024
"""Maximum size of the text, in characters."""
_MAX_UNPACKED = 64 * 1024 * 1024
_HTML = re.compile(r"<(p|a|div|h[1-6]|br|article|html|body|ul|ol|blockquote)\b[^>]*>", re.IGNORECASE)
_NO_HTML = mark("HTML cannot be read here, because this service has only the index. Paste plain text.")
_NO_TEXT = mark("The file is not text, HTML or DOCX. Save it as one of these, or paste the text.")
_NO_DOCX = mark("The DOCX document cannot be read. Paste its text.")
_NO_READER = mark("DOCX cannot be read here. Paste the text, or install fehrest[desk] on the server.")
_TOO_LARGE = mark("The document is too large. Paste its text.")
_ZIP = b"PK\x03\x04"


class DraftError(FehrestError):
    """A draft cannot be read."""

    status = 400
    code = "draft"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a draft."""

    url: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Written:
    """What the form has: the draft, the links in it, and the language that was chosen (empty: found out)."""

    document: Document
    links: tuple[Link, ...] = ()
    language: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.document.title or self.document.body)

    @property
    def linked(self) -> frozenset[str]:
        """The addresses that the draft links to."""
        return frozenset(address_key(link.url) for link in self.links) - {""}

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The phrases of the body that have a link."""
        body = self.document.body
        found = ((body.find(link.phrase), link.phrase) for link in self.links if link.phrase)
        return tuple((at, at + len(phrase)) for at, phrase in found if at >= 0)


EMPTY = Written(Document("", "", ""))


def read_form(publisher: Publisher | None) -> Written:
    """The draft in the current request's form.

    Raises:
        DraftError: a file or HTML cannot be read. Its message is a text of the page.
    """
    form = request.form
    file = request.files.get("file")
    links = tuple(_link(value) for value in form.getlist("link")[:500])
    text = form.get("text", "")[:MAX_TEXT]
    if file and file.filename:
        text, links = _read_file(file), ()
    language = form.get("language", "")
    title, address = form.get("title", "").strip()[:500], form.get("address", "").strip()[:2_000]
    draft = Written(Document("", title, text.replace("\r\n", "\n").strip()), links, language)
    if _HTML.search(text):
        draft = _from_html(draft, publisher)
    draft = _titled(draft)
    document = _in_language(draft.document, language, publisher) if not draft.is_empty else draft.document
    return replace(draft, document=replace(document, id="", url=address or None))


def as_typed() -> Written:
    """What the current request's form has, unread."""
    title, text = request.form.get("title", "")[:500], request.form.get("text", "")[:MAX_TEXT]
    return Written(Document("", title, text))


def _titled(draft: Written) -> Written:
    """Without a title the first line is the title."""
    document = draft.document
    if document.title or not document.body:
        return draft
    first, _, rest = document.body.partition("\n")
    if len(first) > 300:
        return draft
    return replace(draft, document=replace(document, title=first.strip(), body=rest.strip()))


def _in_language(document: Document, chosen: str, publisher: Publisher | None) -> Document:
    if chosen in LANGUAGES:
        return replace(document, language=chosen)
    if publisher is None or not (document.title or document.body):
        return document
    found = publisher.draft({"title": document.title, "body": document.body})
    return replace(document, language=found.language)


def _from_html(draft: Written, publisher: Publisher | None) -> Written:
    if publisher is None:
        raise DraftError(_NO_HTML)
    content = draft.document.body
    read = publisher.draft({"title": draft.document.title or " ", "html": content})
    found = _Links()
    found.feed(content)
    title = draft.document.title or read.title.strip()
    return replace(draft, document=replace(read, title=title), links=(*draft.links, *found.links))


def _read_file(file: FileStorage) -> str:
    """The text or HTML in a file."""
    content = file.stream.read(MAX_BODY)
    if content.startswith(_ZIP):
        return _read_docx(content)
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text[:MAX_TEXT]
    raise DraftError(_NO_TEXT)


def _read_docx(content: bytes) -> str:
    try:
        import mammoth
    except ModuleNotFoundError as error:
        raise DraftError(_NO_READER) from error
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
                raise DraftError(_TOO_LARGE)
        ignored = mammoth.images.img_element(lambda _: {"src": ""})
        found: str = mammoth.convert_to_html(BytesIO(content), convert_image=ignored).value
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise DraftError(_NO_DOCX) from error
    return found[:MAX_TEXT]


def _link(value: str) -> Link:
    url, _, phrase = value.partition(" ")
    return Link(url[:2_000], phrase[:300])


def link_fields(links: Iterable[Link]) -> list[str]:
    """The links as values of the form's hidden fields."""
    return [f"{link.url.replace(' ', '%20')} {link.phrase}" for link in links]


class _Links(HTMLParser):
    """Collects the links of a page and their phrases."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self._url = ""
        self._phrase: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._url, self._phrase = dict(attrs).get("href") or "", []

    def handle_data(self, data: str) -> None:
        if self._url:
            self._phrase.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._url:
            self.links.append(Link(self._url[:2_000], " ".join("".join(self._phrase).split())[:300]))
            self._url = ""
