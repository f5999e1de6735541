import signal
import socket
import urllib.error
import urllib.request

import pytest
from cli_support import SECONDS, Served, fehrest, one_line_error, stories, within


@pytest.fixture
def data(tmp_path):
    fehrest("--data", tmp_path / "data", "ingest", stories(tmp_path / "one.jsonl", 1, 2))
    return tmp_path / "data"


@pytest.fixture
def served(data):
    served = Served(data)
    yield served
    served.stop()


def test_it_says_what_it_serves_and_answers(served):
    assert served.line.startswith("Fehrest serves 2 articles at http://127.0.0.1:")
    answer = served.get("api/v1/search?q=plums")
    assert (answer["total"], len(answer["hits"])) == (2, 2)
    with urllib.request.urlopen(served.url, timeout=SECONDS) as page:
        assert "<html" in page.read().decode()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly(data, how):
    served = Served(data)
    served.get("healthz")
    code, errors = served.stop(how)
    assert code == 0
    assert "Traceback" not in errors
    with pytest.raises(urllib.error.URLError):
        served.get("healthz")


def comes_to(served, wanted):
    return within(lambda: served.get("api/v1/search?q=plums")["total"] == wanted)


def test_an_ingest_and_a_rebuild_are_seen_while_it_serves(served, data, tmp_path):
    assert comes_to(served, 2)
    assert fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 3)).exit_code == 0
    assert comes_to(served, 3)
    assert fehrest("--data", data, "reindex").exit_code == 0
    assert comes_to(served, 3)
    assert fehrest("--data", data, "ingest", stories(tmp_path / "more.jsonl", 4)).exit_code == 0
    assert comes_to(served, 4), "the generation that a rebuild made is watched, too"


def test_it_catches_up_with_the_archive_first(data, tmp_path):
    from datetime import UTC

    from indexer.archive import Archive
    from indexer.ingest import ingest
    from indexer.progress import SilentProgress

    with Archive(data / "archive.sqlite3") as archive:
        source = stories(tmp_path / "more.jsonl", 3, 4)
        ingest([source], archive, timezone=UTC, progress=SilentProgress())
    served = Served(data)
    try:
        assert served.line.startswith("Fehrest serves 4 articles")
    finally:
        served.stop()


def test_an_address_that_is_taken(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = one_line_error(fehrest("--data", data, "serve", "--port", port))
    assert str(port) in message
    assert "--port" in message


def test_there_is_nothing_to_serve(tmp_path):
    assert "fehrest" in one_line_error(fehrest("--data", tmp_path, "serve", "--port", "0"))
