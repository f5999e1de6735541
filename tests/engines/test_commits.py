"""The folder of a tantivy index remains small after any number of commits."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC

import pytest
from engine_support import BRIDGE, LIBRARY

from engines.port.engine import EngineQuery
from engines.port.terms import Everything
from engines.registry import open_store
from engines.tantivy.segments import leftovers, read_segments
from search.documents import index_document

MOST_SEGMENTS = 12
BODY = LIBRARY.body * 20


def article(number):
    return index_document(replace(LIBRARY, id=f"a{number}", body=f"{BODY} number{number}"), UTC)


@pytest.fixture
def store(tmp_path):
    return open_store("tantivy", tmp_path / "data")


def publish(store, numbers):
    engine = store.create()
    engine.add(map(article, numbers))
    engine.commit(1)
    store.publish(engine)
    engine.close()
    return folder_of(store)


def folder_of(store):
    return store._root / store.version()


def size(folder):
    return sum(path.stat().st_size for path in folder.iterdir())


def fresh_size(tmp_path, numbers):
    return size(publish(open_store("tantivy", tmp_path / "fresh"), numbers))


def assert_small(folder, fresh):
    segments = read_segments(folder)
    assert len(segments.ids) <= MOST_SEGMENTS
    assert leftovers(folder) == []
    # Each segment has several files, which is most of the size of such a small index.
    assert size(folder) <= 2 * fresh + len(segments.ids) * 20_000
    assert len(list(folder.iterdir())) <= 8 * len(segments.ids) + 10


def test_commits_of_one_article_in_one_process(store, tmp_path):
    folder = publish(store, range(40))
    fresh = fresh_size(tmp_path, range(190))
    engine = store.open()
    worst = 0
    for number in range(150):
        # Every third one replaces an article.
        engine.add([article(number // 6 if number % 3 == 0 else 40 + number)])
        engine.commit(number + 2)
        worst = max(worst, len(read_segments(folder).ids))
    engine.close()
    assert worst <= MOST_SEGMENTS
    assert_small(folder, fresh)
    assert (store.open().count(), store.open().revision) == (140, 151)


def test_commits_of_one_article_by_an_engine_each(store, tmp_path):
    folder = publish(store, range(40))
    fresh = fresh_size(tmp_path, range(80))
    for number in range(40):
        engine = store.open()
        engine.add([article(40 + number)])
        engine.commit(number + 2)
        engine.close()
        assert_small(folder, fresh)
    assert store.open().count() == 80


def test_what_was_not_committed_leaves_nothing(store):
    folder = publish(store, range(10))
    engine = store.open()
    engine.add(map(article, range(10, 30)))
    engine.delete(["a1"])
    engine.close()
    assert leftovers(folder) == []
    assert store.open().count() == 10


def test_a_reader_of_an_old_commit_goes_on(store):
    publish(store, range(10))
    reader = store.open()
    searcher = reader._index.searcher()
    before = searcher.num_segments
    for number in range(20):
        engine = store.open()
        engine.add([article(10 + number), article(number % 10)])
        engine.commit(number + 2)
        engine.close()
    assert (searcher.num_docs, searcher.num_segments) == (10, before)
    hits = searcher.search(_everything(), 100).hits
    assert all(searcher.doc(address).get_first("payload") for _, address in hits)
    assert len(hits) == 10


def _everything():
    import tantivy

    return tantivy.Query.all_query()


def bloat(folder, times):
    """What the version before did: a writer for each commit, whose merges are cancelled."""
    import tantivy

    for _ in range(times):
        index = tantivy.Index.open(str(folder))
        writer = index.writer(15_000_000, 1)
        document = tantivy.Document()
        document.add_text("id", "more")
        writer.delete_documents_by_term("id", "more")
        writer.add_document(document)
        writer.commit()
        writer.rollback()
        writer.wait_merging_threads()


def test_a_folder_that_an_earlier_version_let_grow_is_made_small(store, tmp_path):
    folder = publish(store, range(30))
    bloat(folder, 3)
    for number in range(40):
        (folder / f"{number:032x}.store").write_bytes(b"left" * 50_000)
    (folder / ".tmpAb3dE9").write_bytes(b"left")
    engine = store.open()
    store.clean()
    assert engine.search(EngineQuery(Everything())).articles >= 30
    engine.close()
    assert_small(folder, fresh_size(tmp_path, range(30)))


def test_the_next_writer_makes_it_small_as_well(store, tmp_path):
    folder = publish(store, range(30))
    for number in range(40):
        (folder / f"{number:032x}.store").write_bytes(b"left" * 50_000)
    engine = store.open()
    engine.delete(["nobody"])
    engine.commit(2)
    engine.close()
    assert_small(folder, fresh_size(tmp_path, range(30)))


def test_cleaning_leaves_the_files_of_another_writer(store):
    folder = publish(store, range(10))
    writing = store.open()
    writing.add(map(article, range(10, 20)))
    (folder / f"{7:032x}.store").write_bytes(b"left")
    store.clean()
    assert leftovers(folder) != []
    writing.commit(2)
    writing.close()
    assert leftovers(folder) == []
    assert store.open().count() == 20


def test_a_killed_writer_leaves_nothing_for_long(store, tmp_path):
    folder = publish(store, range(10))
    code = f"""
import os, signal, sys
sys.path[:0] = {[path for path in sys.path if path]!r}
from pathlib import Path
from test_commits import article
from engines.registry import open_store
engine = open_store("tantivy", Path({str(tmp_path / "data")!r})).open()
engine.add(map(article, range(100, 300)))
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    (folder / f"{9:032x}.idx").write_bytes(b"what a merge had written")
    store.clean()
    assert leftovers(folder) == []
    assert store.open().count() == 10


def test_the_list_of_segments_is_read(store):
    folder = publish(store, [1, 2, 3])
    engine = store.open()
    engine.delete(["a2"])
    engine.commit(2)
    engine.close()
    found = read_segments(folder)
    assert (len(found.ids), found.documents, found.deleted) == (1, 3, 1)
    meta = folder / "meta.json"
    meta.write_text(json.dumps({"segments": [{"max_doc": 1}]}))
    with pytest.raises(ValueError, match=r"meta\.json"):
        read_segments(folder)


def test_bridge_is_found_after_all_that(store):
    engine = store.create()
    for number in range(30):
        engine.add([article(number)])
        engine.commit(number + 1)
    engine.add([index_document(BRIDGE, UTC)])
    engine.commit(31)
    assert engine.get(["bridge"])[0].document == BRIDGE
    assert engine.count() == 31
    engine.close()
