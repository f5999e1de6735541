"""Which addresses may be fetched: names are resolved first, and connections only go to checked addresses."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from indexer.fetching.answer import FetchError

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes
_UNICAST = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")  # RFC 9637


class ForbiddenAddressError(FetchError):
    """An address outside the public web: private, loopback, link-local, or not http."""

    code = "forbidden-address"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL in parts. ``path`` is the request's, with its query, percent-encoded."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def parse_target(url: str) -> Target:
    """Split a URL. Raises ForbiddenAddressError if it is not an http or https URL with a host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise ForbiddenAddressError(url, "this is not the address of a page") from error
    if parts.scheme not in _PORTS or not host:
        raise ForbiddenAddressError(url, "only http and https addresses are fetched")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?[]')}" if parts.query else ""
    return Target(url, parts.scheme, host, port or _PORTS[parts.scheme], path + query)


def is_public(address: str) -> bool:
    """Whether this IP address means the same host for everyone on the internet.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are checked as IPv4. Other IPv6 addresses
    are only public in 2000::/3, the one block that IANA has assigned for that.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner:
            return all(is_public(str(each)) for each in inner)
        if ip not in _UNICAST or ip in _DOCUMENTATION:
            return False
    return ip.is_global and not ip.is_multicast


def _inner(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    if ip in _NAT64:
        return [ipaddress.IPv4Address(ip.packed[-4:])]
    return [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each is not None]


def resolve(target: Target, *, private: bool, public: Callable[[str], bool] = is_public) -> list[str]:
    """The IP addresses of a host. If one of them is not public, all are refused, unless ``private`` is set.

    Args:
        public: decides whether an IP address is public.

    Raises:
        ForbiddenAddressError: an address is not public.
        FetchError: the name is unknown.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(target.url, f"the host {target.host} is not known: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not private and not public(address):
            raise ForbiddenAddressError(
                target.url,
                f"{target.host} is at {address}, a private address; "
                "set FEHREST_PRIVATE_ADDRESSES=1 to allow it",
            )
    return addresses
