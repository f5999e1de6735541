"""Which WordPress site an address belongs to: its host and base path, without ``www``."""

import re
from urllib.parse import urlsplit

from indexer.article import Identity

_API = re.compile(r"^(https?://[^?#\s]*?)/?(?:/wp-json(?:/.*)?|/(?:index\.php)?\?rest_route=.*)$", re.I)
_SHORT_LINK = re.compile(r"^(https?://[^?#\s]*?)/?\?(?:p|page_id|attachment_id)=(\d+)$", re.I)
_NUMBERED = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d+)(?:&|$)")


def site_of(home: str) -> str:
    """``town.example/north`` for the address of a front page; "" if it is not an address."""
    try:
        parts = urlsplit(home.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    return (f"{host}:{port}" if host and port else host) + (parts.path.rstrip("/") if host else "")


def site_of_api(address: str) -> str:
    """The site of an address in a REST API in either form; "" for other addresses."""
    match = _API.match(address.strip())
    return site_of(match[1]) if match else ""


def site_of_short_link(address: str, number: str) -> str:
    """The site of a short link (``/?p=17``) to the post with this number; "" for other addresses."""
    match = _SHORT_LINK.match(address.strip())
    return site_of(match[1]) if match and match[2] == number else ""


def numbered(address: str) -> str | None:
    """The post's number in an address such as ``/?p=17``; None for any other address."""
    match = _NUMBERED.search(address)
    return match[1] if match else None


def guessed(url: str | None, kind: str, number: str) -> Identity:
    """An identity of which only the host is known, from the story's own address."""
    host = site_of(url or "").partition("/")[0]
    return Identity(host, kind, number, sure=False)
