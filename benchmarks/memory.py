"""How much memory does a service take, and how many requests does it answer?

    python -m benchmarks.memory DATA [--workers N] [--seconds N] [--clients N]

Starts ``fehrest serve`` on the index in the folder DATA. Prints the seconds from the start of the command to
the first answer and to the first suggestion, and the memory of each of its processes after that and after
some seconds of load: resident, private to the process, and anonymous (not a mapped file), in MB. The load is
as many clients, each with a connection of its own, that search for words of titles without a pause: requests
per second, and milliseconds of an answer. The clients use the same processors. Reads /proc, so it only runs
on Linux. ``fehrest ingest`` makes DATA, and ``benchmarks.mixing`` large input for it.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks.ingest import ARTICLES
from benchmarks.siege import Times, ask
from benchmarks.speed import make_queries, read

_PATIENCE = 120.0


def processes(pid: int) -> list[int]:
    """A process and its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in processes(int(child)))]


def memory(pid: int) -> dict[str, float]:
    """Memory of a process in MB."""
    rows = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
    sizes = {row[0].rstrip(":"): int(row[1]) / 1024 for row in rows}
    return {
        "resident": sizes["Rss"],
        "proportional": sizes["Pss"],
        "private": sizes["Private_Clean"] + sizes["Private_Dirty"],
        "anonymous": sizes["Anonymous"],
    }


def show_memory(when: str, pid: int) -> None:
    """A line for each process, and their sum."""
    found = [memory(each) for each in processes(pid)]
    for number, sizes in enumerate(found):
        print(f"{when:18} process {number}: " + ", ".join(f"{n} {v:.0f}" for n, v in sizes.items()))
    together = sum(sizes["proportional"] for sizes in found)
    print(f"{when:18} all together: {together:.0f} MB, shared pages counted once", flush=True)


def get(address: tuple[str, int], path: str) -> bytes:
    """An answer over a new connection."""
    connection = http.client.HTTPConnection(*address, timeout=_PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse().read()
    connection.close()
    return answer


def load(address: tuple[str, int], paths: list[str], seconds: float, clients: int) -> Times:
    """The answers to some clients that never pause."""
    times, ended = [Times() for _ in range(clients)], threading.Event()
    threads = [
        threading.Thread(target=ask, args=(address, paths[at::clients], 0, ended, times[at]))
        for at in range(clients)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    ended.set()
    for thread in threads:
        thread.join()
    together = Times()
    for each in times:
        together.taken += each.taken
        together.statuses.update(each.statuses)
    return together


def measure(process: subprocess.Popen[str], options: argparse.Namespace, began: float) -> None:
    """Print everything about a service that was started at ``began``."""
    assert process.stdout is not None
    url = urlsplit(next(line for line in process.stdout if " at http" in line).split()[-1])
    address = str(url.hostname), url.port or 80
    queries = make_queries(read(4_000))
    get(address, f"/api/v1/search?q={quote(queries[0])}")
    print(f"first answer {time.perf_counter() - began:.2f} s after the start", flush=True)
    while not json.loads(get(address, f"/api/v1/suggest?q={quote(queries[0][:2])}"))["suggestions"]:
        if time.perf_counter() - began > _PATIENCE:
            sys.exit("There are no suggestions")
        time.sleep(0.05)
    print(f"first suggestion {time.perf_counter() - began:.2f} s after the start")
    show_memory("after start", process.pid)
    for path in ("/api/v1/search", "/"):
        times = load(address, [f"{path}?q={quote(q)}" for q in queries], options.seconds, options.clients)
        p50, p95 = statistics.median(times.taken), statistics.quantiles(times.taken, n=20)[-1]
        print(
            f"{options.clients} clients, {path}: {len(times.taken) / options.seconds:.0f} requests/s, "
            f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, {dict(times.statuses)}, load {os.getloadavg()[0]:.1f}"
        )
    show_memory(f"after {options.seconds * 2:.0f} s of load", process.pid)


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser("python -m benchmarks.memory", description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--workers", type=int, default=1)
    arguments.add_argument("--seconds", type=float, default=15)
    arguments.add_argument("--clients", type=int, default=8)
    options = arguments.parse_args()
    if not ARTICLES.exists():
        sys.exit(f"{ARTICLES} is not here; nothing was measured")
    command = [sys.executable, "-u", "-m", "search_app", "--data", str(options.data), "serve"]
    command += ["--port", "0", "--workers", str(options.workers)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            measure(process, options, began)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
