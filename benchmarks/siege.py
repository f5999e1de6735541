"""Does one reader slow the others down?  python -m benchmarks.siege [SECONDS] [ARTICLES] [--data FOLDER]

Starts the service in a process of its own and measures readers who ask plain queries, first alone and then
while eight clients send the most expensive requests without a pause. Prints the median and the 95th
percentile of the readers and of ``/healthz`` in milliseconds, and how often the clients were refused (503).
The requests are those that ``benchmarks.worst_query`` found. ``benchmarks.copying`` makes the articles.
"""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.copying import index_of_arguments
from benchmarks.speed import make_queries, read

CLIENTS = 8
_EVERY = {"reader": 0.05, "health": 0.1}
"""Seconds between two requests of a reader or a supervisor."""
PHRASE = '"{0} {1} {0} {1} {0} {1} {0} {1}" "{1} {0} {1} {0}" "{0} {1}" "{1} {0}"'
WORST = (
    "/api/v1/search?size=100&explain=1&q=" + quote(PHRASE.format("the", "of")),
    "/?size=100&match=any&q=" + quote("*e* *a* *o*"),
    "/?size=100&q=" + quote(" ".join(["the", "of", "to", "in", "and", "for", "on", "that"] * 5)),
    "/api/v1/search?size=100&q=" + quote("-*e* the~2 title:*a*"),
)


@dataclass
class Times:
    """Milliseconds of each answer, and how many had which status."""

    taken: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def line(self) -> str:
        """The figures as printed."""
        if len(self.taken) < 2:
            return "too few answers"
        p50, p95 = statistics.median(self.taken), statistics.quantiles(self.taken, n=20)[-1]
        return f"p50 {p50:7.1f}  p95 {p95:7.1f}  max {max(self.taken):7.1f} ms  {dict(self.statuses)}"


@contextmanager
def service(data: Path) -> Iterator[tuple[str, int]]:
    """The host and the port of a service in another process."""
    command = [sys.executable, "-u", "-m", "search_app", "--data", str(data), "serve", "--port", "0"]
    environment = {**os.environ, "FEHREST_ANSWERS": "0"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().split()[-1])
        assert address.hostname is not None
        assert address.port is not None
        yield address.hostname, address.port
    finally:
        process.terminate()
        process.wait()


def ask(
    address: tuple[str, int], paths: list[str], pause: float, ended: threading.Event, times: Times
) -> None:
    """Ask for the paths in turn over one connection until the end."""
    connection = http.client.HTTPConnection(*address, timeout=120)
    for number in range(1_000_000):
        if ended.wait(pause):
            break
        began = time.perf_counter()
        connection.request("GET", paths[number % len(paths)])
        answer = connection.getresponse()
        answer.read()
        times.taken.append((time.perf_counter() - began) * 1000)
        times.statuses[answer.status] += 1
        if answer.status == 503:
            ended.wait(1.0)  # less patient than Retry-After asks for
    connection.close()


def measure(address: tuple[str, int], queries: list[str], seconds: float, attackers: int) -> dict[str, Times]:
    """The times of a reader, of a supervisor and of the attackers."""
    times = {name: Times() for name in ("reader", "health", "attackers")}
    ended = threading.Event()
    jobs = [("reader", queries), ("health", ["/healthz"]), *[("attackers", list(WORST))] * attackers]
    threads = [
        threading.Thread(target=ask, args=(address, paths, _EVERY.get(name, 0), ended, times[name]))
        for name, paths in jobs
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    ended.set()
    for thread in threads:
        thread.join()
    return times


def main() -> None:
    """Run it."""
    with index_of_arguments(__doc__, 20) as (seconds, data):
        queries = [f"/?q={quote(query)}" for query in make_queries(read(4_000))]
        with service(data) as address:
            measure(address, queries, 10, 0)  # until vocabulary and suggestions are read
            for name, attackers in (("alone", 0), (f"with {CLIENTS} clients", CLIENTS)):
                for who, times in measure(address, queries, seconds, attackers).items():
                    if times.taken:
                        print(f"{name:15} {who:10} {times.line()}")


if __name__ == "__main__":
    main()
