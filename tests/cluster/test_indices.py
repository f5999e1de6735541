"""Generations on a cluster: swap and rollback, leftovers of a killed rebuild, who may write."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engines.opensearch.generations import ClusterStore
from engines.opensearch.lease import Writer, this_writer
from engines.opensearch.limits import LIMITS, Limits
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import IndexStore
from engines.port.errors import EngineBusyError, EngineError, NoIndexError, OutdatedIndexError
from engines.port.model import Document
from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.indexing import rebuild_index, update_index
from indexer.progress import SilentProgress
from tests.cluster.asking import ask
from tests.cluster.proxy import Proxy
from tests.contract.library import DOCUMENTS, fill, found, indexed

PREFIX = "FEHREST_OPENSEARCH_INDEX"


@pytest.fixture
def store(node: Proxy, tmp_path: Path) -> IndexStore:
    return another(tmp_path)


ELSEWHERE = replace(this_writer(), host="elsewhere/1")


def cluster_store(limits: Limits = LIMITS, writer: Writer | None = None) -> IndexStore:
    return ClusterStore(ClusterSettings.load(), limits, writer)


def another(data: Path) -> IndexStore:
    """What another process sees."""
    return open_store("opensearch", data)


def published(store: IndexStore, *documents: Document, revision: int = 1) -> str:
    engine = store.create()
    fill(engine, documents, revision)
    store.publish(engine)
    engine.close()
    return store.version()


def indices(node: Proxy) -> set[str]:
    return set(ask(f"{node.url}/{os.environ[PREFIX]}-g*/_alias"))


def words(store: IndexStore, word: str) -> set[str]:
    engine = store.open()
    try:
        return found(engine, word)
    finally:
        engine.close()


def test_there_is_none_at_first(store: IndexStore) -> None:
    assert (store.exists(), store.version(), store.clean()) == (False, "", [])
    with pytest.raises(NoIndexError, match="fehrest reindex"):
        store.open()
    with pytest.raises(NoIndexError, match="no earlier generation"):
        store.rollback()


def test_one_request_swaps(store: IndexStore, node: Proxy, tmp_path: Path) -> None:
    first = published(store, DOCUMENTS[0])
    node.asked.clear()
    second = published(store, DOCUMENTS[1])
    assert first != second
    assert sum(asked.path == "/_aliases" for asked in node.asked) == 1
    assert sum("_forcemerge" in asked.path for asked in node.asked) == 1
    assert another(tmp_path).version() == second
    assert indices(node) == {first, second}


def test_the_new_one_must_answer_before_the_swap(store: IndexStore, node: Proxy) -> None:
    from tests.cluster.proxy import Answered, Asked

    first = published(store, DOCUMENTS[0])
    engine = store.create()
    fill(engine, DOCUMENTS)

    def rule(asked: Asked) -> Answered | None:
        broken = "_search" in asked.path
        return Answered(500, {"error": {"type": "io_exception", "reason": "lost"}}) if broken else None

    node.rule = rule
    with pytest.raises(EngineError, match="lost"):
        store.publish(engine)
    engine.close()
    assert store.version() == first


def test_back_and_forth(store: IndexStore) -> None:
    first, second = published(store, DOCUMENTS[0]), published(store, DOCUMENTS[1])
    store.rollback()
    assert (store.version(), words(store, "masons")) == (first, {"bridge-en"})
    store.rollback()
    assert (store.version(), words(store, "masons")) == (second, set())


def test_cleaning_keeps_the_current_and_the_one_before(store: IndexStore, node: Proxy) -> None:
    names = [published(store, DOCUMENTS[0]) for _ in range(3)]
    assert store.clean() == names[:1]
    assert indices(node) == set(names[1:])
    store.rollback()
    assert store.version() == names[1]


def test_cleaning_leaves_what_is_being_filled(store: IndexStore, tmp_path: Path) -> None:
    published(store, DOCUMENTS[0])
    engine = store.create()
    fill(engine)
    assert another(tmp_path).clean() == []
    store.publish(engine)
    engine.close()
    assert words(store, "plums") == {"harvest-en"}


def test_what_takes_long_is_left_to_its_writer(node: Proxy) -> None:
    short = Limits(lease=1, renewal=0.2)
    engine = cluster_store(short).create()
    fill(engine)
    # As long as a merge, or a question to a person, may take.
    time.sleep(2.5)
    assert cluster_store(short, ELSEWHERE).clean() == []
    engine.close()
    time.sleep(0.5)
    (left,) = indices(node)
    assert cluster_store(short, ELSEWHERE).clean() == [left]


def killed(tmp_path: Path, code: str) -> None:
    """Run some code in a process that is killed at its end."""
    head = "import os, pathlib, signal\nfrom engines.registry import open_store\n"
    head += "from tests.contract.library import DOCUMENTS, fill, indexed\n"
    head += f"store = open_store('opensearch', pathlib.Path({str(tmp_path)!r}))\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{head}{code}\nos.kill(os.getpid(), signal.SIGKILL)"], check=False
    )
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_rebuild_left_is_removed(store: IndexStore, node: Proxy, tmp_path: Path) -> None:
    first = published(store, DOCUMENTS[0])
    killed(tmp_path, "engine = store.create(); engine.add(map(indexed, DOCUMENTS))")
    (left,) = indices(node) - {first}
    assert store.clean() == [left]
    assert indices(node) == {first}
    assert words(store, "masons") == {"bridge-en"}


def test_a_writer_that_was_killed_here_bars_nobody(store: IndexStore, tmp_path: Path) -> None:
    published(store, DOCUMENTS[0], revision=3)
    killed(tmp_path, "engine = store.open(); engine.add([indexed(DOCUMENTS[1])])")
    engine = store.open()
    assert engine.revision == 3
    fill(engine, DOCUMENTS[1:], 4)
    engine.close()
    assert (len(words(store, "")), words(store, "valley")) == (6, {"library-en"})


def test_a_writer_elsewhere_is_waited_for_until_its_time_is_over(node: Proxy) -> None:
    short = Limits(lease=2, renewal=600)
    store = cluster_store(short)
    published(store, DOCUMENTS[0])
    silent = cluster_store(short, ELSEWHERE).open()
    silent.add([indexed(DOCUMENTS[1])])
    writer = store.open()
    with pytest.raises(EngineBusyError, match=rf"process {os.getpid()} on .*if it was killed, 2 seconds"):
        writer.add([indexed(DOCUMENTS[2])])
    for _ in range(40):
        try:
            fill(writer, DOCUMENTS[2:], 2)
            break
        except EngineBusyError:
            signal.sigtimedwait([], 0.1)
    # The silent writer comes back and gets the error that it lost its lease.
    with pytest.raises(EngineBusyError, match="Another process"):
        silent.commit(9)
    assert writer.revision == 2
    for engine in (silent, writer):
        engine.close()


def test_a_process_with_the_number_of_a_dead_one_is_not_taken_for_it(store: IndexStore) -> None:
    published(store, DOCUMENTS[0])
    gone = cluster_store(writer=replace(this_writer(), run="of-the-container-before")).open()
    gone.add([indexed(DOCUMENTS[1])])
    again = store.open()
    fill(again, DOCUMENTS[1:], 2)
    again.close()
    gone.close()


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        archive.put_batch([article(n) for n in range(5)])
        yield archive


def article(number: int) -> Article:
    day = datetime(2020, 1, 1 + number, tzinfo=UTC)
    return Article(title=f"Bridge {number}", body=f"Ferry and bridge {number}.", language="en",
                   date=day, external_id=f"r{number}", file="export.xml")  # fmt: skip


def settle(archive: Archive, store: IndexStore, work=update_index):
    return work(archive, store, timezone=UTC, progress=SilentProgress(), workers=1)


def test_another_layout_is_rebuilt(store: IndexStore, node: Proxy, archive: Archive) -> None:
    settle(archive, store)
    old = store.version()
    meta = ask(f"{node.url}/{old}/_mapping")[old]["mappings"]["_meta"]
    ask(f"{node.url}/{old}/_mapping", {"_meta": {**meta, "layout": "2.0"}}, method="PUT")
    with pytest.raises(OutdatedIndexError, match=r"another version of Fehrest.*fehrest reindex"):
        store.open()
    assert settle(archive, store).rebuilt == "its layout changed"
    assert store.version() != old
    assert len(words(store, "bridge")) == 5


def test_a_rebuild_that_lacks_articles_is_not_swapped_in(
    store: IndexStore, node: Proxy, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(archive, store)
    before = store.version()
    add = type(store.open()).add
    monkeypatch.setattr(type(store.open()), "add", lambda self, some: add(self, list(some)[1:]))
    with pytest.raises(Exception, match="has 4 articles and not 5; the old one is kept"):
        settle(archive, store, rebuild_index)
    monkeypatch.undo()
    # An incomplete index is removed at once.
    assert indices(node) == {before}
    assert another(Path()).clean() == []


def test_an_index_in_the_aliass_place_is_told(store: IndexStore, node: Proxy) -> None:
    name = os.environ[PREFIX]
    ask(f"{node.url}/{name}", {}, method="PUT")
    try:
        with pytest.raises(EngineError, match=r"is an index of the cluster.*FEHREST_OPENSEARCH_INDEX"):
            store.open()
    finally:
        ask(f"{node.url}/{name}", method="DELETE")


def test_two_sites_share_a_cluster(store: IndexStore, tmp_path: Path, monkeypatch) -> None:
    published(store, DOCUMENTS[0])
    monkeypatch.setenv(PREFIX, os.environ[PREFIX] + "-two")
    other = another(tmp_path)
    assert not other.exists()
    published(other, DOCUMENTS[1])
    assert (store.clean(), other.clean()) == ([], [])
    assert (words(store, "valley"), words(other, "valley")) == (set(), {"library-en"})
