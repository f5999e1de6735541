"""Real servers on a real cluster: several of them give the same answers, and each recovers by itself."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from engines.port.model import Document
from engines.registry import open_store
from tests.cluster.finding import NoOpenSearchError
from tests.cluster.node import Node
from tests.cluster.proxy import Proxy
from tests.contract.library import DOCUMENTS, fill
from tests.contract.stories import TOLD
from tests.every_engine import on_node

SECONDS = 120
RUN = (sys.executable, "-u", "-c", "from search_app.cli import main; main()")
ASKED = (
    "search?q=bridge",
    f"search?q={quote('کتاب')}&facets=1&size=3",
    "search?q=stone&author=Ada+Hill&sort=newest",
    "search?q=",
    "facets/author?find=ada",
    "related?id=bridge-en",
    "articles/library-sq",
)


class Service:
    """``fehrest serve`` in a separate process."""

    def __init__(self, data: Path) -> None:
        command = [*RUN, "--engine", "opensearch", "--data", str(data), "serve", "--port", "0"]
        command += ["--workers", "1"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline()
        while line and " at http" not in line:
            line = self.process.stdout.readline()
        self.url = line.split(" at ")[-1].strip()

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}api/v1/{path}", timeout=SECONDS) as answer:
            found = json.load(answer)
        found.pop("took_ms", None)
        return found

    def ready(self) -> int:
        try:
            with urllib.request.urlopen(f"{self.url}readyz", timeout=SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(SECONDS)
        assert self.process.stdout
        self.process.stdout.close()


def within(condition) -> bool:
    until = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def services(node: Proxy, tmp_path: Path) -> Iterator[list[Service]]:
    """Two services that share only the cluster."""
    publish(tmp_path, TOLD)
    started = [Service(tmp_path / name) for name in ("one", "two")]
    yield started
    for service in started:
        service.stop()


def publish(data: Path, documents: tuple[Document, ...]) -> None:
    store = open_store("opensearch", data)
    engine = store.create()
    fill(engine, documents)
    store.publish(engine)
    engine.close()


def test_two_services_say_the_same(services: list[Service]) -> None:
    one, two = services
    for path in ASKED:
        assert one.get(path) == two.get(path), path
    assert one.get("search?q=bridge")["total"] > 0
    assert within(lambda: one.get("suggest?q=bri")["suggestions"] and two.get("suggest?q=bri")["suggestions"])
    assert one.get("suggest?q=bri") == two.get("suggest?q=bri")


def test_a_swap_and_a_way_back_are_seen(services: list[Service], tmp_path: Path) -> None:
    ferry = Document("ferry", "The ferry is back", "It crosses twice a day.", "en")
    assert [service.get("search?q=ferry")["total"] for service in services] == [0, 0]
    publish(tmp_path, (*DOCUMENTS, ferry))
    for number, change in ((1, None), (0, open_store("opensearch", tmp_path).rollback)):
        if change:
            change()
        for service in services:
            assert within(lambda s=service, n=number: totals(s) == n)


def totals(service: Service) -> int:
    return int(service.get("search?q=ferry")["total"])


@pytest.fixture
def own_node(tmp_path: Path) -> Iterator[Node]:
    try:
        node = Node(tmp_path / "node")
    except NoOpenSearchError as missing:
        pytest.skip(str(missing))
    with node:
        yield node


def ingest(data: Path, *numbers: int) -> subprocess.CompletedProcess[str]:
    rows = [{"id": f"s{n}", "title": f"Harvest {n}", "body": "The plums were good."} for n in numbers]
    source = data.parent / "stories.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    command = [*RUN, "--engine", "opensearch", "--data", str(data), "ingest", str(source)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_archive_takes_articles_while_all_is_away_and_they_are_found_afterwards(
    own_node: Node, tmp_path: Path
) -> None:
    on_node(own_node.url)
    data = tmp_path / "data"
    done = ingest(data, 1, 2)
    assert done.returncode == 0, done.stderr
    service = Service(data)
    try:
        assert service.get("search?q=plums")["total"] == 2
        own_node.kill()
        assert service.ready() == 503
        done = ingest(data, 3, 4, 5)
        assert (done.returncode, "3 articles" in done.stdout) == (3, True), done.stdout
        assert "No node of the search cluster answers" in done.stderr + done.stdout
        own_node.restart()
        assert within(lambda: service.ready() == 200)
        assert within(lambda: service.get("search?q=plums")["total"] == 5)
    finally:
        service.stop()
    assert os.environ["FEHREST_OPENSEARCH_URL"] == own_node.url
