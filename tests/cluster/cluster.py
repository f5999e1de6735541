"""Several OpenSearch nodes, each a separate process, that form a cluster."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from tests.cluster.asking import free_ports
from tests.cluster.node import TESTING, Node


class Cluster:
    """``count`` nodes with their data in a folder. ``nodes`` contains all of them, including killed ones.

    Each may become cluster manager. ``settings``, ``heap`` and ``options`` are those of every Node, ``ports``
    is a pair (HTTP, transport) for each. Raises NoOpenSearchError if OpenSearch cannot run.
    """

    def __init__(
        self,
        folder: Path,
        count: int = 3,
        series: str = "3",
        *,
        name: str = "fehrest-nodes",
        ports: Sequence[tuple[int, int]] | None = None,
        settings: Mapping[str, str] | None = None,
        heap: tuple[str, str] = ("512m", "1g"),
        options: tuple[str, ...] = TESTING,
    ) -> None:
        drawn = free_ports(2 * count)
        pairs = ports or list(zip(drawn[::2], drawn[1::2], strict=True))
        names = [f"node-{number}" for number in range(1, count + 1)]
        discovery = {
            "discovery.type": "zen",
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{transport}" for _, transport in pairs),
            "cluster.initial_cluster_manager_nodes": ",".join(names),
        }
        self.nodes = [
            Node(
                folder / own,
                series,
                name=own,
                cluster=name,
                ports=pair,
                discovery=discovery,
                settings=settings,
                heap=heap,
                options=options,
            )
            for own, pair in zip(names, pairs, strict=True)
        ]

    @property
    def urls(self) -> list[str]:
        """The addresses of all nodes, without trailing slashes."""
        return [node.url for node in self.nodes]

    def start(self, timeout: float = 240) -> Self:
        """Start all at once and wait until they have found each other.

        Raises NodeFailedError if one does not start, TimeoutError if they do not find each other within
        ``timeout`` seconds.
        """
        end = time.monotonic() + timeout
        try:
            for node in self.nodes:
                node.launch()
            for node in self.nodes:
                node.wait(end - time.monotonic())
            # On a single node, replicas of existing indices cannot be allocated.
            status = "green" if len(self.nodes) > 1 else "yellow"
            self.wait_for(status, nodes=len(self.nodes), timeout=end - time.monotonic())
        except BaseException:
            self.stop()
            raise
        return self

    def alive(self) -> list[Node]:
        return [node for node in self.nodes if node.alive()]

    def ask(self, path: str, body: object = None, *, method: str | None = None, timeout: float = 120) -> Any:
        """The JSON from the first running node. Raises OSError if none is running or it does not respond."""
        if alive := self.alive():
            return alive[0].ask(path, body, method=method, timeout=timeout)
        raise ConnectionRefusedError("No node of the cluster is alive")

    def wait_for(self, status: str = "green", *, nodes: int | None = None, timeout: float = 120) -> Any:
        """The cluster's health once it is at least ``status`` (red, yellow, green) with this number of nodes.

        Without ``nodes``, the number of running ones. Raises TimeoutError, with the last health, after
        ``timeout`` seconds.
        """
        count = len(self.alive()) if nodes is None else nodes
        path = f"/_cluster/health?wait_for_status={status}&wait_for_nodes={count}&timeout=1s"
        end, told = time.monotonic() + timeout, None
        while time.monotonic() < end:
            try:
                told = self.ask(path)
            except (OSError, ValueError) as silence:
                told = silence
            if isinstance(told, dict) and told.get("timed_out") is False:
                return told
            time.sleep(0.1)
        raise TimeoutError(f"The cluster is not {status} with {count} nodes after {timeout:g} s: {told}")

    def manager(self, timeout: float = 120) -> Node:
        """The elected cluster manager. Raises TimeoutError if there is none within ``timeout`` seconds."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                told = self.ask("/_cat/cluster_manager?format=json")
            except (OSError, ValueError):
                told = None
            names = [row["node"] for row in told] if isinstance(told, list) else []
            if found := [node for node in self.alive() if node.name in names]:
                return found[0]
            time.sleep(0.1)
        raise TimeoutError(f"The cluster has no manager after {timeout:g} s")

    def others(self) -> list[Node]:
        """The running nodes that are not the elected manager."""
        manager = self.manager()
        return [node for node in self.alive() if node is not manager]

    def stop(self) -> None:
        """All at once; otherwise the remaining ones would search for those that stopped."""
        with ThreadPoolExecutor(len(self.nodes)) as pool:
            list(pool.map(Node.stop, self.nodes))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
