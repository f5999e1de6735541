import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from engines.folders.state import read_state
from engines.port.errors import EngineError
from engines.registry import open_store
from indexer import freshness
from indexer.archive import Archive, ArchivedArticle
from indexer.article import Article
from indexer.chunk_pool import CHUNK, INLINE, ChunkPool, divided
from indexer.errors import IndexingError
from indexer.freshness import is_current
from indexer.indexing import analyse_chunk, rebuild_index, to_document, update_index
from indexer.progress import SilentProgress
from search.model import SearchRequest
from search.searcher import Searcher
from tests.every_engine import EVERY_ENGINE, ready


def article(n, title="Bridge report"):
    return Article(
        title=f"{title} {n}",
        body=f"The masons mended the arch of bridge number {n}. Carts cross it again.",
        language="en",
        url=f"https://example.org/report-{n}/",
        date=datetime(2020 + n % 5, 1, 1, tzinfo=UTC),
        external_id=f"r{n}",
    )


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3") as archive:
        archive.put_batch([article(n) for n in range(5)])
        yield archive


@pytest.fixture(params=EVERY_ENGINE)
def store(request, tmp_path):
    return open_store(ready(request, request.param), tmp_path)


@pytest.fixture(params=["tantivy", "whoosh"])
def folder_store(request, tmp_path):
    return open_store(request.param, tmp_path)


def update(archive, store, work=update_index, **options):
    options = {"timezone": UTC, "progress": SilentProgress(), "workers": 1} | options
    return work(archive, store, **options)


def found(store, text, **asked):
    engine = store.open()
    try:
        result = Searcher(engine).search(SearchRequest(text, **asked))
        return 0 if result.partial else result.total
    finally:
        engine.close()


def figures(report):
    return report.indexed, report.deleted, report.revision, report.rebuilt


def test_the_first_update_makes_an_index(archive, store):
    assert not is_current(archive, store)
    assert figures(update(archive, store)) == (5, 0, 5, "there was no index")
    assert found(store, "bridge") == 5
    assert is_current(archive, store)


def test_nothing_to_do(archive, store):
    update(archive, store)
    version = store.version()
    assert figures(update(archive, store)) == (0, 0, 5, None)
    assert store.version() == version


def test_only_what_changed_is_taken(archive, store):
    update(archive, store)
    archive.put(article(5))
    archive.put(replace(article(1), body="A ferry now."))
    archive.delete("r2")
    assert not is_current(archive, store)
    assert figures(update(archive, store)) == (2, 1, 8, None)
    assert [found(store, word) for word in ("bridge", "ferry", "report-2", "")] == [5, 1, 0, 5]
    assert is_current(archive, store)


def test_a_deleted_article_that_comes_back(archive, store):
    update(archive, store)
    archive.delete("r2")
    update(archive, store)
    archive.put(article(2))
    assert figures(update(archive, store))[:2] == (1, 0)
    assert found(store, "bridge") == 5


def test_other_analyzers_are_a_rebuild(archive, store, monkeypatch):
    update(archive, store)
    monkeypatch.setattr(freshness, "fingerprint", lambda: "another")
    version = store.version()
    assert not is_current(archive, store)
    assert figures(update(archive, store)) == (5, 0, 5, "the analysis changed")
    assert store.version() != version


def test_another_layout_is_a_rebuild(archive, folder_store):
    update(archive, folder_store)
    state = folder_store._root / folder_store.version() / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"format": 7}))
    assert not is_current(archive, folder_store)
    assert figures(update(archive, folder_store))[3] == "its layout changed"


def test_another_archive_is_a_rebuild(archive, store, tmp_path):
    update(archive, store)
    with Archive(tmp_path / "older.sqlite3") as older:
        older.put(article(1))
        assert figures(update(older, store)) == (1, 0, 1, "it was made from another archive")
    assert found(store, "bridge") == 1


def test_a_damaged_index_says_how_to_mend_it_and_a_rebuild_does(archive, folder_store):
    update(archive, folder_store)
    (folder_store._root / folder_store.version() / "state.json").write_text("{")
    with pytest.raises(EngineError, match="fehrest reindex"):
        update(archive, folder_store)
    assert figures(update(archive, folder_store, rebuild_index)) == (5, 0, 5, "asked for")
    assert found(folder_store, "bridge") == 5


def test_a_rebuild_keeps_the_generation_before_it(archive, folder_store):
    update(archive, folder_store)
    update(archive, folder_store, rebuild_index)
    update(archive, folder_store, rebuild_index)
    assert len(list(folder_store._root.glob("*/"))) == 2
    folder_store.rollback()
    assert found(folder_store, "bridge") == 5


def test_a_new_generation_that_lacks_articles_is_not_taken(archive, store, monkeypatch):
    update(archive, store)
    version = store.version()
    add = type(store.open()).add
    monkeypatch.setattr(type(store.open()), "add", lambda self, documents: add(self, list(documents)[1:]))
    with pytest.raises(
        IndexingError, match=r"has 4 articles and not 5; the old one is kept.*fehrest reindex"
    ):
        update(archive, store, rebuild_index)
    assert (store.version(), found(store, "bridge")) == (version, 5)


class Meddling(SilentProgress):
    """Changes the archive while it is read, as another process may."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def advance(self, n=1):
        change, self.change = self.change, lambda: None
        change()


def test_a_rebuild_takes_what_is_written_meanwhile(archive, store):

    def change():
        archive.put(replace(article(0), body="A ferry now."))
        archive.put(article(9))
        archive.delete("r4")

    update(archive, store, rebuild_index, progress=Meddling(change), commit_every=2)
    assert [found(store, word) for word in ("bridge", "ferry", "")] == [5, 1, 5]
    assert is_current(archive, store)


def test_an_article_that_changes_twice_in_a_step_is_taken_as_it_is_last(archive, store):
    update(archive, store)

    class Racing:
        revision = 8

        def __getattr__(self, name):
            return getattr(archive, name)

        def changes(self, after):
            changed = replace(next(archive.changes()), revision=6)
            yield changed
            yield replace(changed, revision=8, deleted=True, article=None)

        def count(self):
            return 4

        def count_changes(self, after):
            return 2

    assert figures(update(Racing(), store))[:3] == (1, 1, 8)
    assert found(store, "") == 4


def test_a_deleted_article_is_no_document(archive):
    archive.delete("r1")
    [tombstone] = [archived for archived in archive.changes() if archived.deleted]
    with pytest.raises(ValueError, match="deleted"):
        to_document(tombstone)


def documents(count):
    return [replace(to_document(archived_of(article(n))), id=f"r{n}") for n in range(count)]


def archived_of(article):
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    return ArchivedArticle(article.external_id, 1, "", False, article, moment, moment)


WORK = partial(analyse_chunk, timezone=UTC)


def pooled(**how):
    with ChunkPool(WORK, "indexer.indexing", chunk=4, **how) as analyse:
        return [document for chunk in analyse(documents(30)) for document in chunk]


def test_processes_give_the_same_in_the_same_order():
    assert pooled(workers=2, inline=5) == analyse_chunk(tuple(documents(30)), UTC)


def test_one_process_gives_the_same():
    assert pooled(workers=1, inline=0) == analyse_chunk(tuple(documents(30)), UTC)


def kind(document):
    return "odd" if int(document.id[1:]) % 2 else "even", len(document.body)


def test_processes_that_get_kinds_of_items_give_the_same_in_the_same_order():
    assert pooled(workers=2, inline=5, kind=kind) == analyse_chunk(tuple(documents(30)), UTC)


def test_the_same_kinds_are_in_the_same_share():
    kinds = [("sq", 3), ("en", 1), ("fa", 4), ("en", 1), ("sq", 3), ("en", 2), ("fa", 2)]
    assert divided(kinds, 2) == [[1, 2, 3, 5], [0, 4, 6]]
    assert divided([("en", 1)] * 5, 2) == [[0, 1], [2, 3, 4]]
    assert divided([("en", 1)], 3) == [[], [0], []]
    assert divided([("en", 0), ("fa", 0)], 2) == [[0, 1], []]


@pytest.mark.parametrize("kind", [None, kind])
def test_a_worker_that_is_killed_leaves_its_work_to_us(kind):
    with ChunkPool(WORK, "indexer.indexing", workers=2, inline=0, chunk=4, kind=kind) as analyse:
        chunks = analyse(documents(60))
        got = [*next(chunks)]
        for pid in [pid for pool in analyse._pools for pid in pool._processes]:
            os.kill(pid, signal.SIGKILL)
        got += [document for chunk in chunks for document in chunk]
    assert [document.id for document in got] == [f"r{n}" for n in range(60)]


def test_an_index_made_in_processes_is_whole(archive, store):
    number = INLINE + 3 * CHUNK
    archive.put_batch([article(n) for n in range(5, number)])
    assert update(archive, store, workers=2).indexed == number
    assert found(store, "bridge") == number


ARTICLES = 600
SLOWLY = """
import sys, indexer.indexing
indexer.indexing.COMMIT_EVERY = 30
from search_app.cli import main
main(sys.argv[1:])
"""


def start(data, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", SLOWLY, "--data", str(data), *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def lines(path, first, last):
    rows = [
        {"id": f"r{n}", "title": f"Bridge report {n}", "url": f"https://example.org/{n}/",
         "body": f"The masons mended the arch of bridge number {n}. " * 20}
        for n in range(first, last)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def generations(data):
    return [path.parent for path in data.glob("tantivy/*/state.json")]


def revisions(data):
    for folder in generations(data):
        try:
            yield read_state(folder).revision
        except EngineError:
            continue


def archived(data):
    path = data / "archive.sqlite3"
    if not path.exists():
        return 0
    with Archive(path) as archive:
        return archive.count()


def wait_for(condition, process, seconds=180):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come so far"
        assert process.poll() is None, "it was done before it could be killed"
        time.sleep(0.005)


def kill(process):
    process.send_signal(signal.SIGKILL)
    assert process.wait(120) == -signal.SIGKILL


def complete(data, count):
    store = open_store("tantivy", data)
    engine = store.open()
    try:
        found = engine.get([f"r{n}" for n in range(count)])
        assert engine.count() == count == len({stored.document.id for stored in found})
        assert Searcher(engine).search(SearchRequest("masons")).total == count
    finally:
        engine.close()
    with Archive(data / "archive.sqlite3") as archive:
        assert is_current(archive, store)


def run(data, *arguments):
    assert start(data, *arguments).wait(300) == 0


@pytest.mark.parametrize("moment", ["archiving", "indexing"])
def test_a_killed_first_ingest_is_completed_by_the_next(tmp_path, moment):
    source = lines(tmp_path / "all.jsonl", 0, ARTICLES)
    process = start(tmp_path, "ingest", source)
    if moment == "archiving":
        wait_for(lambda: archived(tmp_path) > 0, process)
    else:
        wait_for(lambda: any(revision > 60 for revision in revisions(tmp_path)), process)
    kill(process)
    assert not open_store("tantivy", tmp_path).exists()
    run(tmp_path, "ingest", source)
    complete(tmp_path, ARTICLES)
    assert len(generations(tmp_path)) == 1, "what the killed one left is gone"


def test_a_killed_update_carries_on_from_its_last_step(tmp_path):
    run(tmp_path, "ingest", lines(tmp_path / "first.jsonl", 0, 50))
    source = lines(tmp_path / "all.jsonl", 0, ARTICLES)
    process = start(tmp_path, "ingest", source)
    wait_for(lambda: any(revision > 120 for revision in revisions(tmp_path)), process)
    kill(process)
    store = open_store("tantivy", tmp_path)
    assert 50 < found(store, "masons") <= ARTICLES
    run(tmp_path, "ingest", source)
    complete(tmp_path, ARTICLES)


def test_a_rebuild_interrupts_no_search_even_when_it_is_killed(tmp_path):
    run(tmp_path, "ingest", lines(tmp_path / "all.jsonl", 0, ARTICLES))
    store = open_store("tantivy", tmp_path)
    before = store.version()
    process = start(tmp_path, "reindex")

    def new_one_fills():
        assert found(store, "masons") == ARTICLES
        return any(60 < revision < ARTICLES for revision in revisions(tmp_path))

    wait_for(new_one_fills, process)
    kill(process)
    assert (store.version(), found(store, "masons")) == (before, ARTICLES)
    process = start(tmp_path, "reindex")
    while process.poll() is None:
        time.sleep(0.02)
        assert found(store, "masons") == ARTICLES
    assert process.returncode == 0
    assert store.version() != before
    complete(tmp_path, ARTICLES)


def test_names_of_a_persian_article_have_persian_letters(tmp_path):
    story = Article("خبر", "متن", "fa", authors=("كيوان ساحلي",), categories=(("فرهنگي",),), tags=("كتاب",))
    with Archive(tmp_path / "archive.sqlite3") as archive:
        archive.put(story)
        document = to_document(next(archive.changes()))
    assert document.authors == ("کیوان ساحلی",)
    assert document.categories == (("فرهنگی",),)
    assert document.tags == ("کتاب",)


def test_a_change_during_the_swap_is_in_the_new_generation(archive, folder_store):
    update(archive, folder_store)

    def push_one(_engine):
        archive.put(article(9, "Latecomer"))
        return True

    done = update(archive, folder_store, rebuild_index, accept=push_one)
    assert (done.indexed, done.revision) == (6, archive.revision)
    assert found(folder_store, "latecomer") == 1
