"""The effect of a merge before the swap, and what it waits for."""

import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from engines.opensearch.generations import ClusterStore
from engines.opensearch.limits import Limits
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import IndexStore
from engines.port.model import Document
from engines.registry import open_store
from tests.cluster.asking import ask
from tests.cluster.conftest import behind_a_proxy
from tests.cluster.proxy import Proxy
from tests.contract.library import fill

CHOOSE = random.Random(7)
WORDS = ["".join(CHOOSE.choices("abcdefgh", k=7)) for _ in range(5_000)]
TEXTS = [" ".join(CHOOSE.choices(WORDS, k=300)) for _ in range(400)]
NOTES = tuple(Document(f"n{number:03d}", "note", text, "en") for number, text in enumerate(TEXTS))
LEASES = "level=shards"


@pytest.fixture
def store(any_node: Proxy, tmp_path: Path) -> IndexStore:
    return open_store("opensearch", tmp_path)


def filled(store: IndexStore):
    """A new index of two segments."""
    engine = store.create()
    fill(engine, NOTES[:200], 1)
    fill(engine, NOTES[200:], 2)
    return engine


def asked(node: Proxy, path: str) -> list[int]:
    """The indexes of the requests that match."""
    return [place for place, one in enumerate(node.asked) if path in one.path]


class Fresh:
    """A new index of the node that is in use. Its publication waits until nothing is kept for copies."""

    def __init__(self, node: Proxy) -> None:
        self.node = node
        self._name = os.environ["FEHREST_OPENSEARCH_INDEX"]
        self._store = ClusterStore(ClusterSettings.load(), Limits(worth_a_wait=0, wait_for_copies=300))
        self._engine = filled(self._store)

    def size(self) -> int:
        """Size on disk in bytes."""
        found = ask(f"{self.node.url}/{self._name}-g*/_stats/store")
        return int(found["_all"]["primaries"]["store"]["size_in_bytes"])

    def publish(self) -> None:
        before = self.size()
        self._store.publish(self._engine)
        self._engine.close()
        assert self._engine.count() == 400
        # A node removes the files of merged segments a moment later.
        until = time.monotonic() + 60
        while self.size() >= 0.6 * before and time.monotonic() < until:
            time.sleep(0.2)
        assert self.size() < 0.6 * before
        assert asked(self.node, LEASES)[-1] < asked(self.node, "_forcemerge")[0]


def test_what_is_kept_for_copies_is_dropped(request: pytest.FixtureRequest) -> None:
    """On both versions at once, because each keeps it for half a minute."""
    with ExitStack() as nodes, ThreadPoolExecutor() as pool:
        fresh = [Fresh(nodes.enter_context(behind_a_proxy(url))) for url in urls(request)]
        assert len(list(pool.map(Fresh.publish, fresh))) > 0


def urls(request: pytest.FixtureRequest) -> Iterator[str]:
    """The addresses of the nodes that can run here. Skips the test if there is none."""
    missing = None
    for name in ("opensearch_3_url", "opensearch_2_url"):
        try:
            yield request.getfixturevalue(name)
        except pytest.skip.Exception as skipped:
            if missing:
                raise
            missing = skipped


def test_a_small_index_is_not_waited_for(store: IndexStore, any_node: Proxy) -> None:
    engine = filled(store)
    store.publish(engine)
    engine.close()
    assert asked(any_node, LEASES) == []
    assert len(asked(any_node, "_forcemerge")) == 1


def test_a_copy_that_stays_behind_is_not_waited_for_forever(any_node: Proxy) -> None:
    store = ClusterStore(ClusterSettings.load(), Limits(worth_a_wait=0, wait_for_copies=0.7))
    engine = filled(store)
    store.publish(engine)
    engine.close()
    assert engine.count() == 400
    assert 1 <= len(asked(any_node, LEASES)) <= 3
    assert len(asked(any_node, "_forcemerge")) == 1
