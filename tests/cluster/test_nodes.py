"""Nodes start, identify themselves, fail with a message, and leave nothing behind."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cluster.asking import ask
from tests.cluster.finding import NoOpenSearchError
from tests.cluster.node import Node, NodeFailedError

SOON = 120


Make = Callable[..., Node]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes nodes that are not started, and removes everything of them."""
    made: list[Node] = []

    def make_(**more: Any) -> Node:
        try:
            made.append(Node(tmp_path / f"node-{len(made)}", **more))
        except NoOpenSearchError as missing:
            pytest.skip(str(missing))
        return made[-1]

    yield make_
    for node in made:
        node.kill()


def test_series_3_is_3(opensearch_3_url: str) -> None:
    assert ask(opensearch_3_url)["version"]["number"].startswith("3.")


def test_series_2_is_2(opensearch_2_url: str) -> None:
    assert ask(opensearch_2_url)["version"]["number"].startswith("2.")


def test_a_start_that_fails_tells_the_log(make: Make) -> None:
    wrong = make(settings={"no.such.setting": "1"})
    with pytest.raises(NodeFailedError, match=r"unknown setting \[no\.such\.setting\]"):
        wrong.start()
    assert not wrong.alive()


def test_it_ends_with_its_input(make: Make) -> None:
    node = make()
    reading, writing = os.pipe()
    node.launch(reading)
    os.close(reading)
    with pytest.raises(subprocess.TimeoutExpired):
        node.wait_for_end(2)
    os.close(writing)
    node.wait_for_end(SOON)
    assert not node.alive()


def test_it_ends_with_its_owner(make: Make) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as owner:
        owned = make(owner=owner.pid)
        owned.launch()
        with pytest.raises(subprocess.TimeoutExpired):
            owned.wait_for_end(2)
        owner.kill()
    owned.wait_for_end(SOON)
    assert not owned.alive()
