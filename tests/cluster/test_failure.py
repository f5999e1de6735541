"""Three nodes, each shard twice: what readers and the archive see when some or all nodes are killed."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engines.port.engine import IndexStore
from engines.port.errors import EngineError, EngineUnavailableError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.indexing import update_index
from indexer.progress import SilentProgress
from search.model import SearchRequest
from search.searcher import Searcher
from search_app import create_app
from search_app.settings import Settings
from tests.cluster.cluster import Cluster
from tests.cluster.finding import NoOpenSearchError
from tests.every_engine import PREFIX, on_node

KEPT = 300
"""Articles that exist from the start and never change: each answer about them must be the same."""
CLIENTS = 4
WAITED = 60.0
"""Seconds in which a client has its next answer, even on a busy machine; the slowest is printed."""
PAUSE = 0.05
"""Seconds between the searches of a client, so that the nodes have the processor, too."""


def article(number: int, kind: str) -> Article:
    day = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(days=number)
    body = f"A {kind} crosses the river near the mill. Report {kind}-{number}."
    return Article(f"{kind.title()} {number}", body, "en", tags=(kind, f"{kind} {number % 7}"), date=day,
                   external_id=f"{kind}{number}", file="export.xml")  # fmt: skip


def settle(archive: Archive, store: IndexStore) -> None:
    update_index(archive, store, timezone=UTC, progress=SilentProgress(), workers=1)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    try:
        made = Cluster(tmp_path_factory.mktemp("failing"))
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))
    with made:
        yield made


@pytest.fixture
def data(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on_node(",".join(cluster.urls))
    monkeypatch.setenv(f"{PREFIX}REPLICAS", "1")
    monkeypatch.setenv(f"{PREFIX}SHARDS", "2")
    return tmp_path


@pytest.fixture
def archive(data: Path) -> Iterator[Archive]:
    with Archive(data / "archive.sqlite3") as archive:
        archive.put_batch([article(number, "bridge") for number in range(KEPT)])
        yield archive


@dataclass
class Client(threading.Thread):
    """A reader who searches again and again, and checks each answer."""

    data: Path
    stop: threading.Event
    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[object] = field(default_factory=list)
    highest: int = 0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        searcher = Searcher(open_store("opensearch", self.data).open())
        while not self.stop.is_set():
            began = time.perf_counter()
            try:
                self.look(searcher)
            except EngineError as error:
                self.errors.append(error.message)
            self.latencies.append(time.perf_counter() - began)
            self.stop.wait(PAUSE)

    def look(self, searcher: Searcher) -> None:
        kept = searcher.search(SearchRequest("bridge river", facet_size=100))
        tags = {bucket.value: bucket.count for bucket in kept.facets["tag"]}
        if kept.total != KEPT or tags.pop("bridge") != KEPT or sum(tags.values()) != KEPT:
            self.wrong.append((kept.total, tags))
        growing = searcher.search(SearchRequest("ferry")).total
        if growing < self.highest:
            self.wrong.append(("ferries became fewer", self.highest, growing))
        self.highest = growing


def ids(store: IndexStore) -> list[str]:
    engine = store.open()
    try:
        return [document.id for document in engine.documents()]
    finally:
        engine.close()


def test_killed_nodes_lose_and_double_nothing(
    cluster: Cluster, archive: Archive, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store("opensearch", data)
    settle(archive, store)
    cluster.wait_for("green")
    stop = threading.Event()
    clients = [Client(data, stop) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    told, number = [], 0
    for victim in ("any", "leader"):
        for step in range(5):
            archive.put_batch([article(n, "ferry") for n in range(number, number + 40)])
            number += 40
            if step == 2:
                node = cluster.manager() if victim == "leader" else cluster.others()[0]
                counted = [(len(c.latencies), len(c.errors)) for c in clients]
                node.kill()
            settle(archive, store)
        latencies = [s for c, (n, _) in zip(clients, counted, strict=True) for s in c.latencies[n:]]
        errors = [e for c, (_, n) in zip(clients, counted, strict=True) for e in c.errors[n:]]
        told.append(f"{victim}: {len(latencies)} pairs of searches after the kill, {len(errors)} failed, "
                    f"worst {max(latencies):.2f} s")  # fmt: skip
        node.restart()
        cluster.wait_for("green", nodes=3, timeout=120)
    stop.set()
    for client in clients:
        client.join()
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(told) + "\n")
    assert [client.wrong for client in clients] == [[]] * CLIENTS
    assert max(max(client.latencies) for client in clients) < WAITED, told
    assert sum(len(client.errors) for client in clients) == 0, [c.errors[:2] for c in clients]
    settle(archive, store)
    there = ids(store)
    assert len(there) == len(set(there)) == archive.count() == KEPT + number
    assert set(there) == {archived.id for archived in archive.changes()}


def test_all_nodes_away_and_back(cluster: Cluster, archive: Archive, data: Path) -> None:
    store = open_store("opensearch", data)
    settle(archive, store)
    cluster.wait_for("green")
    client = create_app(Settings(data=data, engine="opensearch")).test_client()
    assert client.get("/readyz").status_code == 200
    cluster.stop()
    for path in ("/readyz", "/api/v1/search?q=bridge"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["error"]["code"]) == (503, "engine-unavailable")
        assert answer.headers["Retry-After"]
        assert "127.0.0.1" not in answer.text
    assert client.get("/?q=bridge").status_code == 503
    assert client.get("/healthz").status_code == 200
    archive.put(article(1, "ferry"))
    with pytest.raises(EngineUnavailableError):
        settle(archive, store)
    cluster.start()
    until = time.monotonic() + 120
    while client.get("/readyz").status_code != 200 and time.monotonic() < until:
        time.sleep(0.2)
    assert client.get("/api/v1/search?q=bridge").json["total"] == KEPT
    settle(archive, store)
    assert client.get("/api/v1/search?q=ferry").json["total"] == 1


def test_a_red_cluster_is_told_and_no_count_is_wrong(
    cluster: Cluster, archive: Archive, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{PREFIX}REPLICAS", "0")
    monkeypatch.setenv(f"{PREFIX}SHARDS", "3")
    store = open_store("opensearch", data)
    settle(archive, store)
    index = os.environ[f"{PREFIX}INDEX"]
    rows = cluster.ask(f"/_cat/shards/{store.version()}?format=json")
    node = next(node for node in cluster.others() if node.name in {row["node"] for row in rows})
    node.kill()
    cluster.wait_for("red", nodes=2)
    engine = store.open()
    for question in (
        lambda: Searcher(engine).search(SearchRequest("bridge")),
        engine.count,
        lambda: engine.get(ids_of(archive)),
        lambda: list(engine.documents()),
    ):
        with pytest.raises(EngineUnavailableError, match=r"is unavailable.*comes back with its node"):
            question()
    node.restart()
    cluster.wait_for("green", nodes=3, timeout=120)
    assert Searcher(engine).search(SearchRequest("bridge")).total == KEPT
    engine.close()
    assert index in store.version()


def ids_of(archive: Archive) -> list[str]:
    return [archived.id for archived in archive.changes()]
