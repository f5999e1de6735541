"""How fast do saved pages become searchable, and with how much memory?  python -m benchmarks.ingest [PAGES]

Writes a folder of PAGES (default 5,000) saved WordPress pages in four themes from the real articles of
../shared/data/articles, and ingests it with the command line. Prints pages per second for each stage and in
total, the processor time, and, while it runs, the resident memory of the command and of its largest worker:
memory is flat if each line shows the same. Reads /proc, so it only runs on Linux. Articles repeat if there
are fewer than pages; each page has its own address and title.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.themes import page

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"
_PAGE = os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
_TICK = os.sysconf("SC_CLK_TCK")
_STEPS = 10
_FOLDER = 1000


def read() -> list[dict[str, Any]]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(7).shuffle(rows)
    return [row for row in rows if row["title"] and len(row["body"]) > 200]


def write_pages(folder: Path, count: int) -> int:
    """Write the pages. Returns their size in bytes."""
    articles, size = read(), 0
    for number in range(count):
        article = articles[number % len(articles)]
        if again := number // len(articles):
            article = article | {"title": f"{article['title']} {again}"}
        content = page(number, article).encode()
        path = folder / f"{number // _FOLDER:04}" / f"story-{number}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        size += len(content)
    return size


@dataclass(slots=True)
class Watch:
    """Memory in MB and processor time in seconds of a process and its children."""

    pid: int
    parent: float = 0.0
    worker: float = 0.0
    spent: dict[int, float] = field(default_factory=dict)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Watch":
        threading.Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(0.1):
            self.parent = max(self.parent, _memory(self.pid))
            children = list(_children(self.pid))
            self.worker = max(self.worker, *map(_memory, children), 0.0)
            for pid in (self.pid, *children):
                self.spent[pid] = max(self.spent.get(pid, 0.0), _processor(pid))

    def memory(self) -> str:
        """The peaks since the last call."""
        told = f"command {self.parent:5.0f} MB, largest worker {self.worker:5.0f} MB"
        self.parent = self.worker = 0.0
        return told

    def processor(self) -> tuple[float, float]:
        """Processor seconds of the command and of all its workers until now."""
        return self.spent.get(self.pid, 0.0), sum(self.spent.values()) - self.spent.get(self.pid, 0.0)


def _memory(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0.0


def _processor(pid: int) -> float:
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(values[11]) + int(values[12])) / _TICK


def _children(pid: int) -> Iterator[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, found):
        yield child
        yield from _children(child)


@contextmanager
def command(data: Path, source: Path) -> "Iterator[tuple[IO[str], IO[str], Watch]]":
    """``fehrest ingest`` while it runs: its standard error and output, and what watches it.

    A failed command ends the benchmark.
    """
    words = [sys.executable, "-m", "search_app", "--data", str(data), "ingest", "--json", str(source)]
    with (
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        Watch(process.pid) as watch,
    ):
        assert process.stderr is not None
        assert process.stdout is not None
        yield process.stderr, process.stdout, watch
    if process.returncode:
        sys.exit(f"The command failed: exit code {process.returncode}")


def run(folder: Path, data: Path, count: int) -> None:
    began = time.perf_counter()
    with command(data, folder) as (progress, output, watch):
        spent = list(_stages(progress, watch, count))
        printed = output.read()
    answer = json.loads(printed)
    seconds = time.perf_counter() - began
    for name, wall, parent, workers in spent:
        print(
            f"{name.lower():10}{count / wall:6.0f} pages/s; processor time per page: "
            f"command {1000 * parent / count:.1f} ms, workers {1000 * workers / count:.1f} ms"
        )
    print(
        f"{'whole':10}{count / seconds:6.0f} pages/s, {seconds:.0f} s, {answer['added']:,} articles added, "
        f"{answer['failed']} failed, {answer['skipped']} skipped"
    )


def _stages(lines: Iterable[str], watch: Watch, count: int) -> Iterator[tuple[str, float, float, float]]:
    """Print memory over time. Yields each stage's name and seconds: wall clock, command, workers."""
    step = max(count // _STEPS, 1)
    began, before, stage, due = time.perf_counter(), (0.0, 0.0), "", step

    def ended() -> tuple[str, float, float, float]:
        now = watch.processor()
        return stage, time.perf_counter() - began, now[0] - before[0], now[1] - before[1]

    for line in lines:
        name, _, told = line.partition(": ")
        if stage and name != stage:
            yield ended()
            began, before, due = time.perf_counter(), watch.processor(), step
        stage = name
        done = int(told.split()[0].replace(",", "")) if told[:1].isdigit() else 0
        if done >= due:
            print(f"  {line.strip():58} {watch.memory()}", flush=True)
            due = done - done % step + step
    yield ended()


def main() -> None:
    if not ARTICLES.is_file():
        sys.exit(f"The articles are missing: {ARTICLES}")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory(prefix="fehrest-ingest-") as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        size = write_pages(pages, count)
        print(f"{count:,} pages of {size / count / 1000:.0f} kB on {os.cpu_count()} cores", flush=True)
        run(pages, Path(folder, "data"), count)


if __name__ == "__main__":
    main()
