"""One post of a WordPress export to an Article."""

from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from lxml import etree

from analyzers import fold
from indexer.article import Article, CategoryPath
from indexer.extraction.after_matter import take_byline
from indexer.extraction.bylines import Byline
from indexer.sources.fragment import clean_fragment
from indexer.sources.text import clean_body, clean_line, http_url, language_code, titled
from indexer.sources.wordpress_xml import children, short_name, text_of

_MAX_DEPTH = 20
_TAG_DOMAINS = ("post_tag", "tag")


class Directory:
    """The site's authors and categories, which an export names before its posts."""

    def __init__(self) -> None:
        self._authors: dict[str, str] = {}
        self._categories: dict[str, tuple[str, str]] = {}
        self.language = "und"

    def learn(self, element: etree._Element) -> None:
        """Takes up the ``language``, a ``wp:author``, a ``wp:category``, or a ``wp:term`` of its kind."""
        if element.tag == "language":
            self.language = language_code(text_of(element))
            return
        values = {name.removeprefix("wp:"): text for name, text in children(element).items()}
        if short_name(str(element.tag)) == "wp:author":
            full = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}"
            name = clean_line(values.get("author_display_name", "")) or clean_line(full)
            self._authors[values.get("author_login", "")] = name
        elif values.get("term_taxonomy", "category") == "category":
            slug = values.get("category_nicename") or values.get("term_slug", "")
            name = clean_line(values.get("cat_name") or values.get("term_name", ""))
            self._categories[slug] = (name, values.get("category_parent") or values.get("term_parent", ""))

    def author(self, login: str) -> str:
        """The name that readers see; the login where the export tells none."""
        return self._authors.get(login) or clean_line(login)

    def path(self, slug: str, name: str) -> CategoryPath:
        """A category's names from the root down. A chain that turns in a circle is cut."""
        found = [name or self._categories.get(slug, ("", ""))[0]]
        seen = {slug}
        parent = self._categories.get(slug, ("", ""))[1]
        while parent in self._categories and parent not in seen and len(found) < _MAX_DEPTH:
            seen.add(parent)
            title, following = self._categories[parent]
            found.append(title or parent)
            parent = following
        return tuple(part for part in reversed(found) if part)


def why_not(values: dict[str, str], *, pages: bool) -> str | None:
    """Why an item is no article for readers, or None where it is one."""
    kind = values.get("wp:post_type", "post")
    if kind != "post" and not (pages and kind == "page"):
        return f"it is no post but: {kind}"
    status = values.get("wp:status", "unknown")
    if status != "publish":
        return f"it is not published, its status is: {status}"
    return "it is protected by a password" if values.get("wp:post_password") else None


def to_article(
    item: etree._Element, values: dict[str, str], directory: Directory, timezone: tzinfo, file: str
) -> Article:
    """The article, whose title is empty only where there is no text either."""
    content = values.get("content:encoded") or values.get("excerpt:encoded") or values.get("description", "")
    accounts = _accounts(item, values, directory)
    body, byline = without_byline(clean_body(clean_fragment(content)), accounts)
    categories, tags, language = _terms(item, directory)
    return Article(
        title=titled(clean_line(values.get("title", "")), body),
        body=body,
        language=language or directory.language,
        url=http_url(values.get("link", "")),
        authors=byline.authors or accounts,
        categories=categories,
        tags=tags,
        date=_moment(values, "post_date", timezone) or _published(values, timezone),
        modified=_moment(values, "post_modified", timezone),
        source=byline.source,
        file=file,
        aliases=tuple(filter(None, [http_url(values.get("guid", ""))])),
    )


def _accounts(item: etree._Element, values: dict[str, str], directory: Directory) -> tuple[str, ...]:
    """The names of the accounts: those that a plugin for several authors lists, else the one that posted."""
    listed = [text_of(term) for term in item.iterchildren("category") if term.get("domain") == "author"]
    logins = listed or [values.get("dc:creator") or values.get("wp:author") or ""]
    return tuple(dict.fromkeys(name for name in map(directory.author, logins) if name))


def without_byline(body: str, accounts: tuple[str, ...]) -> tuple[str, Byline]:
    """The text without the byline under it: authors whom the post names as well, or authors and a source."""
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
    """Categories, the deepest first; tags; and the language where a translation plugin tells it."""
    paths: dict[CategoryPath, None] = {}
    tags: dict[str, None] = {}
    language = ""
    for term in item.iterchildren("category"):
        domain, slug, name = term.get("domain"), term.get("nicename", ""), clean_line(text_of(term))
        if domain == "category" and (path := directory.path(slug, name)):
            paths[path] = None
        elif domain in _TAG_DOMAINS and name:
            tags[name] = None
        elif domain == "language":
            language = language_code(slug)
    return tuple(sorted(paths, key=len, reverse=True)), tuple(tags), language


def _moment(values: dict[str, str], name: str, timezone: tzinfo) -> datetime | None:
    """The instant in the site's zone, by the GMT column (drafts fill it with zeros) or the local one."""
    for key, zone in ((f"wp:{name}_gmt", UTC), (f"wp:{name}", timezone)):
        try:
            return datetime.fromisoformat(values.get(key, "")).replace(tzinfo=zone).astimezone(timezone)
        except (ValueError, OverflowError):
            continue
    return None


def _published(values: dict[str, str], timezone: tzinfo) -> datetime | None:
    try:
        moment = parsedate_to_datetime(values.get("pubDate", ""))
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(timezone) if aware.year > 1 else None
    except (ValueError, OverflowError):
        return None
