import json
import subprocess
import sys
from datetime import UTC

import pytest
from engine_support import BRIDGE, LIBRARY

from engines.folders.state import FORMAT, State, read_state, write_state
from engines.port.engine import EngineQuery
from engines.port.errors import EngineError, NoIndexError, OutdatedIndexError, UnknownEngineError
from engines.port.terms import Lookup
from engines.registry import open_store
from search.documents import index_document


@pytest.fixture(params=["tantivy", "whoosh"])
def store(request, tmp_path):
    return open_store(request.param, tmp_path)


def filled(store, *documents, revision=1):
    engine = store.create()
    engine.add(index_document(document, UTC) for document in documents)
    engine.commit(revision)
    return engine


def published(store, *documents):
    engine = filled(store, *documents)
    store.publish(engine)
    engine.close()


def ids(store):
    engine = store.open()
    try:
        return [found.document.id for found in engine.get(["bridge", "library"])]
    finally:
        engine.close()


def folders(store):
    return sorted(path.name for path in store._root.glob("*/"))


def test_there_is_none_at_first(store):
    assert (store.exists(), store.version(), store.clean()) == (False, "", [])
    with pytest.raises(NoIndexError, match="fehrest reindex"):
        store.open()
    with pytest.raises(NoIndexError, match="no earlier generation"):
        store.rollback()


def test_a_new_generation_is_seen_when_it_is_published(store):
    published(store, BRIDGE)
    before = store.version()
    engine = filled(store, LIBRARY)
    assert (ids(store), store.version()) == (["bridge"], before)
    store.publish(engine)
    engine.close()
    assert ids(store) == ["library"]
    assert store.version() != before


def test_a_rollback_and_a_second_one(store):
    published(store, BRIDGE)
    published(store, LIBRARY)
    version = store.version()
    store.rollback()
    assert ids(store) == ["bridge"]
    assert store.version() != version
    store.rollback()
    assert ids(store) == ["library"]


def test_a_rollback_needs_the_folder_of_the_earlier_one(store):
    published(store, BRIDGE)
    published(store, LIBRARY)
    earlier = store._names()[1]
    (store._root / earlier).rename(store._root.parent / "elsewhere")
    with pytest.raises(NoIndexError):
        store.rollback()
    assert ids(store) == ["library"]


def test_cleaning_keeps_the_current_and_the_one_before(store):
    for _ in range(3):
        published(store, BRIDGE)
    assert len(folders(store)) == 3
    assert len(store.clean()) == 1
    assert len(folders(store)) == 2
    store.rollback()
    assert ids(store) == ["bridge"]


def test_cleaning_leaves_what_is_being_filled(store, tmp_path):
    published(store, BRIDGE)
    engine = filled(store, LIBRARY)
    other = open_store(store._root.name, tmp_path)
    assert other.clean() == []
    store.publish(engine)
    engine.close()
    assert ids(other) == ["library"]


def test_cleaning_removes_what_a_killed_rebuild_left(store, tmp_path):
    published(store, BRIDGE)
    code = f"""
import os, pathlib, signal
from engines.registry import open_store
engine = open_store({store._root.name!r}, pathlib.Path({str(tmp_path)!r})).create()
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode == -9
    left = set(folders(store)) - {store.version()}
    assert len(left) == 1
    assert set(store.clean()) == left
    assert ids(store) == ["bridge"]


def test_a_current_file_that_names_a_missing_folder_is_no_index(store):
    published(store, BRIDGE)
    (store._root / "current").write_text("20200101T000000-000000000\n")
    assert not store.exists()
    with pytest.raises(NoIndexError):
        store.open()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "tantivy").write_text("a file")
    with pytest.raises(EngineError, match="cannot be written"):
        open_store("tantivy", tmp_path).create()


def test_an_unknown_engine(tmp_path):
    with pytest.raises(UnknownEngineError, match="FEHREST_ENGINE to one of: tantivy, whoosh, opensearch"):
        open_store("sphinx", tmp_path)


def test_the_revision_and_the_fingerprint_are_kept(store):
    engine = filled(store, BRIDGE, revision=7)
    store.publish(engine)
    engine.close()
    again = store.open()
    assert (again.revision, again.fingerprint) == (7, engine.fingerprint)
    assert again.fingerprint
    again.close()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"revision": 1}',
        '{"format": 1, "revision": "x", "fingerprint": ""}',
        "\x00",
    ],
)
def test_a_damaged_state_says_how_to_mend_it(store, content):
    published(store, BRIDGE)
    (store._root / store.version() / "state.json").write_text(content)
    with pytest.raises(EngineError, match=r"damaged.*fehrest reindex"):
        store.open()


def test_a_missing_state_says_how_to_mend_it(store):
    published(store, BRIDGE)
    (store._root / store.version() / "state.json").unlink()
    with pytest.raises(EngineError, match="fehrest reindex"):
        store.open()


@pytest.mark.parametrize("number", [FORMAT - 1, FORMAT + 1])
def test_another_layout_must_be_rebuilt(tmp_path, number):
    write_state(tmp_path, State(3, "abc"))
    path = tmp_path / "state.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": number, "more": 1}))
    with pytest.raises(OutdatedIndexError, match="fehrest reindex"):
        read_state(tmp_path)


def test_a_state_is_replaced_in_one_step(tmp_path, monkeypatch):
    write_state(tmp_path, State(3, "abc"))

    def killed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write_state(tmp_path, State(4, "abc"))
    assert read_state(tmp_path) == State(3, "abc")


def test_damaged_files_of_the_engine_are_an_error_of_ours(store):
    published(store, BRIDGE)
    folder = store._root / store.version()
    for path in folder.iterdir():
        if path.is_file() and path.name != "state.json":
            path.unlink()
    with pytest.raises(EngineError):
        store.open().get(["bridge"])


def test_an_open_generation_answers_after_its_folder_is_removed(store):
    published(store, BRIDGE)
    engine = store.open()
    marks = engine.revision, engine.origin, engine.changed
    published(store, LIBRARY)
    published(store, BRIDGE, LIBRARY)
    assert len(store.clean()) == 1
    try:
        assert [found.document.id for found in engine.get(["bridge", "library"])] == ["bridge"]
        assert engine.search(EngineQuery(Lookup("text", "bridge"))).total == 1
        assert engine.count() == 1
        assert (engine.revision, engine.origin, engine.changed) == marks
    finally:
        engine.close()


def test_a_generation_that_is_removed_while_it_is_opened(tmp_path):
    store = open_store("tantivy", tmp_path)
    published(store, BRIDGE)
    opened = store._open

    def swapped_twice(folder, create):
        slow._open = opened
        published(store, LIBRARY)
        published(store, LIBRARY)
        store.clean()
        return opened(folder, create)

    slow = open_store("tantivy", tmp_path)
    slow._open = swapped_twice
    assert ids(slow) == ["library"]
