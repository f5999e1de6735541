"""Settings: read once from the environment, checked, and then passed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analyzers import FehrestError

_BOUNDS = {
    "port": (0, 65_535),
    "threads": (1, 64),
    "heavy_threads": (1, 16),
    "spool": (1, 65_536),
    "connections": (10, 10_000),
    "deadline": (0.1, 3600),
    "page_size": (1, 100),
    "collapse": (0, 1),
    "crawl_delay": (0, 3600),
    "private_addresses": (0, 1),
    "recency": (0, 100),
    "captions": (0, 1),
    "history": (0, 36_500),
}
_EARLIER = {"collapse": "FEHREST_FOLD"}
"""A setting -> its earlier name, which is read where the present one is not set."""


class SettingsError(FehrestError):
    """A setting with a value that makes no sense."""

    status = 500
    code = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each is set by ``FEHREST_`` and its name in capitals.

    ``data`` is the folder of the archive and the index, ``engine`` tantivy, whoosh or opensearch,
    ``timezone`` the site's (an IANA name), ``site_name`` what pages are headed with, ``host`` and ``port``
    where ``serve`` listens, ``threads`` how many searches it answers at once, ``heavy_threads``
    how many requests for files, sitemaps and pages far down, ``spool`` the megabytes of answers that may wait
    for slow readers before no more files are made, ``connections`` how many connections stay open,
    ``deadline`` the seconds that a request may take, ``page_size`` the hits of a
    page, ``synonyms`` a folder with files of synonyms that take the places of those shipped (empty for none),
    ``collapse`` 1 where the articles of one story are one hit, else 0, ``base_url`` where the world finds the
    service, for feeds, sitemaps and the like (empty: as each request named it), ``contact`` the
    address or e-mail that ``sync`` names to the sites it reads, ``crawl_delay`` the seconds between two
    requests to one of them,
    ``private_addresses`` 1 where addresses of a private network may be read, else 0, ``recency`` what an
    article of the last month gains in the order by relevance, in points of BM25, ``captions`` 1 where
    those of the pictures in saved pages belong to the text, else 0, ``history`` the days for which the
    archive keeps what an update or a deletion replaced.
    """

    data: Path = Path("index_data")
    engine: str = "tantivy"
    timezone: str = "UTC"
    site_name: str = "Fehrest"
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    heavy_threads: int = 1
    spool: int = 256
    connections: int = 500
    deadline: float = 10.0
    page_size: int = 10
    synonyms: str = ""
    collapse: int = 1
    base_url: str = ""
    contact: str = ""
    crawl_delay: float = 1.0
    private_addresses: int = 0
    recency: float = 0.5
    captions: int = 0
    history: int = 90

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ, **given: object) -> "Settings":
        """The settings of an environment; those given by name (and not None) come first.

        Raises:
            SettingsError: a value of the wrong kind, a number out of bounds, or an unknown time zone.
        """
        values: dict[str, object] = {}
        for field in fields(cls):
            name = f"FEHREST_{field.name.upper()}"
            if given.get(field.name) is not None:
                values[field.name] = given[field.name]
                continue
            for known in (name, _EARLIER.get(field.name, "")):
                if environment.get(known):
                    values[field.name] = _typed(known, environment[known], type(field.default))
                    break
        settings = cls(**values)  # type: ignore[arg-type]
        for name, (least, most) in _BOUNDS.items():
            if not least <= getattr(settings, name) <= most:
                raise SettingsError(f"FEHREST_{name.upper()} must be a number from {least} to {most}")
        _check_address(settings.base_url)
        try:
            ZoneInfo(settings.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingsError(
                f"FEHREST_TIMEZONE is {settings.timezone!r}; give an IANA name such as Europe/Tirane"
            ) from error
        return settings


def _check_address(text: str) -> None:
    try:
        parts = urlsplit(text)
        sound = not text or (parts.scheme in ("http", "https") and parts.hostname and not parts.query)
    except ValueError:
        sound = False
    if not sound or text.strip() != text or "#" in text:
        raise SettingsError(
            f"FEHREST_BASE_URL is {text!r}; give an address such as https://search.example.org"
        )


def _typed(name: str, text: str, kind: type) -> object:
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(
            f"{name} is {text!r}; it must be a {'' if kind is float else 'whole '}number"
        ) from None
