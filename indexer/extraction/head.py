"""What a page says about itself outside its text: meta elements, links, JSON-LD, address."""

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from analyzers import LANGUAGES
from indexer.extraction.dates import parse_date
from indexer.extraction.jsonld import StructuredData, text_value
from indexer.extraction.meta_names import AUTHOR, LOCAL, MODIFIED, PUBLISHED
from indexer.extraction.saved_from import original, saved_from
from indexer.extraction.tree import Elements, squeeze

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")
_LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_]|\s*$)")
_MAX_MENTIONS = 200
_TAG = 300


@dataclass(slots=True)
class Head:
    """What a page says about itself."""

    meta: dict[str, list[str]]
    data: StructuredData
    url: str | None
    language: str
    translations: tuple[str, ...]
    site_names: tuple[str, ...] = ()
    article: dict[str, object] = field(default_factory=dict)
    mentions_breadcrumbs: bool = True

    def first(self, *names: str) -> str | None:
        """The first meta value under one of ``names``."""
        for name in names:
            if name in self.meta:
                return self.meta[name][0]
        return None

    def _each(self, names: list[str]) -> list[str]:
        """The first meta value under each of ``names``."""
        return [self.meta[name][0] for name in names if name in self.meta]

    def published(self, timezone: tzinfo) -> datetime | None:
        """The date of publication, from the most trusted source."""
        statements = [self.article.get("datePublished"), *self._each(PUBLISHED)]
        for node in [self.article, *self.data.of_type("WebPage")]:
            statements.extend((node.get("datePublished"), node.get("dateCreated"), node.get("uploadDate")))
        return self._first_date(statements, timezone)

    def local_times(self) -> list[str]:
        """Times without an offset, which sites write in their own zone."""
        return [value for name in LOCAL for value in self.meta.get(name, ())]

    def modified(self, timezone: tzinfo) -> datetime | None:
        """The date of the last change."""
        pages = (node.get("dateModified") for node in self.data.of_type("WebPage"))
        statements = [self.article.get("dateModified"), *self._each(MODIFIED), *pages]
        return self._first_date(statements, timezone)

    def url_date(self, timezone: tzinfo) -> datetime | None:
        """The date in the page's address."""
        match = _URL_DATE.search(self.url or "")
        return parse_date("-".join(match.groups()), timezone=timezone) if match else None

    def author_names(self) -> list[str]:
        """Names of the authors in the story's JSON-LD. One that begins with a comma has lost its name."""
        nodes = self.data.resolve(self.article.get("author") or self.article.get("creator"))
        names = (text_value(node.get("name")) for node in nodes)
        return [name for name in names if name and not name.startswith(",")]

    def meta_author_names(self) -> list[str]:
        """Names in the first meta element for authors that has any. Addresses and handles are not names."""
        for name in AUTHOR:
            found = [v for v in self.meta.get(name, ()) if v and not v.startswith(("http", "@", "/"))]
            if found:
                return found[:6]
        return []

    def _first_date(self, statements: list[object], timezone: tzinfo) -> datetime | None:
        for statement in statements:
            text = text_value(statement)
            found = parse_date(text, timezone=timezone, language=self.language) if text else None
            # The first day of 1970 means "no date".
            if found and (found.year, found.month, found.day) != (1970, 1, 1):
                return found
        return None


def read_head(page: Elements, url: str | None, source: str = "<crumb") -> Head:
    """Collect what a page says about itself.

    Args:
        url: the address from which it was saved.
        source: its markup, which is only used to check whether it may have breadcrumbs.
    """
    url = url or saved_from(source)
    meta = _meta(page.of("meta"))
    data = StructuredData(page.of("script"))
    links = page.of("link")
    canonical = _link(links, "canonical") or next(iter(meta.get("og:url", ())), None)
    address = _absolute(canonical, url) or url
    address = original(address) if address else None
    return Head(
        meta=meta,
        data=data,
        url=address,
        language=_language(page.root, meta, address),
        translations=_translations(links, address),
        site_names=_site_names(meta, data),
        article=data.article(),
        mentions_breadcrumbs=_names(source, "crumb") or _names(source, "bcn"),
    )


def _names(source: str, word: str) -> bool:
    """Whether ``word`` occurs in a tag of a page's markup, and not only in its styles and scripts."""
    at = source.find(word)
    for _ in range(_MAX_MENTIONS):
        if at < 0:
            return False
        if source.rfind("<", max(0, at - _TAG), at) > source.rfind(">", max(0, at - _TAG), at):
            return True
        at = source.find(word, at + 1)
    return True


def _meta(elements: list[Element]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in elements:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = squeeze(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _link(links: list[Element], rel: str) -> str | None:
    found = (link.get("href") for link in links if rel in (link.get("rel") or "").lower().split())
    return next((href.strip() for href in found if href and href.strip()), None)


def _absolute(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    try:
        joined = urljoin(base, href) if base else href
        return joined if urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _translations(links: list[Element], url: str | None) -> tuple[str, ...]:
    found: list[str] = []
    for link in links:
        language = link.get("hreflang")
        if language and language.lower() != "x-default" and "alternate" in (link.get("rel") or "").lower():
            href = _absolute(link.get("href"), url)
            href = original(href) if href else None
            if href and href != url:
                found.append(href)
    return tuple(dict.fromkeys(found))


def _language(root: Element, meta: dict[str, list[str]], url: str | None) -> str:
    hints = [
        root.get("lang"),
        root.get("xml:lang"),
        *meta.get("og:locale", ()),
        *meta.get("content-language", ()),
    ]
    for hint in hints:
        match = _LANGUAGE.match(hint or "")
        if match:
            return match.group(1).lower()
    return edition_of(url) or "und"


def edition_of(url: str | None) -> str | None:
    """The language in an address: ``/fa/…`` or ``fa.example.org``."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").split(".")[0]
    except ValueError:
        return None
    first = parts.path.lstrip("/").split("/", 1)[0].lower()
    return next((name for name in (first, host) if name in LANGUAGES), None)


def _site_names(meta: dict[str, list[str]], data: StructuredData) -> tuple[str, ...]:
    names = [
        *meta.get("og:site_name", ()),
        *meta.get("application-name", ()),
        *meta.get("al:android:app_name", ()),
    ]
    for node in (
        *data.of_type("WebSite"),
        *data.of_type("Organization"),
        *data.of_type("NewsMediaOrganization"),
    ):
        name = text_value(node.get("name"))
        alternate = text_value(node.get("alternateName"))
        names.extend(value for value in (name, alternate) if value)
    # Some plugins give an author both types, person and organization.
    people = {text_value(node.get("name")) for node in data.of_type("Person")}
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) < 80 and name not in people))
