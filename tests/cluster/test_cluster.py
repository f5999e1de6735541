"""Three nodes form a cluster, which survives the loss of its manager; its data comes back with it."""

import os
from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.finding import NoOpenSearchError
from tests.cluster.node import Node


def test_a_cluster_outlives_its_manager(tmp_path: Path) -> None:
    try:
        made = Cluster(tmp_path)
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))
    with made as cluster:
        first, pid = cluster.manager(), cluster.manager().pid
        make(cluster, "copied", {"number_of_replicas": 1})
        make(cluster, "single", {"number_of_replicas": 0, "routing.allocation.require._name": first.name})

        first.kill()
        assert_gone(first, pid)
        assert cluster.wait_for("red")["number_of_nodes"] == 2
        assert cluster.manager() is not first
        assert len(cluster.others()) == 1
        assert cluster.ask("/copied/_doc/1")["_source"] == {"text": "bridge"}

        first.restart()
        assert first.pid != pid
        assert cluster.wait_for("green")["number_of_nodes"] == 3
        assert cluster.ask("/single/_doc/1")["_source"] == {"text": "bridge"}
    assert cluster.alive() == []


def test_a_single_node_comes_back_with_what_has_no_place_for_its_copies(tmp_path: Path) -> None:
    try:
        made = Cluster(tmp_path, 1)
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))
    with made as cluster:
        make(cluster, "alone", {"number_of_replicas": 1}, "yellow")
    with Cluster(tmp_path, 1) as again:
        assert again.wait_for("yellow", timeout=120)["status"] == "yellow"
        assert again.ask("/alone/_doc/1")["_source"] == {"text": "bridge"}


def make(cluster: Cluster, index: str, settings: dict[str, object], status: str = "green") -> None:
    """An index with one document, on all nodes that should have it."""
    cluster.ask(f"/{index}", {"settings": settings}, method="PUT")
    cluster.wait_for(status)
    cluster.ask(f"/{index}/_doc/1?refresh=true", {"text": "bridge"}, method="PUT")


def assert_gone(node: Node, pid: int) -> None:
    assert not node.answers()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
