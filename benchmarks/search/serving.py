"""The service over HTTP: one client at a time, then eight without a pause.

The questions are the same ones again and again, so they are asked of a service that keeps no answers
(``FRESH``), and of one that does (``AGAIN``), as readers who ask what others have asked.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.cluster.measuring import processor
from benchmarks.memory import load, processes
from benchmarks.search.results import Answered

PATHS = {"JSON": "/api/v1/search?q=", "page": "/?q="}
CLIENTS = 8
FRESH, AGAIN = "", ", asked again"
_ANSWERS = {FRESH: "0", AGAIN: ""}
Address = tuple[str, int]


@contextmanager
def service(data: Path, workers: int, kind: str = FRESH) -> Iterator[tuple[Address, int]]:
    """A service in processes of its own: its address and the id of its first process."""
    command = [sys.executable, "-u", "-m", "search_app", "--data", str(data), "serve", "--port", "0"]
    command += ["--workers", str(workers)]
    environment = {**os.environ, "FEHREST_ANSWERS": _ANSWERS[kind]}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        url = urlsplit(next(line for line in process.stdout if " at http" in line).split()[-1])
        yield (str(url.hostname), url.port or 80), process.pid
    finally:
        process.terminate()
        process.wait()


def one_client(
    address: Address,
    pid: int,
    questions: Sequence[str],
    rounds: int,
    kind: str = FRESH,
    paths: Mapping[str, str] = PATHS,
) -> dict[str, Answered]:
    """Complete answers over one connection that stays open."""
    answered = {}
    for name, path in paths.items():
        asked = [path + quote(text) for text in questions]
        _ask(address, asked)
        one, before = Answered(), _spent(pid)
        for _ in range(rounds):
            one.times += _ask(address, asked)
        one.processor = _spent(pid) - before
        answered[f"Fehrest over HTTP, {name}{kind}"] = one
    return answered


def many_clients(
    address: Address, questions: Sequence[str], seconds: float, kind: str = FRESH
) -> dict[str, float]:
    """Requests per second.

    Raises:
        SystemExit: a request was not answered with 200.
    """
    rates = {}
    for name, path in PATHS.items():
        times = load(address, [path + quote(text) for text in questions], seconds, CLIENTS)
        if set(times.statuses) != {200}:
            sys.exit(f"Some requests were not answered: {dict(times.statuses)}")
        rates[f"{name}{kind}"] = len(times.taken) / seconds
    return rates


def _spent(pid: int) -> float:
    return sum(map(processor, processes(pid)))


def _ask(address: Address, paths: Sequence[str]) -> list[float]:
    connection, times = http.client.HTTPConnection(*address, timeout=120), []
    for path in paths:
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        times.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            sys.exit(f"{path} was answered with {answer.status}")
    connection.close()
    return times
