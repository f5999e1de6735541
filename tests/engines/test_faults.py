"""Damaged, half-made and unwritable files of an index: an error that says what to do, or no error at all."""

import sys
import threading
from datetime import UTC
from functools import partial
from pathlib import Path

import pytest

from engines.folders.lock import Filling, locked
from engines.folders.store import DirectoryStore
from engines.port.engine import EngineQuery
from engines.port.errors import EngineError, EngineReadOnlyError
from engines.port.model import Document
from engines.port.terms import Everything
from engines.registry import open_store
from engines.tantivy.counts import count
from engines.tantivy.errors import engine_errors
from engines.tantivy.mirror import Mirror
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from tests.engines.engine_support import DOCUMENTS


def publish(folder, engine="tantivy", documents=DOCUMENTS):
    store = open_store(engine, folder)
    made = store.create()
    made.add(index_document(document, UTC) for document in documents)
    made.commit(1)
    store.publish(made)
    made.close()
    return store


def current(folder, engine="tantivy") -> Path:
    return folder / engine / (folder / engine / "current").read_text().split()[0]


# Damaged files


class PanicException(BaseException):
    """As the driver raises it: a BaseException whose class can only be known by its name."""


PanicException.__module__ = "pyo3_runtime"


def test_a_panic_of_the_driver_is_an_error_of_the_engine(tmp_path):
    with pytest.raises(EngineError, match="fehrest reindex") as caught, engine_errors(tmp_path):
        raise PanicException("assertion failed: footer")
    assert caught.value.status == 503
    assert "space" not in caught.value.message


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_ends_a_process_is_left_alone(tmp_path, kind):
    with pytest.raises(kind), engine_errors(tmp_path):
        raise kind


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(_: bytes) -> bytes:
    return b""


def overwritten(content: bytes) -> bytes:
    return b"\xff" * len(content)


def turned(content: bytes) -> bytes:
    return bytes(byte ^ 0x55 for byte in content[:40]) + content[40:]


def lengthened(content: bytes) -> bytes:
    return content + b"\x00" * 100


@pytest.mark.parametrize("harm", [cut, emptied, overwritten, turned, lengthened])
def test_any_damaged_file_is_an_error_of_the_engine_or_does_no_harm(tmp_path, harm):
    """Each file in turn; the driver panics on some of them."""
    store = publish(tmp_path)
    for path in sorted(current(tmp_path).iterdir()):
        sound = path.read_bytes()
        put(path, harm(sound))
        try:
            read_all(store)
        except EngineError:
            put(path, sound)
            continue
        put(path, sound)
    assert read_all(store) == len(DOCUMENTS)


def put(path, content) -> None:
    """A new file under the same name: one that is still mapped into memory must not change."""
    path.unlink()
    path.write_bytes(content)


def read_all(store) -> int:
    engine = store.open()
    try:
        Searcher(engine).search(SearchRequest("bridge ura*", size=5))
        engine.get(["bridge"])
        list(engine.vocabulary())
        return sum(1 for _ in engine.documents())
    finally:
        engine.close()


RUBBISH = [b"", b"\n", b"../../etc\n", b"\xff\xfe\x00", b"20200101T000000-000000001 ..", b"current " * 99]


@pytest.mark.parametrize("content", RUBBISH)
def test_rubbish_in_current_is_no_index_and_nothing_is_removed(tmp_path, content):
    store = publish(tmp_path)
    folder = current(tmp_path)
    (tmp_path / "tantivy" / "current").write_bytes(content)
    assert not store.exists()
    assert store.clean() == []
    assert folder.is_dir()
    with pytest.raises(EngineError, match="fehrest reindex"):
        store.open()


# Races


def plain_store(root):
    """A store whose generations are folders with one file."""

    def opener(folder, create):
        if create:
            (folder / "file").write_text("x")
        return folder

    return DirectoryStore(root, opener, segments=lambda folder: 1)


def test_a_generation_is_made_and_locked_before_cleaning_can_see_it(tmp_path):
    """Both hold the lock of the list: cleaning waits while a generation is made, and the other way round."""
    store = plain_store(tmp_path)
    store.publish(store.create())
    new = tmp_path / "20300101T000000-000000001"
    done: list[object] = []
    with locked(tmp_path / ".lock"):
        new.mkdir()
        cleaning = threading.Thread(target=lambda: done.append(store.clean()))
        creating = threading.Thread(target=lambda: done.append(plain_store(tmp_path).create()))
        for thread in (cleaning, creating):
            thread.start()
        cleaning.join(0.3)
        assert done == []
        assert new.is_dir()
        filling = Filling(new)
    for thread in (cleaning, creating):
        thread.join(60)
    # The other generation is not being filled here, so it may be cleaned if it was made first.
    [cleaned] = [one for one in done if isinstance(one, list)]
    assert len(done) == 2
    assert new.name not in cleaned
    assert new.is_dir()
    filling.done()


def test_threads_that_make_and_clean_lose_nothing(tmp_path):
    store, ended, errors = plain_store(tmp_path), threading.Event(), []

    def clean():
        other = plain_store(tmp_path)
        while not ended.is_set():
            other.clean()

    cleaners = [threading.Thread(target=clean) for _ in range(2)]
    for thread in cleaners:
        thread.start()
    try:
        for _ in range(100):
            made = store.create()
            if not (made / "file").exists():
                errors.append(made)
            store.discard(made)
    finally:
        ended.set()
        for thread in cleaners:
            thread.join(60)
    assert errors == []


MANY = [
    Document(f"d{n}", f"Ferry {n % 7}", f"The ferry and bridge number {n} stone library plums", "en")
    for n in range(300)
]


def test_threads_that_search_with_whoosh_do_not_disturb_each_other(tmp_path, busy_threads):
    """Its readers share a position in each file; 300 documents make several blocks of postings."""
    engine = publish(tmp_path, "whoosh", MANY).open()
    searcher = Searcher(engine)
    queries = ("ferry", "bridge stone", '"library plums"', "plums number")
    try:
        works = [lambda q=q: searcher.search(SearchRequest(q, size=3)).total for q in queries]
        assert set(busy_threads(works)) == {300}
    finally:
        engine.close()


@pytest.fixture
def busy_threads():
    """Runs functions several times in a thread each, with as many switches between threads as can be."""

    def run(works, times=4):
        found: list[object] = []

        def repeat(work):
            for _ in range(times):
                try:
                    found.append(work())
                except Exception as error:
                    found.append(error)

        threads = [threading.Thread(target=repeat, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        return found

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield run
    sys.setswitchinterval(before)


# Stories


@pytest.mark.parametrize("most", [1, 2, 3, 7, 60_000])
def test_any_number_of_stories_is_counted_in_passes(tmp_path, most):
    """The driver drops buckets beyond a limit without an error; here the limit is small."""
    documents = [
        Document(
            f"d{n}", f"Ferry {n}", "The ferry came.", "en", story=n // 3 + 1 if n < 60 else None,
            authors=(f"Writer {n % 2}",), categories=(("News",),),
        )
        for n in range(70)
    ]  # fmt: skip
    engine = publish(tmp_path, documents=documents).open()
    query = EngineQuery(Everything(), facets=("author", "category"), collapse=True)
    counts = count(partial(engine._aggregate, engine._index.searcher()), query, most)
    assert counts.surplus == 40
    assert dict(counts.facets["category"]) == {"News": 30}
    expected = {
        f"Writer {w}": len({n // 3 if n < 60 else f"d{n}" for n in range(70) if n % 2 == w}) for w in (0, 1)
    }
    assert dict(counts.facets["author"]) == expected
    engine.close()


# Folders that cannot be written


def test_a_mirror_follows_commits_and_is_removed(tmp_path):
    """What is opened where the folder cannot be written."""
    store = publish(tmp_path)
    mirror = Mirror(current(tmp_path))
    assert not mirror.sync()
    writer = store.open()
    writer.add([index_document(Document("new", "A new tunnel", "", "en"), UTC)])
    writer.commit(2)
    writer.close()
    assert mirror.sync()
    named = {path.name for path in current(tmp_path).iterdir() if path.suffix != ".lock"}
    assert named <= {path.name for path in mirror.path.iterdir()}
    assert not list(mirror.path.glob("*.lock"))
    folder = mirror.path
    mirror.close()
    assert not folder.exists()
    assert read_all(store) == len(DOCUMENTS) + 1


def test_no_space_and_no_right_are_told_apart_from_damage(tmp_path):
    for text in ("No space left on device (os error 28)", "Read-only file system (os error 30)"):
        with pytest.raises(EngineReadOnlyError), engine_errors(tmp_path):
            raise OSError(text)
    with (
        pytest.raises(EngineReadOnlyError, match="permissions"),
        engine_errors(tmp_path),
    ):
        raise ValueError("Failed to acquire Lockfile: IoError(Permission denied (os error 13))")
