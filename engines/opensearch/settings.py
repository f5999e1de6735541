"""The settings of the cluster and of new indices, read from the environment by this engine only."""

import os
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from engines.port.errors import EngineSettingsError

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_REFRESH = re.compile(r"-1|\d+(?:ms|s|m)")
_BOUNDS = {"timeout": (0.1, 600), "shards": (1, 1024), "replicas": (0, 20)}


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Each is read from ``FEHREST_OPENSEARCH_`` and its name in capitals.

    - ``url``: addresses of one or several nodes, separated by commas.
    - ``user`` and ``password``, or ``api_key``: sent to each node.
    - ``ca``: file with the certificates to trust instead of the system's.
    - ``timeout``: in seconds.
    - ``index``: name of the alias that is searched, and the first part of the names of the indices behind it.
    - ``shards``, ``replicas``: for new indices.
    - ``refresh``: how often an index shows what was written: -1 for at each commit, or a time such as 1s.
    """

    url: str = field(default="http://127.0.0.1:9200", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca: str = ""
    timeout: float = 10.0
    index: str = "fehrest"
    shards: int = 1
    replicas: int = 1
    refresh: str = "-1"

    @property
    def hosts(self) -> list[str]:
        """The addresses as a list."""
        return [host.strip().rstrip("/") for host in self.url.split(",") if host.strip()]

    @property
    def shown(self) -> str:
        """The addresses for messages, without user and password."""
        return ", ".join(_without_user(host) for host in self.hosts)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> "ClusterSettings":
        """Read the settings from an environment.

        Raises:
            EngineSettingsError: a setting has an invalid value.
        """
        values: dict[str, object] = {}
        for one in fields(cls):
            name = f"FEHREST_OPENSEARCH_{one.name.upper()}"
            if environment.get(name):
                values[one.name] = _typed(name, environment[name], type(one.default))
        settings = cls(**values)  # type: ignore[arg-type]
        settings._check()
        return settings

    def _check(self) -> None:
        if bad := [host for host in self.hosts or [""] if not _is_address(host)]:
            # A malformed address may contain a password anywhere.
            shown = "something" if "@" in self.url else repr(bad[0])
            raise EngineSettingsError(
                f"FEHREST_OPENSEARCH_URL names {shown}, which is not an address; use addresses such as "
                "https://node-1.example.org:9200, separated by commas"
            )
        self._check_access()
        for name, (least, most) in _BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise EngineSettingsError(
                    f"FEHREST_OPENSEARCH_{name.upper()} must be a number from {least} to {most}"
                )
        if not _NAME.fullmatch(self.index):
            raise EngineSettingsError(
                f"FEHREST_OPENSEARCH_INDEX is {self.index!r}; use small letters, digits, '-', '_' and '.'"
            )
        if not _REFRESH.fullmatch(self.refresh):
            raise EngineSettingsError(
                f"FEHREST_OPENSEARCH_REFRESH is {self.refresh!r}; use -1, or a time such as 1s"
            )

    def _check_access(self) -> None:
        if self.api_key and (self.user or self.password):
            raise EngineSettingsError(
                "FEHREST_OPENSEARCH_API_KEY and a user or password are both set; set only one of them"
            )
        if bool(self.user) != bool(self.password):
            given, missing = ("USER", "PASSWORD") if self.user else ("PASSWORD", "USER")
            raise EngineSettingsError(
                f"FEHREST_OPENSEARCH_{given} is set without FEHREST_OPENSEARCH_{missing}; set both or neither"
            )
        if self.ca:
            _check_certificates(self.ca)


def _is_address(host: str) -> bool:
    try:
        parts = urlsplit(host)
        return bool(parts.scheme in ("http", "https") and parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _check_certificates(file: str) -> None:
    # The driver reads it late and then reports a host that does not answer.
    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:
        reason = (
            "contains no certificate in PEM format" if isinstance(error, ssl.SSLError) else error.strerror
        )
        raise EngineSettingsError(f"FEHREST_OPENSEARCH_CA is {file!r}: {reason}") from None


def _without_user(host: str) -> str:
    scheme, found, rest = host.partition("://")
    return f"{scheme}{found}{rest.rpartition('@')[2]}"


def _typed(name: str, text: str, kind: type) -> object:
    try:
        return kind(text)
    except ValueError:
        raise EngineSettingsError(
            f"{name} is {text!r}; it must be a {'' if kind is float else 'whole '}number"
        ) from None
