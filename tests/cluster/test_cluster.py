"""A cluster that tests start: a single node comes back with its data. ``test_failure`` kills nodes."""

from pathlib import Path

import pytest

from tests.cluster.cluster import Cluster
from tests.cluster.finding import NoOpenSearchError


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
