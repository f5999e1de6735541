"""Time, processor time and memory of this process and of others. Reads /proc, so it only runs on Linux."""

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ingest import Watch

_TICK = os.sysconf("SC_CLK_TCK")


def processor(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(values[11]) + int(values[12])) / _TICK


def memory(pid: int) -> float:
    """Resident memory in MB."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS")) / 1024


def load() -> str:
    """The load of the machine."""
    return "load " + ", ".join(f"{value:.1f}" for value in os.getloadavg())


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    """The median, and the 95th and 99th percentile."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(0.95 * len(ordered))], ordered[int(0.99 * len(ordered))]


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall-clock seconds, and processor seconds of this process, of its workers and of the node."""

    clock: float
    own: float
    workers: float
    node: float

    def told(self, articles: int) -> str:
        """Articles per second, and the cost of one."""
        parts = [("client", self.own), ("workers", self.workers), ("node", self.node)]
        costs = ", ".join(f"{name} {1000 * value / articles:.2f}" for name, value in parts if value > 0.05)
        total = 1000 * (self.own + self.workers + self.node) / articles
        return f"{articles / self.clock:6.0f} articles/s   processor ms per article: {costs}, all {total:.2f}"


class Stopwatch:
    """Measures from its creation on. ``node`` is the process of a node, which is a child of this one."""

    def __init__(self, node: int | None = None) -> None:
        self._node = node
        self._watch = Watch(os.getpid())

    def __enter__(self) -> "Stopwatch":
        self._watch.__enter__()
        time.sleep(0.3)
        self._began = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        self._watch.__exit__()

    def spent(self) -> Spent:
        now = self._now()
        return Spent(*(after - before for after, before in zip(now, self._began, strict=True)))

    def _now(self) -> tuple[float, float, float, float]:
        # Only nodes are in their own sessions.
        workers = sum(spent for pid, spent in dict(self._watch.spent).items() if not _is_node(pid))
        node = processor(self._node) if self._node else 0.0
        return time.perf_counter(), time.process_time(), workers, node


def _is_node(pid: int) -> bool:
    if pid == os.getpid():
        return True
    try:
        return os.getsid(pid) != os.getsid(0)
    except ProcessLookupError:
        return False
