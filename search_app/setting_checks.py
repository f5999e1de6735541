"""Checks of settings that are texts in a form of their own: addresses, names of hosts, rates."""

import re
from ipaddress import IPv6Address
from urllib.parse import urlsplit

_MAX_PORT = 65_535
_HOST_NAME = re.compile(r"(?!-)[a-z0-9_.-]{1,253}(?<!-)", re.IGNORECASE)
_RATE = re.compile(r"[1-9]\d{0,8}\s*(?:/|per)\s*(?:[1-9]\d{0,4}\s*)?(?:second|minute|hour|day)s?")


def is_web_address(text: str) -> bool:
    """Whether it is an address that begins with http:// or https://, without a user."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        return False
    return known and not (set(text) & set(' ?#\\"<>') or "@" in parts.netloc)


def is_host(text: str) -> bool:
    """Whether it is a host name or an IP address, without brackets and port."""
    if ":" not in text:
        return _HOST_NAME.fullmatch(text) is not None
    try:
        return bool(IPv6Address(text))
    except ValueError:
        return False


def are_hosts(text: str) -> bool:
    """Whether they are host names with commas between them; a dot before one is for all below it."""
    return all(is_host(name.strip().removeprefix(".")) for name in text.split(","))


def are_origins(text: str) -> bool:
    """Whether they are web origins with commas between them, or *."""
    return text.strip() == "*" or all(is_origin(part.strip().rstrip("/")) for part in text.split(","))


def is_origin(text: str) -> bool:
    """Whether it is a web origin: scheme, host, perhaps a port, and no path."""
    return is_web_address(text) and not urlsplit(text).path


def is_rate(text: str) -> bool:
    """Whether it is a number of requests in a time, such as 60/minute."""
    return _RATE.fullmatch(text.strip().lower()) is not None


def is_listener(text: str) -> bool:
    """Whether it is an IP address or a host name, and a port."""
    host, _, port = text.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    is_port = port.isascii() and port.isdigit() and int(port) <= _MAX_PORT
    return is_port and is_host(bare) and (":" in bare) == host.startswith("[")


def is_header(text: str) -> bool:
    """Whether it may be the name of an HTTP header."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,60}", text) is not None


def is_contact(text: str) -> bool:
    """Whether it is an e-mail address or a web address."""
    return is_web_address(text) or re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text) is not None
