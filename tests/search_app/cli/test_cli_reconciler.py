import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from away import Switch, away_store
from cli_support import (
    AWAY_PROGRAM,
    SECONDS,
    Served,
    clean_environment,
    fehrest,
    more_in_the_archive,
    status,
    stories,
    within,
)

from analyzers import fingerprint
from engines.port.errors import (
    EngineAccessError,
    EngineBusyError,
    EngineReadOnlyError,
    EngineUnavailableError,
)
from engines.registry import open_store
from indexer.archive import Archive
from indexer.errors import ArchiveBusyError
from indexer.freshness import index_revision
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from search_app.cli import index_process
from search_app.cli.reconciler import Reconciler
from search_app.service import SearchService
from search_app.settings import Settings

ENGINES = pytest.mark.parametrize("engine", ["tantivy", "whoosh"])


def total(served):
    return served.get("api/v1/search?q=plums")["total"]


def children(pid):
    """The running processes that a process started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(folder.name))
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed by /proc")


def test_what_an_outage_held_up_is_indexed_when_the_engine_is_back(serve, data, switch, tmp_path):
    served = serve()
    switch.off()
    assert status(served, "readyz") == 503
    more_in_the_archive(data, tmp_path, 3, 4, 5)
    switch.on()
    assert within(lambda: total(served) == 5)
    code, errors = served.stop()
    assert code == 0
    assert served.rest.splitlines() == ["Index updated: 3 articles, 0 deleted, " + seconds(served.rest)]
    assert "Traceback" not in errors


def seconds(output):
    return output.rpartition(", ")[2].strip()


def test_what_was_owed_at_the_start_is_brought_in_though_there_was_no_index(serve, tmp_path, data):
    new = data.parent / "new"
    new.mkdir()
    switch = Switch(new / "away")
    switch.off()
    more_in_the_archive(new, tmp_path, 1, 2, 3)
    served = Served(new, program=AWAY_PROGRAM)
    try:
        assert served.line.startswith("The search engine cannot be reached")
        switch.on()
        assert within(lambda: status(served, "readyz") == 200)
        assert total(served) == 3
    finally:
        served.stop()
    assert "Index rebuilt (there was no index): 3 articles" in served.rest


@ENGINES
def test_what_a_killed_ingest_left_is_brought_in(data, tmp_path, engine):
    assert fehrest("--data", data, "--engine", engine, "reindex").exit_code == 0
    served = Served(data, "--engine", engine, program=AWAY_PROGRAM)
    try:
        (data / "slow").touch()
        more = stories(tmp_path / "more.jsonl", *range(3, 123))
        command = [sys.executable, *AWAY_PROGRAM, "--data", data, "--engine", engine, "ingest", more]
        ingest = subprocess.Popen(
            list(map(str, command)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
        )
        assert within(lambda: total(served) > 2), "it did not begin to index"
        ingest.send_signal(signal.SIGKILL)
        assert ingest.wait(SECONDS) == -signal.SIGKILL
        (data / "slow").unlink()
        left = total(served)
        assert left < 122
        assert within(lambda: total(served) == 122)
    finally:
        code, errors = served.stop()
    assert code == 0
    assert served.rest.count("Index updated: ") == 1, served.rest
    assert errors == ""


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_at_once_while_it_indexes_and_breaks_nothing(serve, data, tmp_path, how):
    served = serve()
    (data / "slow").touch()
    more_in_the_archive(data, tmp_path, *range(3, 123))
    assert within(lambda: total(served) > 2), "it did not begin to index"
    workers = children(served.process.pid)
    assert workers
    code, _ = served.stop(how)
    assert code == (0 if how is signal.SIGTERM else -signal.SIGKILL)
    assert within(lambda: not any(map(is_alive, workers)))
    (data / "slow").unlink()
    assert fehrest("--data", data, "reindex", "--changes").exit_code == 0
    assert fehrest("--data", data, "search", "plums").stdout.startswith("122 articles")


# The class itself. Its work is done in a process without a switch.


@pytest.fixture
def settings(data):
    return Settings(data=data)


def revisions(settings):
    with Archive(settings.data / "archive.sqlite3") as archive:
        return archive.revision, index_revision(open_store(settings.engine, settings.data))


def are_one(settings):
    archive, index = revisions(settings)
    return archive == index


class Watched(Reconciler):
    """Checks on demand, with a fake clock, and only counts how often it would index."""

    def __init__(self, settings, analysis=fingerprint, **how):
        service = SearchService(settings, analysis=analysis)
        super().__init__(settings, service, still=60, clock=lambda: self.now, **how)
        self.now, self.works, self.error = 1000.0, 0, None

    def after(self, seconds):
        self.now += seconds
        self._turn()
        return self.works

    def _catch_up(self):
        self.works += 1
        if self.error:
            raise self.error


def test_it_waits_until_both_stand_still(settings, data, tmp_path):
    watched = Watched(settings)
    assert watched.after(1000) == 0, "there is nothing to do"
    for number in range(3, 6):
        more_in_the_archive(data, tmp_path, number)
        assert [watched.after(1), watched.after(58)] == [0, 0]
    with Archive(data / "archive.sqlite3") as archive:
        group_stories(archive, SilentProgress())
    assert [watched.after(1), watched.after(58)] == [0, 0], "somebody groups stories"
    engine = open_store(settings.engine, data).open()
    engine.commit(3)
    engine.close()
    assert [watched.after(1), watched.after(59)] == [0, 0], "somebody indexes"
    assert [watched.after(2), watched.after(58), watched.after(3)] == [1, 1, 2]


def test_an_outage_that_is_over_is_caught_up_with_at_once(settings, data, switch, tmp_path):
    watched = Watched(settings)
    watched._service = SearchService(settings, away_store(data, switch))
    more_in_the_archive(data, tmp_path, 3)
    assert watched.after(1) == 0
    switch.off()
    assert [watched.after(1), watched.after(100)] == [0, 0]
    switch.on()
    watched.error = EngineUnavailableError("away again")
    assert [watched.after(1), watched.after(1)] == [1, 2]
    watched.error = EngineBusyError("another was faster")
    assert [watched.after(1), watched.after(1), watched.after(50)] == [3, 3, 3]
    assert watched.after(11) == 4


@pytest.mark.parametrize(
    ("error", "told", "again"),
    [
        (EngineBusyError("another"), 0, 60),
        (ArchiveBusyError("another"), 0, 60),
        (EngineReadOnlyError("the disk is full"), 1, 60),
        (EngineAccessError("a right is missing"), 1, 600),
        (RuntimeError("nobody expected it"), 3, 600),
    ],
)
def test_what_goes_wrong_is_told_and_tried_again(settings, data, tmp_path, caplog, error, told, again):
    more_in_the_archive(data, tmp_path, 3)
    watched = Watched(settings)
    watched.error = error
    assert [watched.after(1), watched.after(60)] == [0, 1]
    assert [watched.after(again - 1), watched.after(1), watched.after(again)] == [1, 2, 3]
    assert len(caplog.records) == told
    assert all(str(error) in record.getMessage() + str(record.exc_info) for record in caplog.records)


def test_an_index_that_an_editor_went_back_to_is_left(settings, data, tmp_path):
    more_in_the_archive(data, tmp_path, 3)
    watched = Watched(settings, lambda: "other analyzers")
    assert [watched.after(1), watched.after(100)] == [0, 0]
    assert Watched(settings, lambda: "other analyzers", owed=True).after(1) == 1


def test_an_archive_that_is_gone_locked_or_broken_is_no_crash(settings, data, tmp_path, caplog):
    path = data / "archive.sqlite3"
    with Reconciler(settings, SearchService(settings), every=0.05, still=0.3) as watched:
        kept = path.read_bytes()
        path.unlink()
        time.sleep(0.5)
        assert not path.exists(), "a look makes no archive"
        path.write_bytes(b"no database at all" * 100)
        time.sleep(0.5)
        path.write_bytes(kept)
        more_in_the_archive(data, tmp_path, 3)
        locking = sqlite3.connect(path, isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        time.sleep(1)
        locking.execute("ROLLBACK")
        locking.close()
        assert within(lambda: are_one(settings))
        assert watched._thread.is_alive()
    assert not watched._thread.is_alive()
    told = [record.getMessage() for record in caplog.records]
    assert len([line for line in told if "is not an archive or is damaged" in line]) == 1


def test_a_worker_that_is_killed_is_told_and_tried_again(settings, data, tmp_path, caplog, monkeypatch):
    begun = []
    start = index_process.multiprocessing.context.SpawnProcess.start

    def start_and_kill(process):
        start(process)
        begun.append(process.pid)
        if len(begun) == 1:
            os.kill(process.pid, signal.SIGKILL)

    monkeypatch.setattr(index_process.multiprocessing.context.SpawnProcess, "start", start_and_kill)
    more_in_the_archive(data, tmp_path, 3)
    with Reconciler(settings, SearchService(settings), every=0.05, still=0.3, until_fixed=2):
        assert within(lambda: are_one(settings))
    assert len(begun) == 2
    assert [record.getMessage() for record in caplog.records if "exit code -9" in record.getMessage()]
