"""Posts that contain all their languages: qTranslate and its successors, WPGlobus.

There are three notations: ``[:en]…[:fa]…[:]``, ``<!--:en-->…<!--:-->`` and ``{:en}…{:}``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from indexer.article import Article

_MARK = re.compile(r"\[:([a-z]{2})?\]|<!--:([a-z]{2})?-->|\{:([a-z]{2})?\}")
_FIELDS = ("title", "content:encoded", "excerpt:encoded", "description")


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a post. ``language`` is "" for a post in a single language.

    ``values`` are the post's fields in that language, ``others`` the addresses of the other editions. The
    first edition has the post's own address.
    """

    values: dict[str, str]
    language: str = ""
    others: tuple[str, ...] = ()
    first: bool = True


def editions(values: Mapping[str, str]) -> Iterator[Edition]:
    """The editions of a post that have a text; the post itself if it has no such marks.

    Args:
        values: the title, content, excerpt and link, under the names of an export.
    """
    parts = {name: split(values.get(name, "")) for name in _FIELDS}
    content = values.get("content:encoded", "")
    # A text in one language is not repeated under the titles in others.
    languages = tuple(
        parts["content:encoded"] or (list(parts["title"])[:1] if content.strip() else parts["title"])
    )
    if not languages:
        yield Edition(dict(values))
        return
    links = {
        language: _link(values.get("link", ""), language, number) for number, language in enumerate(languages)
    }
    for number, language in enumerate(languages):
        own = {name: found.get(language, "") for name, found in parts.items() if found}
        found = Edition({**values, **own, "link": links[language]}, language, first=number == 0)
        yield replace(
            found, others=tuple(link for link in links.values() if link and link != links[language])
        )


def in_edition(article: Article, edition: Edition) -> Article:
    """The article with the names of its categories and tags in the language of ``edition``, and as an article
    of its own if it is not the first one.
    """
    language = edition.language or article.language
    names = ("".join((*path, "")) for path in (*article.categories, article.tags))
    if any(map(_MARK.search, names)):
        paths = (tuple(_chosen(name, language) for name in path) for path in article.categories)
        tags = tuple(_chosen(name, language) for name in article.tags)
        article = replace(article, categories=tuple(filter(all, paths)), tags=tuple(filter(None, tags)))
    if edition.first:
        return article
    identity = article.identity and replace(article.identity, kind=f"{article.identity.kind}:{language}")
    return replace(article, aliases=(), identity=identity)


def api_editions(post: dict[str, Any]) -> Iterator[tuple[Edition, dict[str, Any]]]:
    """The editions of a post of the REST API, each with the post in its language."""
    names = {"title": "title", "content": "content:encoded", "excerpt": "excerpt:encoded"}
    texts = {name: _rendered(post.get(name)) for name in names}
    if not any(map(_MARK.search, texts.values())):
        yield Edition({}), post
        return
    values = {names[name]: text for name, text in texts.items()} | {"link": str(post.get("link", ""))}
    for edition in editions(values):
        own = {name: {"rendered": edition.values[key]} for name, key in names.items()}
        content = post["content"] if isinstance(post.get("content"), dict) else {}
        own["content"] = {**content, **own["content"]}
        link = {"link": edition.values["link"]}
        yield edition, {**post, **own, **link, **({"lang": edition.language} if edition.language else {})}


def _rendered(value: Any) -> str:
    text = value.get("rendered") if isinstance(value, dict) else value
    return text if isinstance(text, str) else ""


def _chosen(name: str, language: str) -> str:
    parts = split(name)
    return parts.get(language) or next(iter(parts.values()), "") if parts else name


def split(text: str) -> dict[str, str]:
    """The parts of a text by language, without empty ones; {} for a text without marks.

    What is outside all marks belongs to every language.
    """
    found: dict[str, list[str]] = {}
    shared: list[tuple[int, str]] = []
    language, start = "", 0
    matches = list(_MARK.finditer(text))
    if not any(filter(None, match.groups()) for match in matches):
        return {}
    for match in [*matches, None]:
        piece = text[start : match.start() if match else len(text)]
        if language:
            found.setdefault(language, []).append(piece)
        elif piece.strip():
            shared.append((len(found), piece))
        if match:
            language, start = next(filter(None, match.groups()), ""), match.end()
    before = "".join(piece for place, piece in shared if not place)
    after = "".join(piece for place, piece in shared if place)
    return {
        name: before + "".join(pieces) + after for name, pieces in found.items() if "".join(pieces).strip()
    }


def _link(link: str, language: str, number: int) -> str:
    """The address of an edition. qTranslate understands ``lang=`` with any form of addresses."""
    if not link or not number:
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    query = "&".join(filter(None, (parts.query, urlencode({"lang": language}))))
    return urlunsplit(parts._replace(query=query))
