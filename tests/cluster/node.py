"""One OpenSearch node as a process of its own."""

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
# Half the processor time until a node is up, and slower later: for tests, not for what is measured.
TESTING = ("-XX:TieredStopAtLevel=1",)
ALONE = {"discovery.type": "single-node"}
COMMON = {
    "network.host": "127.0.0.1",
    "node.roles": "cluster_manager,data,ingest",
    # A full disk is the machine's matter: without this, its nodes would take no writes.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}


class NodeFailedError(Exception):
    """A node did not start; the message ends with the end of its log."""


class Node:
    """A node with data and log in a folder. It ends with this process, or with ``owner``, however that ends.

    ``discovery`` are the settings by which it finds others, ``settings`` any more of OpenSearch's; ``heap``
    is its least and greatest size as Java writes them, ``options`` are more of Java's: none for a node that
    is measured, ``plugin`` is a folder with more jars. Raises NoOpenSearchError where it cannot run here.
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
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def log(self) -> Path:
        """All that the node printed, over restarts."""
        return self.folder / "node.log"

    @property
    def pid(self) -> int:
        assert self._process is not None, "The node was never started"
        return self._process.pid

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, timeout: float = 120) -> Self:
        """Starts it and waits, in seconds. Raises NodeFailedError where it does not come up."""
        self.launch()
        self.wait(timeout)
        return self

    def launch(self, lifeline: int = subprocess.PIPE, inherited: tuple[int, ...] = ()) -> None:
        """Starts it and does not wait. It ends when ``lifeline``, its standard input, does."""
        self.wait_for_end(0)
        self.folder.mkdir(parents=True, exist_ok=True)
        pairs = [f"{key}={value}" for key, value in self._settings.items()]
        command = [*self._java, str(HERE / "Node.java"), str(self._owner), str(self.folder), *pairs]
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C is for this process, which then stops its nodes.
            self._process = subprocess.Popen(
                command, stdin=lifeline, stdout=log, stderr=log, start_new_session=True, pass_fds=inherited
            )

    def wait(self, timeout: float = 120) -> None:
        """Until it answers, in seconds. Raises NodeFailedError where it ends, or does not answer in time."""
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
        """Whether it speaks HTTP by now; another that took its port does not count."""
        try:
            return bool(self.ask("/", timeout=5).get("name") == self.name)
        except (OSError, ValueError):
            return False

    def ask(self, path: str, body: object = None, *, method: str | None = None, timeout: float = 60) -> Any:
        """The JSON that it answers at a path that begins with a slash."""
        return ask(f"{self.url}{path}", body, method=method, timeout=timeout)

    def kill(self) -> None:
        """At once, as by a power cut (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
        self.wait_for_end(60)

    def stop(self, timeout: float = 60) -> None:
        """As an administrator would; killed where that takes longer than ``timeout`` seconds."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self.wait_for_end(timeout)
        except subprocess.TimeoutExpired:
            self.kill()

    def restart(self, timeout: float = 120) -> Self:
        """Stops it, if it runs, and starts it with the same data, name and ports."""
        self.stop()
        return self.start(timeout)

    def tail(self, lines: int = 40) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def wait_for_end(self, timeout: float) -> None:
        """Raises subprocess.TimeoutExpired where it still runs after so many seconds."""
        if self._process is not None:
            self._process.wait(timeout)
            if self._process.stdin is not None:
                self._process.stdin.close()

    def __enter__(self) -> Self:
        return self if self.alive() else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _java(jdk: Jdk, lib: Path, heap: tuple[str, str], options: tuple[str, ...]) -> list[str]:
    """The command up to the source file. What a JDK does not know yet, or no more, is left out."""
    return [
        jdk.java,
        f"-Xms{heap[0]}",
        f"-Xmx{heap[1]}",
        *options,
        *(["--enable-native-access=ALL-UNNAMED"] if jdk.major >= 21 else []),
        *(["--add-modules", "jdk.incubator.vector"] if jdk.vectors else []),
        f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
        "-cp",
        f"{lib}/*",
    ]
