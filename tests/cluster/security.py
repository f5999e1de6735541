"""An OpenSearch node with its security plugin, set up like the nodes in ``docs/deployment``.

Only of series 2: Maven Central has no later version of the plugin.
"""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.cluster.finding import VERSIONS, Version
from tests.cluster.jars import cache_folder, fetch, jars
from tests.cluster.locking import locked
from tests.cluster.node import TESTING, Node

DOCS = Path(__file__).parents[2] / "docs"
DEPLOYMENT = DOCS / "deployment"
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
AUDIT = {
    # Every granted permission is in the node's log.
    "plugins.security.audit.type": "log4j",
    "plugins.security.audit.config.disabled_transport_categories": "AUTHENTICATED",
}


class SecuredNode(Node):
    """A node at https:// with users. ``ca`` is the file of the certificate authority.

    ``users`` are the names and passwords of reader and writer.
    """

    def __init__(self, folder: Path) -> None:
        # Where the runner expects the settings of its first node.
        config = folder / "node_1" / "config"
        config.mkdir(parents=True)
        subprocess.run([DEPLOYMENT / "prepare.sh", config], check=True, capture_output=True)
        shutil.copytree(DEPLOYMENT / "security", config / "opensearch-security")
        self._config = config
        self.ca = config / "certificates" / "ca.pem"
        self.users = dict(map(_user, self._files))
        options = (*TESTING, f"-Dplugins={PLUGIN}")
        plugin = _unpacked(folder / "plugin")
        super().__init__(folder, SERIES, settings=_settings(), options=options, plugin=plugin)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.http_port}"

    @property
    def _files(self) -> list[Path]:
        return [self._config / f"{name}.env" for name in ("reader", "writer")]

    def ask(
        self,
        path: str,
        body: object = None,
        *,
        method: str | None = None,
        timeout: float = 60,
        user: str = "",
    ) -> Any:
        """The JSON that it returns to a user, by default the administrator."""
        context = ssl.create_default_context(cafile=self.ca)
        headers = {"Content-Type": "application/json"}
        if user:
            sent = f"{user}:{self.users[user]}".encode()
            headers["Authorization"] = f"Basic {b64encode(sent).decode()}"
        else:
            context.load_cert_chain(self.ca.with_name("admin.pem"), self.ca.with_name("admin.key"))
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout, context=context) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return json.load(refused)

    def give_access(self) -> None:
        """Passwords and roles for reader and writer, as in a deployment."""
        command = [sys.executable, DEPLOYMENT / "access.py", self.ca.parent, DOCS / "roles", *self._files]
        environment = os.environ | {"FEHREST_OPENSEARCH_URL": self.url}
        subprocess.run([*map(str, command)], env=environment, check=True, capture_output=True)

    def put_role(self, name: str, role: object) -> None:
        """Add or replace a role."""
        told = self.ask(f"/_plugins/_security/api/roles/{name}", role, method="PUT")
        assert told["status"] in ("CREATED", "OK"), told

    def granted(self, user: str) -> set[str]:
        """The permissions that a user has used."""
        lines = self.log.read_text("utf-8", "replace").splitlines()
        told = [json.loads(line[line.index("{") :]) for line in lines if '"GRANTED_PRIVILEGES"' in line]
        return {one["audit_request_privilege"] for one in told if one["audit_request_effective_user"] == user}


def _user(file: Path) -> tuple[str, str]:
    told = dict(line.split("=") for line in file.read_text().split())
    return told["FEHREST_OPENSEARCH_USER"], told["FEHREST_OPENSEARCH_PASSWORD"]


def _settings() -> dict[str, str]:
    """The settings of the security plugin in a deployment."""
    services = YAML(typ="safe").load(DEPLOYMENT / "compose.yaml")["services"]
    told = services["node-1"]["environment"].items()
    return AUDIT | {name: value for name, value in told if name.startswith("plugins.security.")}


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
