"""What browsers and crawlers request: how to search the site, and which pages to read."""

from markupsafe import Markup

from engines.port.fields import FIELDS
from search_app.exports.text import one_line
from search_app.urls import Urls

_SHORT = 16
"""Maximum length of a short name in characters (OpenSearch 1.1)."""
_OTHERS = (
    "from",
    "to",
    "match",
    "exact",
    "explain",
    "collapse",
    "fold",
    "prefer",
    "calendar",
    "sort",
    "size",
    "page",
)
"""First parameters of a results address, apart from the query and the facets. Some crawlers treat ``/?``
alone as the whole site."""
_DESCRIPTION = Markup(
    """<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{short}</ShortName>
<LongName>{site}</LongName>
<Description>{text}</Description>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Language>{language}</Language>
<Image width="16" height="16" type="image/svg+xml">{icon}</Image>
<Url type="text/html" template="{page}"/>
<Url type="application/atom+xml" template="{feed}"/>
<Url type="application/x-suggestions+json" template="{suggest}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{itself}"/>
</OpenSearchDescription>
"""
)


def opensearch(site: str, text: str, language: str, urls: Urls) -> str:
    """The OpenSearch description. ``text`` says in the given language what is searched."""
    own = f"&ui={language}"
    words = "q={searchTerms}"
    name = one_line(site)
    return _DESCRIPTION.format(
        short=name[:_SHORT].strip(),
        site=name[:48].strip(),
        text=one_line(text),
        language=language,
        icon=urls.absolute(urls.static("fehrest.svg")),
        page=urls.absolute(f"{urls.root}/?{words}&page={{startPage?}}{own}"),
        feed=urls.absolute(f"{urls.root}/results.atom?{words}&page={{startPage?}}{own}"),
        suggest=urls.absolute(f"{urls.root}/opensearch/suggest?{words}"),
        itself=urls.absolute(f"{urls.root}/opensearch.xml?ui={language}"),
    )


def robots(urls: Urls) -> str:
    """robots.txt. Articles may be crawled, results may not: their filters lead to more pages than there are
    articles.
    """
    root = urls.root
    lines = (
        "User-agent: *",
        *(f"Disallow: {root}/?{name}=" for name in ("q", *FIELDS.facets, *_OTHERS)),
        f"Disallow: {root}/search",
        f"Disallow: {root}/facets/",
        f"Disallow: {root}/results.",
        f"Disallow: {root}/article.",
        f"Disallow: {root}/api/",
        "",
        f"Sitemap: {urls.absolute(f'{root}/sitemap.xml')}",
    )
    return "\n".join(lines) + "\n"
