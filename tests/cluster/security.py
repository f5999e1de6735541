"""An OpenSearch node with its security plugin: TLS by an authority of its own, users and roles.

Of series 2 alone: Maven Central holds the plugin of no later one.
"""

import base64
import json
import re
import ssl
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives import serialization

from tests.cluster.finding import VERSIONS, Version
from tests.cluster.jars import cache_folder, fetch, jars
from tests.cluster.locking import locked
from tests.cluster.node import TESTING, Node

SERIES = "2"
PLUGIN = "org.opensearch.security.OpenSearchSecurityPlugin"
POM = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>fehrest</groupId>
  <artifactId>opensearch-security</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.opensearch.plugin</groupId>
      <artifactId>opensearch-security</artifactId>
      <version>{version}</version>
      <type>zip</type>
    </dependency>
  </dependencies>
</project>
"""
ADMIN = ("admin", "administrator")
# That password as bcrypt has it: the plugin takes no other from its files.
HASH = "$2y$12$c3tRrLVJwqRysYHx/Hs33.qPswoIBkN/vOesIaNS/hWBimbzwsLEO"
FILES: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("tenants", "nodes_dn", "action_groups", "roles")},
    "internal_users": {"admin": {"hash": HASH}},
    "roles_mapping": {"all_access": {"users": ["admin"]}},
    "config": {
        "config": {
            "dynamic": {
                "authc": {
                    "basic": {
                        "http_enabled": True,
                        "order": 0,
                        "http_authenticator": {"type": "basic", "challenge": True},
                        "authentication_backend": {"type": "intern"},
                    }
                }
            }
        }
    },
}
SETTINGS = {
    "allow_default_init_securityindex": "true",
    "restapi.roles_enabled": "all_access",
    # Each right that somebody asked for and has stands in the node's log.
    "audit.type": "log4j",
    "audit.config.disabled_transport_categories": "AUTHENTICATED",
    "ssl.http.enabled": "true",
}


class SecuredNode(Node):
    """A node at https://, with the user ``ADMIN``; ``ca`` is the file of the authority to trust."""

    def __init__(self, folder: Path) -> None:
        # Where the runner looks for the settings of its first node.
        config = folder / "node_1" / "config"
        self.ca = config / "ca.pem"
        _write_certificates(config)
        _write_settings(config / "opensearch-security")
        classes = _unpacked(folder / "plugin")
        options = (*TESTING, f"-Dplugins={PLUGIN}")
        super().__init__(folder, SERIES, settings=_settings(), options=options, plugin=classes)
        self._context = ssl.create_default_context(cafile=self.ca)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.http_port}"

    def ask(
        self,
        path: str,
        body: object = None,
        *,
        method: str | None = None,
        timeout: float = 10,
        user: tuple[str, str] = ADMIN,
    ) -> Any:
        """The JSON that it answers to a user."""
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        sent = base64.b64encode(":".join(user).encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {sent}"}
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=self._context) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return json.load(refused)

    def granted(self, user: str) -> set[str]:
        """The rights that a user made use of."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        told = [json.loads(line[line.index("{") :]) for line in lines if '"GRANTED_PRIVILEGES"' in line]
        return {one["audit_request_privilege"] for one in told if one["audit_request_effective_user"] == user}

    def add_user(self, name: str, password: str, role: Path) -> None:
        """A user with a role, as a file in ``docs/roles`` has it."""
        self.put_role(role.stem, json.loads(role.read_text("utf-8")))
        self._put(f"internalusers/{name}", {"password": password})
        self._put(f"rolesmapping/{role.stem}", {"users": [name]})

    def put_role(self, name: str, role: object) -> None:
        """Adds a role, or replaces it."""
        self._put(f"roles/{name}", role)

    def _put(self, path: str, body: object) -> None:
        told = self.ask(f"/_plugins/_security/api/{path}", body, method="PUT")
        assert told["status"] in ("CREATED", "OK"), told


def _settings() -> dict[str, str]:
    files = {"pemcert": "node.pem", "pemkey": "node.key", "pemtrustedcas": "ca.pem"}
    tls = {f"ssl.{at}.{name}_filepath": file for at in ("http", "transport") for name, file in files.items()}
    return {f"plugins.security.{name}": value for name, value in (SETTINGS | tls).items()}


def _write_certificates(config: Path) -> None:
    config.mkdir(parents=True)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(config / "ca.pem")
    made = authority.issue_cert("127.0.0.1", common_name="node")
    made.cert_chain_pems[0].write_to_path(config / "node.pem")
    key = serialization.load_pem_private_key(made.private_key_pem.bytes(), None)
    # The plugin reads keys of no other form.
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (config / "node.key").write_bytes(key.private_bytes(*form))


def _write_settings(folder: Path) -> None:
    """JSON is YAML."""
    folder.mkdir()
    for name, content in FILES.items():
        kind = name.replace("_", "")
        meta = {"_meta": {"type": kind, "config_version": 2}}
        (folder / f"{name}.yml").write_text(json.dumps(meta | content))


def _unpacked(folder: Path) -> Path:
    """The plugin's jars, without those that the node has. Raises NoOpenSearchError."""
    folder.mkdir()
    version = VERSIONS[SERIES]
    there = {_artifact(jar.name) for jar in jars(version).iterdir()}
    with zipfile.ZipFile(_archive(version)) as archive:
        for name in archive.namelist():
            if name.endswith(".jar") and _artifact(name) not in there:
                archive.extract(name, folder)
    return folder


def _archive(version: Version) -> Path:
    place = cache_folder() / f"{version.runner}-security"
    with locked(place.with_name(f"{place.name}.lock")):
        if not (place / "lib").is_dir():
            what = f"security plugin of OpenSearch {version.number}"
            fetch(what, POM.format(version=f"{version.number}.0"), place)
    return next((place / "lib").glob("*.zip"))


def _artifact(jar: str) -> str:
    return re.sub(r"-\d.*", "", jar)
