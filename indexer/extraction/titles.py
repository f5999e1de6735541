"""The title of a story without the name of its site."""

import html
import re
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from indexer.extraction.boilerplate import is_box_class
from indexer.extraction.calendars import normalize
from indexer.extraction.head import Head
from indexer.extraction.jsonld import text_value
from indexer.extraction.tree import Elements, ancestors, classes, heading_text, text_of
from indexer.extraction.vocabulary import said

_SEPARATOR = re.compile(r"\s+[|–—\-·•»«›‹:~/]+\s+|\s*[|»«›‹]\s*|:{2}")
_TITLE_CLASS = re.compile(
    r"\s(?:\S*-)?(?:entry|post|article|single|page|story|news|wp-block-post|headline)-?(?:\S*-)?(?:title|"
    r"headline)(?:-\S+)?\s|\sheadline\s"
)
_OWN_TITLE = re.compile(r"\s(?:\S*-)?(?:entry|single|wp-block-post)-title\s")
_BRAND = re.compile(r"\s(?:\S*-)?(?:site-title|logo|brand|branding|site-name)(?:-\S+)?\s")
_TAG = re.compile(
    r"</?(?:em|i|b|strong|sup|sub|span|u|small|mark|code|a|br|abbr|cite|q|font|p|div|h[1-6])\b[^<>]*>", re.I
)
_BREAK_TAG = re.compile(r"<(?:br|/?p|/?div)\b[^<>]*>", re.I)
_MIN_WORDS = 3
_MAX_LABEL = 3
_LONG_WORD = 4
_FIRST_LINKS = 20
_WORD = re.compile(r"\w+")
# Kinds of text, which sites put before or after a title like their own name.
_GENRES = frozenset(
    normalize(name)
    for name in (
        "opinion", "editorial", "commentary", "analysis", "column", "letters", *said("labels", "genres"),
    )
)  # fmt: skip


def find_title(page: Elements, head: Head) -> str | None:
    """The story's title: its heading if the page's metadata agrees with it, else the title in the
    metadata.
    """
    title = _find(page, head)
    return without_markup(title) if title else title


def _find(page: Elements, head: Head) -> str | None:
    sites = site_keys(head) | _brands(page)
    parts = sites | _GENRES
    stated = [
        strip_site_name(without_markup(text), head, parts)
        for text in (
            head.first("og:title", "twitter:title"),
            text_value(head.article.get("headline") or head.article.get("name")),
            _title_element(page),
        )
        if text
    ]
    # Editors often give search engines a shorter title than readers.
    headed = ((without_markup(heading_text(each)), each) for each in _main_headings(page.of("h1")))
    shown = [(text, heading) for text, heading in headed if text]
    main = [
        title
        for title, heading in ((strip_site_name(text, head, parts), heading) for text, heading in shown)
        if title in stated
        or (plain(title) not in sites and (_is_own(heading) or _is_about(title, stated, sites)))
    ]
    if len(main) == 1 and len(main[0].split()) >= _MIN_WORDS:
        return _without_label(main[0], stated)
    headings = [strip_site_name(text, head, parts) for text in _headings(page)]
    headings = [text for text in headings if plain(text) not in sites]
    for heading in headings:
        if any(_same(heading, title) for title in stated):
            return heading
    # If the site does not name itself, a heading that is one end of the title in the metadata is the title.
    for heading in headings:
        if any(_is_end_of(heading, title) for title in stated):
            return heading
    return stated[0] if stated else (headings[0] if headings else None)


def without_markup(text: str) -> str:
    """A title from metadata without inline tags and double-escaped entities."""
    if "&" in text:
        text = html.unescape(text)
    return " ".join(_TAG.sub("", _BREAK_TAG.sub(" ", text)).split()) if "<" in text else text


def _is_own(heading: Element) -> bool:
    """Whether a heading is marked as the title of the page's own story."""
    return heading.get("itemprop") == "headline" or bool(_OWN_TITLE.search(classes(heading)))


def _is_about(heading: str, stated: list[str], sites: set[str]) -> bool:
    """Whether a heading shares a word with any title in the metadata; otherwise it is a slogan or a
    teaser.
    """
    titles = [title for title in stated if plain(title) not in sites]
    words = _long_words(heading)
    return not titles or not words or any(words & _long_words(title) for title in titles)


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(normalize(text)) if len(word) >= _LONG_WORD}


def _without_label(heading: str, stated: list[str]) -> str:
    """``heading`` without a section name before the title in the metadata: "Opinion | …"."""
    if heading in stated or any(plain(title) == plain(heading) for title in stated):
        return heading
    for title in stated:
        label = heading[: -len(title)]
        if title and heading.endswith(title) and len(label.split()) <= _MAX_LABEL:
            return title
    return heading


def _main_headings(headings: list[Element]) -> list[Element]:
    """The page's h1 elements, except those of boxes and the site's name, which some themes mark as h1."""
    return [
        heading
        for heading in headings
        if not _BRAND.search(classes(heading))
        and not is_box_class(classes(heading))
        and not any(_is_home(link) for link in heading.iter("a"))
    ]


def _brands(page: Elements) -> set[str]:
    """The names that the page shows as its site's, if its title has them at one end, as from ``plain``.

    A name is in a heading or a logo that is marked so or leads to the front page, or in a heading of the
    page's header, if a later heading is the rest of the title.
    """
    title = _title_element(page) or ""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return set()
    ends = [plain(title[cuts[-1].end() :]), plain(title[: cuts[0].start()])]
    rests = [plain(title[: cuts[-1].start()]), plain(title[cuts[0].end() :])]
    later = {plain(text_of(heading, 300)) for heading in page.root.iter("h2")}
    found = set()
    for element in (*page.of("h1"), *page.of("a")[:_FIRST_LINKS]):
        around = (element, *ancestors(element, 2), *element.iter("a"))
        marked = any(_BRAND.search(classes(each)) or (each.tag == "a" and _is_home(each)) for each in around)
        for end, rest in zip(ends, rests, strict=True):
            if end and (marked or (rest in later and _is_in_header(element))) and _names(element, end):
                found.add(end)
    return found


def _names(element: Element, key: str) -> bool:
    """Whether an element, or the logo in it, has this text only."""
    if plain(text_of(element, 200)) == key:
        return True
    logo = next(element.iter("img"), None)
    return logo is not None and plain(logo.get("alt") or "") == key


def _is_in_header(element: Element) -> bool:
    around = {parent.tag for parent in element.iterancestors()}
    return element.tag == "h1" and "header" in around and around.isdisjoint(("article", "main"))


def _is_home(link: Element) -> bool:
    try:
        return urlsplit(link.get("href") or "").path in ("", "/") or link.get("rel") == "home"
    except ValueError:
        return False


def site_keys(head: Head) -> set[str]:
    """The names of the page's site, as from ``plain``."""
    return {plain(name) for name in head.site_names} | _host_names(head.url)


def strip_site_name(title: str, head: Head, names: set[str]) -> str:
    """``title`` without a first or last part that is one of ``names``, as from ``plain``."""
    title = " ".join(title.split())
    while True:
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            return title
        first, last = cuts[0], cuts[-1]
        if plain(title[last.end() :]) in names and title[: last.start()].strip():
            title = title[: last.start()].strip()
        elif plain(title[: first.start()]) in names and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            return _strip_whole_name(title, head)


def _strip_whole_name(title: str, head: Head) -> str:
    # A site's name may contain a separator itself, so it is also searched for as a whole.
    for name in head.site_names:
        tail = re.search(rf"\s*[|–—\-·•»:]\s*{re.escape(name)}\s*$", title, re.I)
        if tail and tail.start() > 0:
            return title[: tail.start()].strip()
    return title


def _host_names(url: str | None) -> set[str]:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return set()
    parts = host.removeprefix("www.").split(".")
    return {plain(part) for part in (host, ".".join(parts), *parts[:-1]) if len(part) > 2}


def plain(text: str) -> str:
    """The letters and digits of a text, for comparing names."""
    return "".join(_WORD.findall(normalize(text)))


def _same(left: str, right: str) -> bool:
    a, b = plain(left), plain(right)
    return (
        bool(a)
        and bool(b)
        and (a == b or (min(len(a), len(b)) > 20 and (a.startswith(b) or b.startswith(a))))
    )


def _is_end_of(heading: str, stated: str) -> bool:
    """Whether the title in the metadata is the heading, a separator and a name: "Poem - Valley Times"."""
    cuts = list(_SEPARATOR.finditer(stated))
    ends = (stated[: cuts[-1].start()], stated[cuts[0].end() :]) if cuts else ()
    return bool(plain(heading)) and any(plain(heading) == plain(end) for end in ends)


def _title_element(page: Elements) -> str | None:
    title = page.first("title")
    return text_of(title) if title is not None else None


def _headings(page: Elements) -> list[str]:
    marked: list[str] = []
    plain: list[str] = []
    for heading in page.of("h1", "h2"):
        named = heading.get("itemprop") == "headline" or _TITLE_CLASS.search(classes(heading))
        if not named and heading.tag == "h2":
            continue
        text = without_markup(heading_text(heading))
        if text:
            (marked if named and heading.tag == "h1" else plain).append(text)
    return marked + plain
