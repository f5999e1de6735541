"""Turns one post of a WordPress export into an Article."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from lxml import etree

from analyzers import fold
from indexer.article import Article, CategoryPath, Identity
from indexer.categories import separate_tags
from indexer.extraction.after_matter import take_byline
from indexer.extraction.bylines import Byline
from indexer.sites import guessed, numbered, site_of
from indexer.sources.base import OTHER_TYPE
from indexer.sources.elementor import elementor_markup
from indexer.sources.fragment import clean_fragment
from indexer.sources.machine_dates import machine_moment
from indexer.sources.text import clean_body, clean_line, http_url, language_code, titled
from indexer.sources.timestamps import read_timestamp
from indexer.sources.wordpress_xml import children, short_name, text_of

_MAX_DEPTH = 20
_TAG_DOMAINS = ("post_tag", "tag")
_PRIMARY = (
    "_yoast_wpseo_primary_category",
    "rank_math_primary_category",
    "_seopress_robots_primary_cat",
    "_primary_term_category",
    "epc_primary_category",
)


class Directory:
    """The site's authors and categories, which an export lists before its posts."""

    def __init__(self, guest: Callable[[str, str], str] = lambda *_: "") -> None:
        """``guest`` returns the name of a guest author by slug and login, or ""."""
        self._guest = guest
        self._authors: dict[str, str] = {}
        self._categories: dict[str, tuple[str, str]] = {}
        self._slugs: dict[str, str] = {}
        self.language = "und"
        self.site = ""

    def learn(self, element: etree._Element) -> None:
        """Read the ``language``, the ``wp:base_blog_url``, a ``wp:author``, a ``wp:category``, or a
        ``wp:term`` for a category.
        """
        if element.tag == "language":
            self.language = language_code(text_of(element))
            return
        if short_name(str(element.tag)) == "wp:base_blog_url":
            self.site = site_of(text_of(element))
            return
        values = {name.removeprefix("wp:"): text for name, text in children(element).items()}
        if short_name(str(element.tag)) in ("wp:author", "wp:wp_author"):
            full = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}"
            shown = clean_line(values.get("author_display_name", ""))
            name = shown if shown and "@" not in shown else clean_line(full)
            self._authors[values.get("author_login", "")] = name
        elif values.get("term_taxonomy", "category") == "category":
            slug = values.get("category_nicename") or values.get("term_slug", "")
            name = clean_line(values.get("cat_name") or values.get("term_name", ""))
            self._slugs[values.get("term_id", "")] = slug
            self._categories[slug] = (name, values.get("category_parent") or values.get("term_parent", ""))

    def author(self, login: str, slug: str = "") -> str:
        """The displayed name; "" if the export has only a login."""
        name = self._guest(slug, login) or self._authors.get(login) or clean_line(login)
        return name if name != login or _is_name(name) else ""

    def slug(self, term_id: str) -> str:
        """The slug of a category by its number; "" if the export does not list it."""
        return self._slugs.get(term_id.strip(), "")

    def path(self, slug: str, name: str) -> CategoryPath:
        """A category's names from the root. A circular chain is cut."""
        found = [name or self._categories.get(slug, ("", ""))[0]]
        seen = {slug}
        parent = self._categories.get(slug, ("", ""))[1]
        while parent in self._categories and parent not in seen and len(found) < _MAX_DEPTH:
            seen.add(parent)
            title, following = self._categories[parent]
            found.append(title or parent)
            parent = following
        return tuple(part for part in reversed(found) if part)


def _is_name(text: str) -> bool:
    """Whether a text is a person's name and not a login or a slug: it has a space or letters beyond ASCII."""
    return "@" not in text and (" " in text or not text.isascii())


def why_not(values: dict[str, str], *, pages: bool, types: frozenset[str] = frozenset()) -> str | None:
    """Why an item is not an article for readers, or None if it is one."""
    kind = values.get("wp:post_type", "post")
    if kind != "post" and kind not in types and not (pages and kind == "page"):
        return f"{OTHER_TYPE}{kind}"
    status = values.get("wp:status", "unknown")
    if status != "publish":
        return f"it is not published, its status is: {status}"
    return "it is protected by a password" if values.get("wp:post_password") else None


def to_article(
    item: etree._Element, values: dict[str, str], directory: Directory, timezone: tzinfo, file: str
) -> Article:
    """The article. Its title is only empty if it has no text, either."""
    accounts = _accounts(item, values, directory)
    text, partial = _text(item, values)
    body, byline = without_byline(text, accounts)
    categories, tags, language = _terms(item, directory)
    url = http_url(values.get("link", ""))
    return Article(
        title=titled(clean_line(values.get("title", "")), body),
        body=body,
        language=language or directory.language,
        url=url,
        authors=byline.authors or accounts,
        categories=categories,
        tags=tags,
        date=_moment(values, "post_date", timezone) or _published(values, timezone),
        modified=_moment(values, "post_modified", timezone),
        source=byline.source,
        file=file,
        aliases=_aliases(values),
        identity=identity_in(directory.site, values.get("wp:post_type", "post"), _number(values), url),
        partial=partial,
    )


def identity_in(site: str, kind: str, number: str, url: str | None) -> Identity | None:
    """WordPress's identity of a post; a guess if its site is unknown, None if it has no number."""
    if not number.isdigit():
        return None
    return Identity(site, kind, number) if site else guessed(url, kind, number)


def own_guid(guid: str, number: str) -> str | None:
    """A guid that is an address of the post itself. An imported post keeps one with the number of another."""
    address = http_url(guid)
    return address if address and numbered(address) in (None, number) else None


def _aliases(values: dict[str, str]) -> tuple[str, ...]:
    guid = own_guid(values.get("guid", ""), _number(values) or numbered(values.get("guid", "")) or "")
    return (guid,) if guid else ()


def _number(values: dict[str, str]) -> str:
    return values.get("wp:post_id", "").strip()


def _text(item: etree._Element, values: dict[str, str]) -> tuple[str, bool]:
    """The text, and whether it is only an excerpt. If a page builder stores the text, it is taken
    from there.
    """
    content = values.get("content:encoded", "")
    # The block editor adds its own line ends; those of the classic editor are the author's.
    if text := clean_body(clean_fragment(content, lines="<!-- wp:" not in content)):
        return text, False
    if text := clean_body(clean_fragment(elementor_markup(item))):
        return text, False
    excerpt = values.get("excerpt:encoded") or values.get("description", "")
    return clean_body(clean_fragment(excerpt)), bool(excerpt.strip())


def _accounts(item: etree._Element, values: dict[str, str], directory: Directory) -> tuple[str, ...]:
    """The names of the accounts: those that a plugin for several authors lists, else the one that posted."""
    terms = (term for term in item.iterchildren("category") if term.get("domain") == "author")
    listed = [(text_of(term), term.get("nicename", "")) for term in terms]
    logins = listed or [(values.get("dc:creator") or values.get("wp:author") or "", "")]
    return tuple(dict.fromkeys(name for login in logins if (name := directory.author(*login))))


def without_byline(body: str, accounts: tuple[str, ...]) -> tuple[str, Byline]:
    """The text without the byline under it: authors whom the post also names, or authors and a source."""
    kept, byline = take_byline([part.split("\n") for part in body.split("\n\n")])
    if byline is None or not byline.authors:
        return body, Byline()
    known = {fold(name) for name in accounts}
    named = {fold(name) for name in byline.authors}
    if byline.source is None and known.isdisjoint(named):
        return body, Byline()
    if named <= known:
        byline = replace(byline, authors=accounts)
    return "\n\n".join("\n".join(part) for part in kept), byline


def _terms(
    item: etree._Element, directory: Directory
) -> tuple[tuple[CategoryPath, ...], tuple[str, ...], str]:
    """Categories, the deepest first; tags; and the language from a translation plugin."""
    paths: dict[CategoryPath, str] = {}
    tags: dict[str, None] = {}
    language = ""
    for term in item.iterchildren("category"):
        domain, slug, name = term.get("domain"), term.get("nicename", ""), clean_line(text_of(term))
        if domain == "category" and (path := directory.path(slug, name)):
            paths.setdefault(path, slug)
        elif domain in _TAG_DOMAINS and name:
            # A name with commas is a list that was pasted into one tag.
            tags |= dict.fromkeys(separate_tags(name))
        elif domain == "language":
            language = language_code(slug)
    main = directory.slug(_primary(item))
    first = next((path for path, slug in paths.items() if slug and slug == main), None)
    ordered = sorted(paths, key=lambda path: (path != first, -len(path)))
    return tuple(ordered), tuple(tags), language


def _primary(item: etree._Element) -> str:
    """The number of the category that an SEO plugin marks as the main one."""
    return next((value for name, value in fields(item) if name in _PRIMARY and value), "")


def format_of(item: etree._Element) -> str:
    """The post's format, such as ``gallery``; "" for a standard post."""
    terms = (term for term in item.iterchildren("category") if term.get("domain") == "post_format")
    return next((term.get("nicename", "").removeprefix("post-format-") for term in terms), "")


def fields(item: etree._Element) -> Iterator[tuple[str, str]]:
    """The names and values of a post's custom fields (``wp:postmeta``)."""
    for child in item.iterchildren("*"):
        if short_name(str(child.tag)) == "wp:postmeta":
            field = {name.removeprefix("wp:"): text for name, text in children(child).items()}
            yield field.get("meta_key", ""), field.get("meta_value", "")


def _moment(values: dict[str, str], name: str, timezone: tzinfo) -> datetime | None:
    """The time in the site's zone, from the GMT column (zeros in drafts) or the local one."""
    for key, zone in ((f"wp:{name}_gmt", UTC), (f"wp:{name}", timezone)):
        if moment := machine_moment(values.get(key, ""), zone):
            return moment.astimezone(timezone)
    return None


def _published(values: dict[str, str], timezone: tzinfo) -> datetime | None:
    moment = read_timestamp(values.get("pubDate", ""), UTC)
    return moment.astimezone(timezone) if moment else None
