import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from away import Switch, switchable_engines
from cli_support import Served, fehrest, one_line_error, stories

from engines import registry
from engines.errors import EngineAccessError, EngineBusyError, EngineReadOnlyError

PROGRAM = (str(Path(__file__).parents[1] / "away_main.py"),)


@pytest.fixture
def data(tmp_path):
    fehrest("--data", tmp_path / "data", "ingest", stories(tmp_path / "one.jsonl", 1, 2))
    return tmp_path / "data"


@pytest.fixture
def switch(data):
    return Switch(data / "away")


@pytest.fixture
def switchable(monkeypatch):
    for name, plain in switchable_engines().items():
        monkeypatch.setitem(registry.ENGINES, name, plain)


@pytest.fixture
def serve(data):
    running = []

    def start(*options):
        running.append(Served(data, *options, program=PROGRAM))
        return running[-1]

    yield start
    for served in running:
        if not served.process.stderr.closed:
            served.stop()


def status(served, path):
    try:
        with urllib.request.urlopen(served.url + path, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def within(seconds, condition):
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_it_starts_while_the_engine_is_away_and_gets_ready_by_itself(serve, switch):
    switch.off()
    served = serve()
    assert served.line.startswith("The search engine cannot be reached: No node")
    assert "Fehrest answers as soon as it can, at http://127.0.0.1:" in served.line
    assert [status(served, path) for path in ("healthz", "readyz", "?q=plums")] == [200, 503, 503]
    switch.on()
    assert status(served, "readyz") == 200
    assert served.get("api/v1/search?q=plums")["total"] == 2
    assert within(10, lambda: served.get("api/v1/suggest?q=har")["suggestions"])
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
    assert "The index stays behind for now" in served.stop()[1]


def test_an_export_that_breaks_off_is_not_taken_for_a_whole_one(serve, data, switch, tmp_path):
    more = stories(tmp_path / "more.jsonl", *range(3, 1001))
    assert fehrest("--data", data, "ingest", more).exit_code == 0
    served = serve()
    assert len(whole(served, "results.jsonl").splitlines()) == 1000
    switch.off(after=8)
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        whole(served, "results.jsonl")
    switch.on()
    assert len(whole(served, "results.jsonl").splitlines()) == 1000


def whole(served, path):
    with urllib.request.urlopen(served.url + path, timeout=10) as answer:
        return answer.read()


def more_in_the_archive(data, tmp_path, *numbers):
    from datetime import UTC

    from indexer.archive import Archive
    from indexer.ingest import ingest
    from indexer.progress import SilentProgress

    with Archive(data / "archive.sqlite3") as archive:
        source = stories(tmp_path / "more.jsonl", *numbers)
        ingest([source], archive, timezone=UTC, progress=SilentProgress())
