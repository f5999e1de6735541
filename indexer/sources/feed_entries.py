"""Parses RSS 0.9 to 2.0 and Atom."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from indexer.extraction.vocabulary import alternatives
from indexer.pictures import Said
from indexer.sources.feed_media import form_of, images_of
from indexer.sources.loose_feed import loose_entries
from indexer.sources.qtranslate import editions
from indexer.sources.safe_xml import BrokenXmlError, elements, local_name
from indexer.sources.text import http_url

ROOTS = ("rss", "feed", "RDF")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM = "http://www.w3.org/2005/Atom"
_ENTRY = re.compile(rb"<(?:[A-Za-z]+:)?(?:item|entry)[\s>]")
_ENTRY_END = re.compile(rb"</(?:[A-Za-z]+:)?(?:item|entry)\s*>")
_ORIGINAL = "origLink"
_TAG = re.compile(r"<[^<>]*>")
_DOTS = r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\])"
_MORE = f"(?:read (?:more|the rest|on)|continue reading|more{alternatives('labels', 'more')})"
_CUT = re.compile(rf"{_DOTS}\W*$|{_DOTS}\W*{_MORE}.{{0,150}}$|\W{_MORE}\W*[»→›>]\W*$", re.I)
_MORE_LINK = re.compile(r"""<a\b[^<>]*class\s*=\s*["'][^"']*(?:more-link|read-?more|moretag)\b""", re.I)
_END = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``content`` is its complete text as HTML, or "" if the feed does not have it.

    ``images`` are those that it names outside the text, ``form`` what its enclosure is (a value of ``Form``).
    """

    key: str
    title: str
    url: str | None
    content: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    language: str = ""
    guid: str = ""
    images: tuple[Said, ...] = ()
    form: str = ""

    @property
    def stamp(self) -> str:
        """Changes when the entry changes."""
        told = "\0".join((self.title, self.updated, self.published, self.content))
        return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).hexdigest()


@dataclass(slots=True)
class FeedPage:
    """One document of a feed. ``following`` is the address of the next one, if it is named."""

    entries: list[Entry] = field(default_factory=list)
    language: str = ""
    generator: str = ""
    following: str = ""


def read_feed(
    content: bytes,
    base: str,
    page: FeedPage,
    loosely: Callable[[bytes], list[dict[str, Any]]] = loose_entries,
) -> None:
    """Fill ``page``. Entries that were read are kept if the document is broken.

    ``loosely`` reads a feed whose broken XML hides entries.

    Raises UnsafeXmlError, BrokenXmlError and etree.XMLSyntaxError.
    """
    try:
        _read(content, base, page)
    except (BrokenXmlError, etree.XMLSyntaxError):
        _complete(content, base, page, loosely)
        raise
    _complete(content, base, page, loosely)
    page.entries = [edition for entry in page.entries for edition in _editions(entry)]


def _editions(entry: Entry) -> Iterator[Entry]:
    """An entry that contains several languages (qTranslate) as one entry for each of them."""
    values = {"title": entry.title, "content:encoded": entry.content, "link": entry.url or ""}
    for found in editions(values):
        if not found.language:
            yield entry
            continue
        own = replace(
            entry,
            title=found.values["title"],
            content=found.values["content:encoded"],
            url=found.values["link"] or None,
            language=found.language,
        )
        yield own if found.first else replace(own, key=f"{entry.key} {found.language}", guid="")


def _complete(
    content: bytes, base: str, page: FeedPage, loosely: Callable[[bytes], list[dict[str, Any]]]
) -> None:
    """Read a feed loosely if it names more entries than were found: a bare ``<`` may have hidden them."""
    if b"<!ENTITY" not in content and len(_ENTRY.findall(content)) > len(page.entries):
        whole = loosely(content)[: len(_ENTRY_END.findall(content))]
        found = [_loose_entry(values, base, page.language) for values in whole]
        if len(found) > len(page.entries):
            page.entries = found


def _loose_entry(values: dict[str, Any], base: str, language: str) -> Entry:
    link, content = values.pop("link"), values.pop("content").strip()
    url = http_url(urljoin(base, link)) if link else None
    key = values["guid"] or url or f"{values['title']} {values['published']}"
    text = _whole(_without_footer(content, url))
    return Entry(key=key, url=url, content=text, language=language, **values)


def _read(content: bytes, base: str, page: FeedPage) -> None:
    for element in elements(content, ("item", "entry"), ("language", "generator", "link"), doctype=True):
        name = local_name(element)
        if name in ("item", "entry"):
            page.entries.append(_entry(element, base, page.language))
        elif _is_of_feed(element):
            _learn(element, name, base, page)


def _learn(element: etree._Element, name: str, base: str, page: FeedPage) -> None:
    text = (element.text or "").strip()
    if name == "link":
        if element.get("rel") == "next" and element.get("href"):
            page.following = urljoin(base, element.get("href", ""))
    elif name == "language":
        page.language = text
    else:
        page.generator = f"{text} {element.get('uri', '')}"


def _is_of_feed(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) in ("channel", "feed", "RDF")


def _entry(element: etree._Element, base: str, language: str) -> Entry:
    url = _address(element, base)
    guid = _first(element, "guid", "id") or element.get(
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", ""
    )
    title = _first(element, "title")
    published = _first(element, "pubDate", "published", "issued", "date", "created")
    return Entry(
        key=guid or url or f"{title} {published}",
        title=title,
        url=url,
        content=_whole(_without_footer(_content(element), url)),
        published=published,
        updated=_first(element, "updated", "modified"),
        authors=tuple(dict.fromkeys(_authors(element))),
        terms=tuple(dict.fromkeys(_terms(element))),
        language=element.get("{http://www.w3.org/XML/1998/namespace}lang", "") or language,
        guid=guid,
        images=images_of(element, base),
        form=form_of(element),
    )


def _first(element: etree._Element, *names: str) -> str:
    """The text of the first child with one of these names that is not empty."""
    for name in names:
        for child in element.iterchildren(f"{{*}}{name}"):
            if text := _text(child).strip():
                return text
    return ""


def _text(element: etree._Element) -> str:
    """The text, or for Atom's inline XHTML its markup."""
    if element.get("type") == "xhtml":
        return etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return "".join(map(str, element.itertext(with_tail=False)))


def _address(element: etree._Element, base: str) -> str | None:
    """The page's own address: rather than that of a counting service, a link to another form, or a guid."""
    links = list(element.iterchildren("{*}link"))
    named = [_first(element, _ORIGINAL)]
    named += [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    named += [(link.text or "").strip() for link in links]
    named += [
        (guid.text or "").strip()
        for guid in element.iterchildren("{*}guid")
        if guid.get("isPermaLink") != "false"
    ]
    return next((url for each in named if each and (url := http_url(urljoin(base, each)))), None)


def _content(element: etree._Element) -> str:
    """The text: of RSS from the content module, of Atom its content."""
    found = [_text(child) for child in element.iterchildren(_CONTENT)]
    found += [_text(child) for child in element.iterchildren(f"{{{_ATOM}}}content") if not child.get("src")]
    return max(found, key=len, default="").strip()


def _whole(content: str) -> str:
    """The text if it is complete; "" if it is shortened and ends in dots or a link to the rest."""
    end = " ".join(unescape(_TAG.sub(" ", content[-3 * _END :])).split())[-_END:]
    return "" if _CUT.search(end) or _MORE_LINK.search(content[-3 * _END :]) else content


def _without_footer(content: str, url: str | None) -> str:
    """The text without the line that plugins add: links to the story and its site, in any words."""
    start = content.rfind("<p>")
    if url is None or start <= 0:
        return content
    last = html.fragment_fromstring(content[start:], create_parent="div")
    targets = [link.get("href", "").rstrip("/") for link in last.iter("a")]
    ends = len(last) == 1 and not (last[0].tail or "").strip()
    return content[:start] if ends and len(targets) == 2 and url.rstrip("/") in targets else content


def _authors(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren("{*}creator", "{*}author"):
        name = _first(child, "name") or (child.text or "").strip()
        # RSS 2.0 requires "address (Name)" here.
        match = re.fullmatch(r"\S+@\S+\s*\(([^()]+)\)", name)
        if match or (name and "@" not in name):
            yield match[1] if match else name


def _terms(element: etree._Element) -> Iterator[str]:
    for child in element.iterchildren("{*}category", "{*}subject"):
        name = child.get("label") or child.get("term") or (child.text or "").strip()
        if name:
            yield name
