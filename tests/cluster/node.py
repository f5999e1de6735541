"""One OpenSearch node as a separate process."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from tests.cluster.asking import ask, free_ports
from tests.cluster.finding import VERSIONS, Jdk, need_jdk
from tests.cluster.jars import jars

HERE = Path(__file__).parent
# Halves the processor time until a node is up, but makes it slower later: for tests, not for measurements.
TESTING = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
ALONE = {"discovery.type": "single-node"}
COMMON = {
    "network.host": "127.0.0.1",
    "node.roles": "cluster_manager,data,ingest",
    # Otherwise a nearly full disk would make the indices read-only.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}


class NodeFailedError(Exception):
    """A node did not start. The message ends with the end of its log."""


class Node:
    """A node with data and log in a folder. It ends with this process or with ``owner``.

    ``discovery`` are the settings by which it finds others, ``settings`` any other settings of OpenSearch.
    ``heap`` is its minimum and maximum size in Java's notation, ``options`` are further options of Java: none
    for a node that is measured. ``plugin`` is a folder with further jars. Raises NoOpenSearchError if it
    cannot run here.
    """

    def __init__(
        self,
        folder: Path,
        series: str = "3",
        *,
        name: str = "node",
        cluster: str = "fehrest-nodes",
        ports: tuple[int, int] | None = None,
        discovery: Mapping[str, str] = ALONE,
        settings: Mapping[str, str] | None = None,
        heap: tuple[str, str] = ("512m", "1g"),
        options: tuple[str, ...] = TESTING,
        owner: int | None = None,
        plugin: Path | None = None,
    ) -> None:
        version = VERSIONS[series]
        self.folder, self.series, self.name = folder, series, name
        self.http_port, self.transport_port = ports or tuple(free_ports(2))
        own = {
            "node.name": name,
            "cluster.name": cluster,
            "http.port": str(self.http_port),
            "transport.port": str(self.transport_port),
        }
        self._settings = {**COMMON, **own, **discovery, **(settings or {})}
        self._owner = os.getpid() if owner is None else owner
        self._java = _java(need_jdk(version), jars(version), heap, options)
        if plugin:
            self._java[-1] += f":{plugin}/*"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Without a trailing slash."""
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def log(self) -> Path:
        """All output of the node, including restarts."""
        return self.folder / "node.log"

    @property
    def pid(self) -> int:
        assert self._process is not None, "The node was never started"
        return self._process.pid

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, timeout: float = 120) -> Self:
        """Start it and wait. Raises NodeFailedError if it does not start within ``timeout`` seconds."""
        self.launch()
        self.wait(timeout)
        return self

    def launch(self, lifeline: int = subprocess.PIPE, inherited: tuple[int, ...] = ()) -> None:
        """Start it without waiting. It ends when ``lifeline``, its standard input, is closed."""
        self.wait_for_end(0)
        self.folder.mkdir(parents=True, exist_ok=True)
        pairs = [f"{key}={value}" for key, value in self._settings.items()]
        command = [*self._java, str(HERE / "Node.java"), str(self._owner), str(self.folder), *pairs]
        with self.log.open("ab") as log:
            # In a separate session: Ctrl-C goes to this process, which then stops its nodes.
            self._process = subprocess.Popen(
                command, stdin=lifeline, stdout=log, stderr=log, start_new_session=True, pass_fds=inherited
            )

    def wait(self, timeout: float = 120) -> None:
        """Wait until it responds. Raises NodeFailedError if it ends, or does not respond within ``timeout``
        seconds.
        """
        end = time.monotonic() + timeout
        while not self.answers():
            if not self.alive():
                self.wait_for_end(0)
                raise NodeFailedError(f"The node {self.name} ended while it started. Its log:\n{self.tail()}")
            if time.monotonic() > end:
                self.kill()
                raise NodeFailedError(f"No answer from {self.name} in {timeout:g} s. Its log:\n{self.tail()}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it responds by now. Another process on its port does not count."""
        try:
            return bool(self.ask("/", timeout=5).get("name") == self.name)
        except (OSError, ValueError):
            return False

    def ask(self, path: str, body: object = None, *, method: str | None = None, timeout: float = 60) -> Any:
        """The JSON at a path that begins with a slash."""
        return ask(f"{self.url}{path}", body, method=method, timeout=timeout)

    def kill(self) -> None:
        """Kill it at once, like a power failure (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
        self.wait_for_end(60)

    def stop(self, timeout: float = 60) -> None:
        """Stop it like an administrator. It is killed if that takes longer than ``timeout`` seconds."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self.wait_for_end(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    def restart(self, timeout: float = 120) -> Self:
        """Stop it, if it is running, and start it with the same data, name and ports."""
        self.stop()
        return self.start(timeout)

    def tail(self, lines: int = 40) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def wait_for_end(self, timeout: float) -> None:
        """Raises subprocess.TimeoutExpired if it is still running after ``timeout`` seconds."""
        if self._process is not None:
            self._process.wait(timeout)
            if self._process.stdin is not None:
                self._process.stdin.close()

    def __enter__(self) -> Self:
        return self if self.alive() else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _shared_classes(jdk: Jdk, lib: Path) -> list[str]:
    """The loaded classes are kept in a file, which halves the time of a start once more. The first node that
    ends writes it; Java writes it again if its version or the jars are others.
    """
    if jdk.major < 19:
        return []
    return [
        "-XX:+AutoCreateSharedArchive",
        f"-XX:SharedArchiveFile={lib.parent / f'classes-{jdk.major}.jsa'}",
        "-Xlog:cds=off",
    ]


def _java(jdk: Jdk, lib: Path, heap: tuple[str, str], options: tuple[str, ...]) -> list[str]:
    """The command up to the source file, without options that a JDK does not know."""
    return [
        jdk.java,
        f"-Xms{heap[0]}",
        f"-Xmx{heap[1]}",
        *options,
        *(_shared_classes(jdk, lib) if set(TESTING) <= set(options) else []),
        *(["--enable-native-access=ALL-UNNAMED"] if jdk.major >= 21 else []),
        *(["--add-modules", "jdk.incubator.vector"] if jdk.vectors else []),
        f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
        "-cp",
        f"{lib}/*",
    ]
