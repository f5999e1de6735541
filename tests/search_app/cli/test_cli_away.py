import http.client
import json
import threading
import urllib.error
import urllib.request

import pytest
from away import Switch, switchable_engines
from cli_support import (
    SECONDS,
    fehrest,
    more_in_the_archive,
    one_line_error,
    status,
    stories,
    within,
)

from engines import registry
from engines.folders.state import read_state, write_state
from engines.port.errors import (
    EngineAccessError,
    EngineBusyError,
    EngineReadOnlyError,
    EngineUnavailableError,
)
from engines.port.origin import Origin
from indexer.archive import Archive
from indexer.article import Article
from search_app.cli import updating
from search_app.settings import Settings


@pytest.fixture
def switchable(monkeypatch):
    for name, plain in switchable_engines().items():
        monkeypatch.setitem(registry.ENGINES, name, plain)


def test_it_starts_while_the_engine_is_away_and_gets_ready_by_itself(serve, switch):
    switch.off()
    served = serve()
    assert served.line.startswith("The search engine cannot be reached: No node")
    assert "Fehrest answers as soon as it can, at http://127.0.0.1:" in served.line
    assert [status(served, path) for path in ("healthz", "readyz", "?q=plums")] == [200, 503, 503]
    switch.on()
    assert status(served, "readyz") == 200
    assert served.get("api/v1/search?q=plums")["total"] == 2
    assert within(lambda: served.get("api/v1/suggest?q=har")["suggestions"])
    code, errors = served.stop()
    assert code == 0
    assert "Traceback" not in errors


def test_a_refusal_at_the_start_ends_it_with_its_message(data, switch, switchable):
    switch.off(EngineAccessError)
    assert "Start one" in one_line_error(fehrest("--data", data, "serve", "--port", "0"))


@pytest.mark.parametrize("error", [EngineBusyError, EngineReadOnlyError])
def test_an_index_that_takes_nothing_is_served_as_it_is(serve, data, switch, tmp_path, error):
    switch.off(error)
    more_in_the_archive(data, tmp_path, 3)
    served = serve()
    assert served.line.startswith("Fehrest serves 2 articles at http://")
    assert served.get("api/v1/search?q=plums")["total"] == 2
    assert "The index is not up to date for now" in served.stop()[1]


def test_an_export_that_breaks_off_is_not_taken_for_a_whole_one(serve, data, switch, tmp_path):
    more = stories(tmp_path / "more.jsonl", *range(3, 401))
    assert fehrest("--data", data, "ingest", more).exit_code == 0
    served = serve()
    assert len(whole(served, "results.jsonl").splitlines()) == 400
    switch.off(after=2, counting="search")
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        whole(served, "results.jsonl")
    switch.on()
    assert len(whole(served, "results.jsonl").splitlines()) == 400


def whole(served, path):
    with urllib.request.urlopen(served.url + path, timeout=SECONDS) as answer:
        return answer.read()


WRITERS = [EngineUnavailableError, EngineReadOnlyError, EngineBusyError]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(updating, "PATIENCE", 0.1)


def archived(data):
    from indexer.archive import Archive

    with Archive(data / "archive.sqlite3") as archive:
        return archive.count()


def told(result):
    assert "Traceback" not in result.output
    return [line for line in result.stderr.splitlines() if "fehrest reindex --changes" in line]


@pytest.mark.parametrize("error", WRITERS)
def test_the_archive_goes_on_taking_articles(data, switch, switchable, impatient, tmp_path, error):
    switch.off(error)
    result = fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 3, 4, 5))
    assert result.exit_code == 3
    assert "3 added" in result.stdout
    [line] = told(result)
    assert line.startswith("3 changed articles are not indexed yet: No node")
    assert "fehrest serve" in line
    assert archived(data) == 5
    switch.on()
    assert "Index updated: 3 articles" in fehrest("--data", data, "reindex", "--changes").stdout
    assert "5 articles" in fehrest("--data", data, "search", "plums").stdout


@pytest.mark.parametrize("error", WRITERS)
def test_programs_are_told_that_articles_wait(data, switch, switchable, impatient, tmp_path, error):
    more = stories(tmp_path / "more.jsonl", 3)
    switch.off(error)
    result = fehrest("--data", data, "ingest", more, "--json")
    assert result.exit_code == 3
    found = json.loads(result.stdout)
    assert (found["added"], found["index"]["waiting"]) == (1, 1)
    assert found["index"]["error"] == error.code
    assert "No node" in found["index"]["message"]
    switch.on()
    index = json.loads(fehrest("--data", data, "ingest", more, "--json").stdout)["index"]
    assert (index["indexed"], index["waiting"]) == (1, 0)


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_wherever_in_the_work_it_falls_out_nothing_is_lost_or_doubled(
    data, switch, switchable, tmp_path, engine
):
    assert fehrest("--data", data, "--engine", engine, "reindex").exit_code == 0
    codes = []
    for questions in range(24):
        switch.off(after=questions)
        more = stories(tmp_path / "more.jsonl", *range(2 * questions + 3, 2 * questions + 5))
        result = fehrest("--data", data, "--engine", engine, "ingest", more)
        codes.append(result.exit_code)
        assert archived(data) == 2 * questions + 4
        switch.on()
        assert fehrest("--data", data, "--engine", engine, "reindex", "--changes").exit_code == 0
        found = fehrest("--data", data, "--engine", engine, "search", "plums").stdout
        assert found.startswith(f"{2 * questions + 4} articles")
    assert codes[0] == 3
    assert codes[-1] == 0, "the last one was not reached: it tells that every place before it was"


def test_an_index_that_tells_its_revision_tells_what_waits_in_all(
    data, switch, switchable, impatient, tmp_path
):
    switch.off(EngineReadOnlyError)
    for number in (3, 4):
        result = fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", number))
    assert told(result)[0].startswith("2 changed articles are not indexed yet")


def test_nothing_new_while_the_engine_is_away(data, switch, switchable, tmp_path):
    switch.off()
    result = fehrest("--data", data, "ingest", stories(tmp_path / "one.jsonl", 1, 2))
    assert result.exit_code == 3
    assert told(result)[0].startswith("The index was not updated: No node")


def test_the_first_articles_of_an_archive_wait_as_well(tmp_path, monkeypatch, switchable):
    data = tmp_path / "new"
    data.mkdir()
    Switch(data / "away").off()
    result = fehrest("--data", data, "ingest", stories(tmp_path / "one.jsonl", 1, 2))
    assert (result.exit_code, archived(data)) == (3, 2)
    assert told(result)[0].startswith("2 changed articles are not indexed yet")


def test_a_sync_says_the_same(data, switch, switchable, tmp_path):
    switch.off()
    result = fehrest("--data", data, "sync", stories(tmp_path / "more.jsonl", 3, 4))
    assert (result.exit_code, archived(data)) == (3, 4)
    assert "2 added" in result.stdout
    assert told(result)[0].startswith("2 changed articles are not indexed yet")
    found = json.loads(fehrest("--data", data, "sync", "--json").stdout)
    assert found["index"]["error"] == "engine-unavailable"


def test_an_editors_word_is_kept_while_the_engine_is_away(data, switch, switchable):
    switch.off()
    result = fehrest("--data", data, "stories", "--join", "s1", "s2")
    assert result.exit_code == 3
    assert "2 articles moved to another story" in result.stdout
    assert told(result)[0].startswith("2 changed articles are not indexed yet")


def test_a_refusal_ends_a_command_with_its_message_and_the_archive_has_all(
    data, switch, switchable, tmp_path
):
    switch.off(EngineAccessError)
    result = fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 3))
    assert (result.exit_code, archived(data)) == (1, 3)
    assert "1 added" in result.stdout
    assert result.stderr.splitlines()[-1].startswith("Error: No node")


def test_the_status_tells_the_archive_and_that_the_engine_is_away(data, switch, switchable):
    assert json.loads(fehrest("--data", data, "status", "--json").stdout)["up_to_date"] is True
    switch.off()
    result = fehrest("--data", data, "status", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["archived"], "up_to_date" in found) == (1, 2, False)
    assert result.stderr.startswith("Error: No node")
    assert one_line_error(fehrest("--data", data, "search", "plums")).startswith("No node")


def test_an_engine_that_does_not_exist_is_told_before_anything_is_taken(data, tmp_path):
    more = stories(tmp_path / "more.jsonl", 3)
    assert "no engine" in one_line_error(fehrest("--data", data, "--engine", "lucene", "ingest", more))
    assert archived(data) == 2


def test_another_process_that_indexes_is_waited_for(data, switch, switchable, tmp_path):
    switch.off(EngineBusyError)
    done = threading.Timer(1, switch.on)
    done.start()
    result = fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 3))
    done.join()
    assert result.exit_code == 0, result.output
    assert result.stderr.count("another process is writing to the index") == 1
    assert "Index updated: 1 article," in result.stdout


class Writing:
    """A clock whose time passes while another process writes, a step each time that it is waited for."""

    def __init__(self, archive, other):
        self.now, self.steps, self._archive, self._other = 0.0, 0, archive, other
        self._first = other.revision

    def monotonic(self):
        return self.now

    def sleep(self, _):
        self.now += updating.PATIENCE / 2
        self.steps += 1
        # Each step is written as another process would write it: its writer remains open.
        revision = self._first + self.steps
        marks = Origin(self._archive.lineage(revision), "timezone=UTC")
        write_state(self._other._folder, read_state(self._other._folder).after(revision, marks))


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_what_another_process_brings_in_is_no_failure(data, engine):
    """A writer that holds the lock makes progress, but takes longer than our patience."""
    assert fehrest("--data", data, "--engine", engine, "reindex").exit_code == 0
    settings = Settings(data=data, engine=engine)
    store = registry.open_store(engine, data)
    other = store.open()
    other.delete(["nobody"])
    with Archive(data / "archive.sqlite3") as archive:
        before = archive.revision
        archive.put_batch([Article(title=f"Plums {n}", body="They were good.") for n in range(4)])
        clock = Writing(archive, other)
        done = updating.index_changes(archive, store, settings, before, clock)
    other.close()
    assert (done.indexed, done.revision, clock.steps) == (0, before + 4, 4)
    assert clock.now > updating.PATIENCE


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_another_writer_that_stands_still_is_told(data, impatient, tmp_path, engine):
    assert fehrest("--data", data, "--engine", engine, "reindex").exit_code == 0
    other = registry.open_store(engine, data).open()
    other.delete(["nobody"])
    result = fehrest("--data", data, "--engine", engine, "ingest", stories(tmp_path / "more.jsonl", 3))
    other.close()
    assert result.exit_code == 3
    assert told(result)[0].startswith("1 changed articles are not indexed yet: Another process is writing")
