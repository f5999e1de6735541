"""Metadata for previews and crawlers: Open Graph, and schema.org as JSON-LD."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from analyzers import LANGUAGES as KNOWN
from engines.port.model import Document, Image
from search.model import SearchRequest
from search_app.exports.text import directed, one_line, opening
from search_app.presenters import local, safe_url
from search_app.texts import LANGUAGES, direction
from search_app.urls import Urls
from search_app.views.hits import Scene

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Escapes for JSON in HTML: no text can end the script element or begin another."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The data of the template ``meta.html``. Addresses are absolute; ``data`` is JSON-LD."""

    kind: str
    title: str
    description: str
    url: str
    canonical: str
    locale: str | None
    languages: tuple[tuple[str, str], ...] = ()
    article: tuple[tuple[str, str], ...] = ()
    image: Image | None = None
    data: Markup | None = None


def results_metadata(asked: SearchRequest, title: str, heading: str, site: str, scene: Scene) -> Metadata:
    """Metadata of a results page. On the front page it also says how to search the site."""
    urls, language = scene.urls, scene.texts.language
    url = urls.absolute(urls.search(asked))
    home = url == urls.absolute(urls.home())
    return Metadata(
        kind="website",
        title=site if home else f"{one_line(title)} – {site}",
        description=one_line(heading),
        url=url,
        canonical=url,
        locale=_locale(language),
        languages=tuple(_front_pages(urls)) if home else (),
        data=_json(_website(site, urls, language)) if home else None,
    )


def article_metadata(document: Document, site: str, scene: Scene) -> Metadata:
    """Metadata of an article's page. If there is an original, that is the canonical page."""
    url = scene.urls.absolute(Urls(scene.urls.root).article(document.id))
    title = directed(one_line(document.title), direction(document.language))
    description = opening(document.body, 200) or title
    original = safe_url(document.url)
    return Metadata(
        kind="article",
        title=title,
        description=description,
        url=url,
        canonical=original or url,
        locale=_locale(document.language),
        article=tuple(_article(document, scene)),
        image=document.image if document.image and safe_url(document.image.url) else None,
        data=_json(_news(document, site, url, description, scene)),
    )


def _locale(language: str) -> str | None:
    """The Open Graph locale of a language."""
    known = KNOWN.get(language)
    return known.open_graph or None if known else None


def _front_pages(urls: Urls) -> Iterable[tuple[str, str]]:
    bare = urls.absolute(f"{urls.root}/")
    yield from ((code, f"{bare}?ui={code}") for code in LANGUAGES)
    yield "x-default", bare


def _website(site: str, urls: Urls, language: str) -> dict[str, Any]:
    bare = urls.absolute(f"{urls.root}/")
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site,
        "url": bare,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{bare}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def _article(document: Document, scene: Scene) -> Iterable[tuple[str, str]]:
    for name, moment in (("published_time", document.date), ("modified_time", document.modified)):
        if moment:
            yield name, _iso(moment, scene)
    yield from (("author", one_line(name)) for name in document.authors)
    yield from (("section", one_line(path[-1])) for path in document.categories[:1])
    yield from (("tag", one_line(tag)) for tag in document.tags)


def _news(document: Document, site: str, url: str, description: str, scene: Scene) -> dict[str, Any]:
    known = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one_line(document.title),
        "description": description,
        "inLanguage": document.language if document.language != "und" else None,
        "datePublished": _iso(document.date, scene) if document.date else None,
        "dateModified": _iso(document.modified, scene) if document.modified else None,
        "author": [{"@type": "Person", "name": one_line(name)} for name in document.authors],
        "publisher": {"@type": "Organization", "name": one_line(document.source or site)},
        "articleSection": [one_line(path[-1]) for path in document.categories],
        "image": safe_url(document.image.url) if document.image else None,
        "keywords": [one_line(tag) for tag in document.tags],
        "url": url,
        "mainEntityOfPage": safe_url(document.url) or url,
    }
    return {name: value for name, value in known.items() if value}


def _iso(moment: datetime, scene: Scene) -> str:
    return local(moment, scene.zone).isoformat()


def _json(value: dict[str, Any]) -> Markup:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - no sign of HTML is left in it
