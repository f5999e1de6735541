"""Reads what content management systems send on save, as changes to articles.

WordPress: a post of its REST API, or what the plugin WP Webhooks sends (the fields of ``WP_Post``).
Ghost: ``post.published``, ``post.published.edited``, ``post.unpublished``, ``post.deleted``.
Drupal: a JSON:API document with a node. ``json``: our own record with an ``id``.
"""

import hashlib
import hmac
import re
import time
from collections.abc import Callable, Iterable
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from search_app.push.port import Form, Incoming, Json
from search_app.push.records import InvalidRecordError, check_id, check_record

SIGNATURE = "X-Ghost-Signature"
_SIGNED = re.compile(r"sha256=([0-9a-f]{64})(?:,\s*t=(\d{1,16}))?")
_TAG = re.compile(r"<[^<>]*>")
_FRESH = 300
"""Seconds for which a signed request is valid, so that it cannot be repeated later."""


def changes_in(system: str, payload: object) -> Incoming:
    """The change in a request of a system in ``SYSTEMS``.

    Raises:
        InvalidRecordError: the payload is not what the system sends.
    """
    if not isinstance(payload, dict):
        raise InvalidRecordError("The body must be a JSON object")
    return SYSTEMS[system](payload)


def is_signed(secret: str, header: str, body: bytes, now: Callable[[], float] = time.time) -> bool:
    """Whether Ghost signed a body with a shared secret, a moment ago.

    Newer versions sign the body and the time, earlier ones only the body.
    """
    match = _SIGNED.fullmatch(header.strip())
    if not secret or not match:
        return False
    moment = match[2] or ""
    if moment and abs(now() - int(moment) / 1000) > _FRESH:
        return False
    known = [
        hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
        for content in (body + moment.encode(), body)
    ]
    return any(hmac.compare_digest(match[1], one) for one in known)


def _json(payload: Json) -> Incoming:
    id_ = check_id(payload.get("id"))
    record = check_record(payload)
    return Incoming(id_, None if record.pop("deleted", False) else record, site=record.get("site", ""))


def _wordpress(payload: Json) -> Incoming:
    post = payload.get("post", payload)
    if not isinstance(post, dict):
        raise InvalidRecordError("'post' must be an object")
    if "post_status" in post or "ID" in post or "post_id" in payload:
        post = _rest_post(payload, post)
    number = check_id(post.get("id"))
    site = _host(post.get("link")) or _host(_text(post.get("guid")))
    gone = post.get("status") not in (None, "publish")
    if not gone and not (isinstance(post.get("content"), dict) and post.get("link")):
        raise InvalidRecordError("This is not a post of WordPress: it has no 'content' or no 'link'")
    return Incoming(number, None if gone else post, Form.WORDPRESS, site)


def _rest_post(payload: Json, post: Json) -> Json:
    """What WP Webhooks sends, in the form of the REST API. A post without a status was deleted."""
    names = {"id": "ID", "date": "post_date", "date_gmt": "post_date_gmt", "slug": "post_name"}
    names |= {"modified": "post_modified", "modified_gmt": "post_modified_gmt", "type": "post_type"}
    found = {ours: post[theirs] for ours, theirs in names.items() if post.get(theirs)}
    found.setdefault("id", payload.get("post_id"))
    content = {"rendered": str(post.get("post_content", "")), "protected": bool(post.get("post_password"))}
    return {
        **found,
        "status": post.get("post_status", "deleted"),
        "link": payload.get("post_permalink") or post.get("permalink") or post.get("guid", ""),
        "guid": {"rendered": post.get("guid", "")},
        "title": {"rendered": str(post.get("post_title", ""))},
        "content": content,
        "excerpt": {"rendered": str(post.get("post_excerpt", ""))},
        "_embedded": {"wp:term": list(_terms(payload.get("taxonomies") or post.get("taxonomies")))},
    }


def _terms(taxonomies: object) -> Iterable[list[Json]]:
    for taxonomy, terms in taxonomies.items() if isinstance(taxonomies, dict) else ():
        values = terms.values() if isinstance(terms, dict) else terms if isinstance(terms, list) else ()
        yield [
            {"id": term.get("term_id"), "name": term["name"], "taxonomy": taxonomy}
            for term in values
            if isinstance(term, dict) and isinstance(term.get("name"), str)
        ]


def _ghost(payload: Json) -> Incoming:
    post = _object(payload.get("post") or payload.get("page"), "post")
    current, previous = (post.get(name) or {} for name in ("current", "previous"))
    if not isinstance(current, dict) or not isinstance(previous, dict):
        raise InvalidRecordError("'post.current' and 'post.previous' must be objects")
    id_ = check_id(current.get("id") or previous.get("id"))
    site = _host(current.get("url")) or _host(previous.get("url"))
    if current.get("status") != "published":
        return Incoming(id_, None, site=site)
    tags = _names(current.get("tags"))
    record = {
        "title": current.get("title"),
        "html": current.get("html") or current.get("plaintext") or "",
        "url": current.get("url"),
        "date": current.get("published_at"),
        "modified": current.get("updated_at"),
        "authors": _names(current.get("authors")),
        "categories": _names([current.get("primary_tag")]) or tags[:1],
        "tags": tags,
        "image": _ghost_image(current),
    }
    return Incoming(id_, check_record(record), site=site)


def _ghost_image(post: Json) -> Json | None:
    """The feature image. Its caption is HTML. Texts that are not usable are left out."""
    address = post.get("feature_image")
    if not isinstance(address, str) or not address.lower().startswith(("http://", "https://")):
        return None
    alt, caption = (_short(post.get(f"feature_image_{name}")) for name in ("alt", "caption"))
    return {"url": address, "alt": alt, "caption": unescape(_TAG.sub("", caption))}


def _short(value: object) -> str:
    return value[:1000] if isinstance(value, str) else ""


def _drupal(payload: Json) -> Incoming:
    node = _object(payload.get("data"), "data")
    id_, values = check_id(node.get("id")), _object(node.get("attributes", {}), "data.attributes")
    itself = _link(node.get("links"))
    site = _host(itself)
    if values.get("status") is not True:
        return Incoming(id_, None, site=site)
    body, alias = values.get("body") or {}, (values.get("path") or {}).get("alias")
    number = values.get("drupal_internal__nid")
    path = alias or (f"/node/{number}" if number else "")
    record = {
        "title": values.get("title"),
        "html": str(body.get("processed") or body.get("value") or "")
        if isinstance(body, dict)
        else str(body),
        "url": urljoin(itself, path) if itself and path else None,
        "language": values.get("langcode"),
        "date": values.get("created"),
        "modified": values.get("changed"),
        "authors": _included(payload, node, "user--user", "display_name", "name"),
        "tags": _included(payload, node, "taxonomy_term--tags", "name"),
        "categories": _included(payload, node, "taxonomy_term--", "name", but="taxonomy_term--tags"),
    }
    return Incoming(id_, check_record(record), site=site)


def _included(payload: Json, node: Json, kind: str, *names: str, but: str = "-") -> list[str]:
    """The names of the entities that a node refers to, in the order of the document."""
    named = node.get("relationships")
    referred = {
        one.get("id")
        for relation in (named.values() if isinstance(named, dict) else ())
        for one in _list(relation.get("data") if isinstance(relation, dict) else None)
    }
    found = [
        next((one["attributes"][name] for name in names if one["attributes"].get(name)), "")
        for one in _list(payload.get("included"))
        if str(one.get("type", "")).startswith(kind) and one.get("type") != but
        and one.get("id") in referred and isinstance(one.get("attributes"), dict)
    ]  # fmt: skip
    return [name for name in found if isinstance(name, str) and name]


def _link(links: object) -> str:
    itself = links.get("self") if isinstance(links, dict) else ""
    address = itself.get("href") if isinstance(itself, dict) else itself
    return address if isinstance(address, str) else ""


def _list(value: object) -> list[Json]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def _names(value: object) -> list[str]:
    return [one["name"] for one in _list(value) if isinstance(one.get("name"), str)]


def _object(value: object, name: str) -> Json:
    if not isinstance(value, dict):
        raise InvalidRecordError(f"{name!r} must be an object")
    return value


def _text(value: object) -> Any:
    return value.get("rendered") if isinstance(value, dict) else value


def _host(address: object) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") if isinstance(address, str) else ""
    except ValueError:
        return ""


SYSTEMS: dict[str, Callable[[Json], Incoming]] = {
    "wordpress": _wordpress,
    "ghost": _ghost,
    "drupal": _drupal,
    "json": _json,
}
"""Name in the address -> what reads its payload."""
