"""Turns one post of WordPress's REST API into an Article."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from indexer.article import Article, CategoryPath
from indexer.extraction.head import edition_of
from indexer.media import completed, media_of
from indexer.pictures import Said
from indexer.sites import site_of_api
from indexer.sources.base import Failure, Record, Skipped
from indexer.sources.content import clean_content
from indexer.sources.fragment import clean_fragment
from indexer.sources.machine_dates import machine_moment
from indexer.sources.qtranslate import Edition, api_editions, in_edition
from indexer.sources.rest_authors import other_names
from indexer.sources.text import clean_line, http_url, language_code, shown_title
from indexer.sources.wordpress_post import identity_in, own_guid, without_byline

_MAX_DEPTH = 20
Terms = Mapping[int, tuple[str, int]]
"""Id of a category -> its name and the id of its parent (0 if it has none)."""


def is_post(value: Any) -> bool:
    """Whether a JSON value is a post of the API."""
    return (
        isinstance(value, dict)
        and "id" in value
        and isinstance(value.get("content"), dict)
        and "link" in value
    )


def to_records(
    post: dict[str, Any],
    *,
    origin: str,
    terms: Terms,
    links: Mapping[int, str],
    timezone: tzinfo,
    pages: bool = False,
) -> Iterator[Record]:
    """The records of a post: one, or with qTranslate one for each of its languages."""
    for edition, own in api_editions(post) if is_post(post) else ((Edition({}), post),):
        found = to_record(own, origin=origin, terms=terms, links=links, timezone=timezone, pages=pages)
        if isinstance(found, Article):
            found = in_edition(replace(found, translations=edition.others or found.translations), edition)
        yield found


def to_record(
    post: dict[str, Any],
    *,
    origin: str,
    terms: Terms,
    links: Mapping[int, str],
    timezone: tzinfo,
    pages: bool = False,
) -> Record:
    """The article, Skipped for what readers cannot see, a Failure for what is not a post.

    ``links`` are the addresses of posts that others name as their translations.
    """
    if not is_post(post):
        return Failure(origin, "this is not a post of the WordPress API: it has no id, link or content")
    reason = _why_not(post, pages)
    if reason:
        return Skipped(origin, reason)
    accounts = _authors(post)
    title = clean_line(_rendered(post, "title"))
    content = clean_content(_rendered(post, "content"))
    body, byline = without_byline(content or clean_content(_rendered(post, "excerpt")), accounts)
    url = http_url(str(post["link"]))
    article = Article(
        title=title,
        body=body,
        language=_language(post, url),
        url=url,
        authors=byline.authors or accounts,
        categories=_categories(post, terms or embedded_terms(post)),
        tags=_names(_embedded(post, "post_tag")),
        date=_moment(post, "date", timezone),
        modified=_moment(post, "modified", timezone),
        source=byline.source,
        translations=_translations(post, links, url),
        file=origin,
        aliases=_aliases(post),
        identity=identity_in(_site(post, origin), str(post.get("type", "post")), str(post["id"]), url),
        partial=bool(body and not content),
    )
    media = media_of(_rendered(post, "content"), url)
    article = completed(article, media, _stated_images(post), str(post.get("format", "")))
    if not (title or article.body):
        return Skipped(origin, "the post has neither title nor text")
    return replace(article, title=shown_title(title, article.body))


def translation_ids(post: dict[str, Any]) -> set[int]:
    """The ids of posts that are this one in other languages (Polylang's field)."""
    named = post.get("translations")
    values = named.values() if isinstance(named, dict) else ()
    return {value for value in values if isinstance(value, int) and value != post.get("id")}


def _why_not(post: dict[str, Any], pages: bool) -> str | None:
    kind, status = post.get("type", "post"), post.get("status", "publish")
    if kind == "page" and not pages:
        return "it is not a post but: page"
    if status != "publish":
        return f"it is not published, its status is: {status}"
    return "it is protected by a password" if post["content"].get("protected") else None


def _rendered(post: dict[str, Any], name: str) -> str:
    value = post.get(name)
    text = value.get("rendered", "") if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def _embedded(post: dict[str, Any], taxonomy: str) -> list[dict[str, Any]]:
    groups = _dict(post.get("_embedded")).get("wp:term")
    terms = (term for group in _list(groups) for term in _list(group) if isinstance(term, dict))
    return [term for term in terms if term.get("taxonomy") == taxonomy]


def _stated_images(post: dict[str, Any]) -> list[Said]:
    """The featured image: as embedded, or as Jetpack and Yoast name it where the API hides media."""
    found = [
        _media(media)
        for media in _list(_dict(post.get("_embedded")).get("wp:featuredmedia"))
        if isinstance(media, dict) and media.get("media_type", "image") == "image"
    ]
    if isinstance(jetpack := post.get("jetpack_featured_media_url"), str):
        found.append(Said(jetpack))
    listed = map(_dict, _list(_dict(post.get("yoast_head_json")).get("og_image")))
    return found + [Said(str(i.get("url", "")), "", "", i.get("width"), i.get("height")) for i in listed]


def _media(media: dict[str, Any]) -> Said:
    details = _dict(media.get("media_details"))
    return Said(
        str(media.get("source_url", "")),
        clean_line(str(media.get("alt_text") or "")),
        clean_fragment(_rendered(media, "caption")),
        details.get("width"),
        details.get("height"),
    )


def _authors(post: dict[str, Any]) -> tuple[str, ...]:
    """The authors listed by a plugin for several authors, else the account that posted."""
    for name in ("authors", "coauthors"):
        people = [person for person in _list(post.get(name)) if isinstance(person, dict)]
        if found := _names(people, "display_name", "name"):
            return found
    accounts = [
        person for person in _list(_dict(post.get("_embedded")).get("author")) if isinstance(person, dict)
    ]
    return _names(accounts) or other_names(post)


def _categories(post: dict[str, Any], terms: Terms) -> tuple[CategoryPath, ...]:
    named = {term.get("id"): clean_line(str(term.get("name", ""))) for term in _embedded(post, "category")}
    given = [value for value in _list(post.get("categories")) if isinstance(value, int)]
    ids: list[Any] = given or list(named)
    paths = (category_path(value, terms) or ((named[value],) if named.get(value) else ()) for value in ids)
    return tuple(sorted(dict.fromkeys(path for path in paths if path), key=len, reverse=True))


def embedded_terms(post: dict[str, Any]) -> Terms:
    """The categories that come with a post, and those above them, if it says which is above which."""
    return {
        term["id"]: (clean_line(str(term.get("name", ""))), term["parent"])
        for term in _embedded(post, "category")
        if isinstance(term.get("id"), int) and isinstance(term.get("parent"), int)
    }


def category_path(term: Any, terms: Terms) -> CategoryPath:
    """A category's names from the root. A circular chain is cut."""
    found: list[str] = []
    seen: set[int] = set()
    while term in terms and term not in seen and len(found) < _MAX_DEPTH:
        seen.add(term)
        name, term = terms[term]
        found.append(name)
    return tuple(name for name in reversed(found) if name)


def _language(post: dict[str, Any], url: str | None) -> str:
    """From Polylang (``lang``) or WPML (``wpml_current_locale``), else from the address."""
    for name in ("lang", "language", "wpml_current_locale", "locale"):
        value = post.get(name)
        if isinstance(value, str) and value:
            return language_code(value)
    return edition_of(url) or "und"


def _translations(post: dict[str, Any], links: Mapping[int, str], url: str | None) -> tuple[str, ...]:
    """From Polylang's ids, WPML's addresses, or objects that contain either."""
    found = [links[value] for value in sorted(translation_ids(post)) if value in links]
    named = post.get("translations")
    objects = list(named.values()) if isinstance(named, dict) else _list(named)
    for each in (*objects, *_list(post.get("wpml_translations"))):
        values = (_dict(each).get(name) for name in ("href", "link", "url"))
        found += [address for value in values if isinstance(value, str) and (address := http_url(value))]
    return tuple(dict.fromkeys(address for address in found if address != url))


def _aliases(post: dict[str, Any]) -> tuple[str, ...]:
    guid = own_guid(_rendered(post, "guid"), str(post["id"]))
    return (guid,) if guid else ()


def _site(post: dict[str, Any], origin: str) -> str:
    """The site whose API returned the post: from the requested address, else from the post's link to
    itself.
    """
    links = _list(_dict(post.get("_links")).get("self"))
    return site_of_api(origin) or site_of_api(str(_dict(links[0]).get("href", "")) if links else "")


def _moment(post: dict[str, Any], name: str, timezone: tzinfo) -> datetime | None:
    """The time in the site's zone, from the GMT field or the local one."""
    for key, zone in ((f"{name}_gmt", UTC), (name, timezone)):
        value = post.get(key)
        moment = machine_moment(value, zone) if isinstance(value, str) else None
        if moment:
            return moment.astimezone(timezone)
    return None


def _names(items: Iterable[dict[str, Any]], *keys: str) -> tuple[str, ...]:
    texts = (
        next((item[key] for key in keys or ("name",) if isinstance(item.get(key), str)), "") for item in items
    )
    return tuple(dict.fromkeys(name for name in map(clean_line, texts) if name))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
