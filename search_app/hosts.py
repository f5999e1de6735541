"""The host names that the service answers for: what a request names may enter links, feeds and caches."""

import ipaddress

from flask import Flask, request
from werkzeug.sansio.utils import host_is_trusted

from engines.port.errors import BadRequestError
from search_app.settings import Settings

_PROBES = ("/healthz", "/readyz")
"""Supervisors ask these by an address of the machine. Their answers hold no address."""


class UnknownHostError(BadRequestError):
    """The request names a host that the service does not answer for."""

    code = "unknown-host"


def install(app: Flask, allowed: tuple[str, ...]) -> None:
    """Refuse requests for other hosts; nothing is refused if ``allowed`` is empty."""
    if not allowed:
        return

    def check() -> None:
        if request.path not in _PROBES and not host_is_trusted(request.host.lower(), allowed):
            raise UnknownHostError("This service does not answer for this host name (FEHREST_HOSTS)")

    app.before_request(check)


def open_to_others(settings: Settings) -> str | None:
    """What to set if the service can be reached from other machines and believes any host name."""
    if settings.base_url or settings.allowed_hosts or _is_loopback(settings.host):
        return None
    return (
        f"{settings.host} can be reached from other machines, and any host name that a request gives is used "
        "in links, feeds and the sitemap. Set FEHREST_BASE_URL to the public address, or FEHREST_HOSTS"
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
