"""``serve`` with several processes."""

import gc
import os
import signal
import socket
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from cli_support import SECONDS, Served, fehrest, within
from prometheus_client.parser import text_string_to_metric_families

from analyzers import get_analyzer
from search_app.cli import workers
from search_app.cli.workers import load_before_forking, number_of_workers
from search_app.settings import Settings

linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def children(pid: int) -> set[int]:
    return {*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())}


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """A service of two processes, and its address for Prometheus."""
    folder = tmp_path_factory.mktemp("workers")
    source = folder / "one.jsonl"
    source.write_text('{"id": "a", "title": "Harvest", "body": "The plums were good."}\n')
    fehrest("--data", folder / "data", "ingest", source)
    figures = f"127.0.0.1:{free_port()}"
    environment = os.environ | {"FEHREST_METRICS": figures}
    served = Served(folder / "data", "--workers", "2", environment=environment)
    yield served, f"http://{figures}/metrics"
    if served.process.poll() is None:
        served.stop(signal.SIGKILL)


def answered(address: str) -> float:
    """How many searches all processes answered; -1 while nobody answers Prometheus."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            text = answer.read().decode()
    except OSError:
        return -1
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "fehrest_request_seconds_count" and sample.labels["route"] == "/api/v1/search"
    )


def serves(served: Served) -> bool:
    try:
        return bool(served.get("api/v1/search?q=plums")["total"] == 1)
    except OSError:
        return False


@linux
def test_they_answer_are_replaced_and_end(several):
    served, figures = several
    parent = served.process.pid
    assert within(lambda: answered(figures) == 0)
    before = children(parent)
    assert len(before) == 2
    for _ in range(12):
        assert served.get("api/v1/search?q=plums")["total"] == 1
    assert served.get("healthz") == {"status": "ok"}
    assert answered(figures) == 12

    # Whichever of the two answers Prometheus, the other one takes over, and nothing is forgotten.
    for pid in before:
        left = children(parent) - {pid}
        os.kill(pid, signal.SIGKILL)
        assert within(lambda pid=pid: pid not in children(parent) and len(children(parent)) == 2)
        assert left < children(parent)
        assert within(lambda: serves(served))
    assert within(lambda: answered(figures) >= 12)

    before = children(parent)
    served.process.send_signal(signal.SIGHUP)
    assert within(lambda: serves(served) and len(children(parent)) == 2 and not before & children(parent))
    assert within(lambda: answered(figures) > 12)

    last = children(parent)
    code, errors = served.stop(signal.SIGTERM)
    assert code == 0
    assert "Traceback" not in errors
    assert not any(Path(f"/proc/{pid}").exists() for pid in last)


def test_what_all_processes_need_is_loaded_before_they_are_forked(tmp_path):
    threads = threading.active_count()
    try:
        load_before_forking(Settings(data=tmp_path))
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
    assert "search_app.application" in sys.modules
    assert all("_exceptions" in vars(get_analyzer(code)) for code in ("en", "ar", "sq"))
    assert threading.active_count() == threads, "threads do not survive a fork"
    assert [*tmp_path.iterdir()] == []


def test_one_process_per_core_but_not_more_than_four():
    assert number_of_workers(Settings(), "linux", 2) == 2
    assert number_of_workers(Settings(), "linux", 64) == workers.MOST_BY_DEFAULT
    assert number_of_workers(Settings(workers=9), "linux", 2) == 9
    assert number_of_workers(Settings(workers=1), "linux", 2) == 1


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_systems_without_safe_forks_serve_with_one_and_say_so(platform, capsys):
    assert number_of_workers(Settings(), platform, 4) == 1
    assert capsys.readouterr().err == ""
    assert number_of_workers(Settings(workers=3), platform, 4) == 1
    assert "One process" in capsys.readouterr().err


def test_limits_for_all_are_divided():
    prefork = pytest.importorskip("search_app.prefork")
    share = prefork.share_of(Settings(spool=256, connections=500, threads=4), 4)
    assert (share.spool, share.connections, share.threads) == (64, 125, 4)
    share = prefork.share_of(Settings(spool=1, connections=10), 4)
    assert (share.spool, share.connections) == (1, 10)


def test_an_error_before_the_start_is_reported_as_with_one_process(tmp_path):
    import subprocess

    from cli_support import clean_environment

    command = (
        sys.executable,
        "-m",
        "search_app",
        "--data",
        tmp_path,
        "serve",
        "--port",
        "0",
        "--workers",
        "2",
    )
    done = subprocess.run(
        command, env=clean_environment(), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
