"""An index made from another archive, or with other settings, is recognised and rebuilt."""

import shutil
import sqlite3
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engines.folders.state import State, read_state, write_state
from engines.port.origin import Origin
from engines.registry import open_store
from indexer.archive import Archive
from indexer.article import Article
from indexer.freshness import another_origin, is_current, origin_of, why_rebuild
from indexer.indexing import rebuild_index, update_index
from indexer.progress import SilentProgress
from search.model import SearchRequest
from search.searcher import Searcher

TIRANE = ZoneInfo("Europe/Tirane")


def article(number, word="plums"):
    return Article(
        title=f"Harvest {number}",
        body=f"The {word} of year {number} were good and the baskets were full.",
        language="en",
        external_id=f"s{number}",
        date=datetime(2021, 5, 9, 23, 30, tzinfo=UTC),
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive.sqlite3"


@pytest.fixture(params=["tantivy", "whoosh"])
def store(request, tmp_path):
    return open_store(request.param, tmp_path)


def put(path, *numbers, word="plums"):
    with Archive(path) as archive:
        archive.put_batch([article(number, word) for number in numbers])


def update(path, store, zone=UTC):
    with Archive(path) as archive:
        return update_index(archive, store, timezone=zone, progress=SilentProgress(), workers=1)


def ids(store):
    engine = store.open()
    try:
        return sorted(document.id for document in engine.documents())
    finally:
        engine.close()


def folder(store):
    return store._root / store.version()


def test_a_mark_stays_while_the_archive_grows(path):
    put(path, 1, 2, 3)
    with Archive(path) as archive:
        marks = [archive.lineage(revision) for revision in range(4)]
        assert len(set(marks[1:])) == 1, "one transaction has one mark"
        assert marks[1].startswith(f"{marks[0]}-")
        archive.put(article(4))
        archive.delete("s2")
        assert [archive.lineage(revision) for revision in range(4)] == marks
        assert len({archive.lineage(revision) for revision in range(6)}) == 4


def test_two_archives_differ(tmp_path):
    for name in ("one", "other"):
        put(tmp_path / name, 1)
    with Archive(tmp_path / "one") as one, Archive(tmp_path / "other") as other:
        assert one.lineage(0) != other.lineage(0)


def test_what_is_unchanged_is_not_made_again(path, store):
    put(path, 1, 2)
    assert update(path, store).rebuilt == "there was no index"
    put(path, 3)
    assert update(path, store).rebuilt is None
    with Archive(path) as archive:
        assert is_current(archive, store, UTC)
        assert store.open().origin == origin_of(archive, 3, UTC)


def test_another_archive_in_the_same_place(path, store):
    put(path, *range(1, 21))
    update(path, store)
    path.unlink()
    put(path, *range(15, 41), word="apples")
    with Archive(path) as archive:
        assert not is_current(archive, store, UTC)
    assert update(path, store).rebuilt == "it was made from another archive"
    assert ids(store) == sorted(f"s{number}" for number in range(15, 41))


def test_an_archive_that_was_restored_and_went_another_way(path, store, tmp_path):
    put(path, 1, 2)
    shutil.copy(path, tmp_path / "backup")
    put(path, 3, 4)
    update(path, store)
    shutil.copy(tmp_path / "backup", path)
    put(path, 5, 6, 7)
    assert update(path, store).rebuilt == "the archive was restored and then changed"
    assert ids(store) == ["s1", "s2", "s5", "s6", "s7"]


def test_an_archive_that_was_restored_and_is_older(path, store, tmp_path):
    put(path, 1, 2)
    shutil.copy(path, tmp_path / "backup")
    put(path, 3, 4)
    update(path, store)
    shutil.copy(tmp_path / "backup", path)
    assert update(path, store).rebuilt == "the archive is older than the index"
    assert ids(store) == ["s1", "s2"]


def test_another_time_zone_moves_articles_to_another_day(path, store):
    put(path, 1)
    update(path, store)
    assert total(store, "date:2021-05-09") == 1
    done = update(path, store, TIRANE)
    assert done.rebuilt == "a setting changed: timezone=UTC before, timezone=Europe/Tirane now"
    assert (total(store, "date:2021-05-09"), total(store, "date:2021-05-10")) == (0, 1)
    assert update(path, store, TIRANE).rebuilt is None


def total(store, query):
    engine = store.open()
    try:
        return Searcher(engine).search(SearchRequest(query)).total
    finally:
        engine.close()


def without_marks(store):
    """As version 0.1 left it."""
    state = read_state(folder(store))
    write_state(folder(store), State(state.revision, state.fingerprint))


def test_an_index_without_marks_is_taken_over(path, store):
    put(path, 1, 2, 3)
    update(path, store)
    without_marks(store)
    put(path, 3, 4, word="pears")
    with Archive(path) as archive:
        archive.delete("s1")
    assert update(path, store).rebuilt is None
    assert ids(store) == ["s2", "s3", "s4"]
    with Archive(path) as archive:
        assert store.open().origin == origin_of(archive, archive.revision, UTC)


def test_it_is_taken_over_though_nothing_changed(path, store):
    put(path, 1, 2, 3)
    update(path, store)
    without_marks(store)
    with Archive(path) as archive:
        assert not is_current(archive, store, UTC)
        done = update(path, store)
        assert (done.rebuilt, done.indexed) == (None, 0)
        assert is_current(archive, store, UTC)


def test_an_index_without_marks_of_another_archive_is_made_again(path, store):
    put(path, *range(1, 21))
    update(path, store)
    without_marks(store)
    path.unlink()
    put(path, *range(15, 41))
    assert update(path, store).rebuilt == "it holds other articles than the archive"
    assert ids(store) == sorted(f"s{number}" for number in range(15, 41))


def test_an_archive_of_the_version_before_gets_marks(path, store):
    put(path, 1, 2)
    with sqlite3.connect(path) as connection:
        for table in ("marks", "gone", "counters", "read_with", "embeddings", "embedder"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 4")
    connection.close()
    with Archive(path) as archive:
        assert archive.lineage(1) == archive.lineage(2) != archive.lineage(0)
        engine = store.create()
        assert another_origin(archive, engine, UTC) is None
        engine.close()
        store.discard(engine)
        assert why_rebuild(archive, store, UTC) == "there was no index"


def test_a_rebuild_that_fails_leaves_nothing(path, store, monkeypatch):
    put(path, 1, 2)
    update(path, store)
    before = sorted(store._root.glob("*/"))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("indexer.indexing._fill", full)
    with Archive(path) as archive, pytest.raises(OSError, match="No space"):
        rebuild_index(archive, store, timezone=UTC, progress=SilentProgress())
    assert sorted(store._root.glob("*/")) == before
    assert ids(store) == ["s1", "s2"]


class Committing:
    """An index to which another process commits between two calls."""

    def __init__(self, archive):
        self.archive, self.asked = archive, 0

    @property
    def origin(self):
        return Origin(self.archive.lineage(self._revision()), "timezone=UTC")

    @property
    def revision(self):
        return self._revision()

    def _revision(self):
        self.asked += 1
        return 1 if self.asked < 2 else 3


def test_a_commit_in_between_is_not_taken_for_another_archive(path):
    for number in (1, 2, 3):
        put(path, number)
    with Archive(path) as archive:
        assert another_origin(archive, Committing(archive), UTC) is None
