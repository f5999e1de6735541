"""The keys by which an article is recognised, and the hash of its content."""

import hashlib
import json
import unicodedata
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from indexer.article import Article, Identity

_TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ID_BYTES = 8
RECORD = "record"
"""The kind of a JSON lines record, whose id does not name a site."""
_HASH_BYTES = 16


def canonical_url(url: str) -> str:
    """One spelling for all addresses of a page: RFC 3986 section 6, and tracking parameters removed.

    Scheme and host in lower case; no user, default port, fragment, tracking parameter or trailing slash;
    percent-encoding in one form, so that readable and encoded Persian slugs are equal. Never raises: a text
    that is not an address is only stripped.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if port is not None and port != _DEFAULT_PORTS.get(scheme):
        host = f"{host}:{port}"
    path = quote(unquote(parts.path, errors="replace"), safe="/:@!$&'()*+,;=~", errors="replace").rstrip("/")
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _tracks(name)
        ],
        errors="replace",
    )
    return (f"{scheme}://" if scheme else "") + host + path + (f"?{query}" if query else "")


def _tracks(parameter: str) -> bool:
    name = parameter.lower()
    return name.startswith("utm_") or name in _TRACKING


def address_key(url: str) -> str | None:
    """An address as a key, or None if it does not name a page.

    http and https are the same. The front page of a site is not the address of an article.
    """
    key = canonical_url(url).partition("://")[2]
    return key if "/" in key or "?" in key else None


def url_key(article: Article) -> str | None:
    """The key of the article's own address, or None."""
    return address_key(article.url) if article.url else None


def alias_keys(article: Article) -> list[str]:
    """The keys of further addresses on the article's own host. A copied site still names its old host."""
    own = url_key(article)
    if own is None:
        return []
    keys = {key for alias in article.aliases if (key := address_key(alias))}
    return sorted(key for key in keys - {own} if host_of_key(key) == host_of_key(own))


def host_of_key(key: str) -> str:
    """The host in an address key, without ``www``."""
    return key.partition("/")[0].partition("?")[0].removeprefix("www.")


def title_key(article: Article) -> str:
    """The key of an article without an address: its folded title and its day, or its text if it has
    no title.
    """
    title = " ".join(unicodedata.normalize("NFKC", article.title).casefold().split())
    day = article.date.date().isoformat() if article.date else ""
    return _digest(f"{title or article.body}\n{day}", _ID_BYTES)


def new_id(article: Article) -> str:
    """The id of a new article: the source's own id, else a hash of its key."""
    if article.external_id:
        return article.external_id
    key = url_key(article)
    return _digest(key, _ID_BYTES) if key else title_key(article)


def identity_of(article: Article) -> Identity | None:
    """The identity that its source gave it. A bare id is that of a record and belongs to no known site."""
    if article.identity or not article.external_id:
        return article.identity
    return Identity("", RECORD, article.external_id, sure=False)


def other_id(article: Article) -> str:
    """An id for an article whose first choice is already used."""
    named = identity_of(article)
    whole = json.dumps(
        [
            named and [named.site, named.kind, named.number],
            url_key(article),
            title_key(article),
            article.body,
        ],
        ensure_ascii=False,
    )
    return _digest(whole, _ID_BYTES)


def content_hash(payload: dict[str, Any]) -> str:
    """The hash of a payload without its identity, so that it is the same for the same story in
    another file.
    """
    content = {name: value for name, value in payload.items() if name not in ("file", "external_id")}
    return _digest(json.dumps(content, ensure_ascii=False, sort_keys=True), _HASH_BYTES)


def origin_key(file: str) -> int:
    """A file name as a signed 64-bit integer, to keep the table of sightings small."""
    digest = hashlib.blake2b(file.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def is_web(origin: str | None) -> bool:
    """Whether an origin is an address on the web, and not a file."""
    return (origin or "").startswith(("http://", "https://"))


def short_key(text: str) -> str:
    """A name of eight characters that a person can type."""
    return _digest(text, 4)


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
