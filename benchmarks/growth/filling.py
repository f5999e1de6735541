"""Makes the data folder of one size with the command line, and measures that."""

import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.cluster.measuring import load
from benchmarks.growth.results import Ingested, keep_ingested
from benchmarks.ingest import command
from benchmarks.mixing import ARTICLES, mixed, read_rows

_INPUT = "articles.jsonl"


def fill(data: Path, count: int) -> None:
    """Ingest ``count`` mixed articles into a data folder, unless it has them.

    An interrupted run is continued, but then its figures say nothing and are not kept.
    """
    done = data / "complete"
    if done.exists():
        return
    fresh = not (data / "archive.sqlite3").exists()
    data.mkdir(parents=True, exist_ok=True)
    file = data / _INPUT
    print(f"making {count:,} articles", flush=True)
    with file.open("w", encoding="utf-8") as lines:
        for row in mixed(read_rows(ARTICLES), count):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    ingested = _ingest(data, file)
    if fresh:
        keep_ingested(data, ingested)
    file.unlink()
    done.touch()


def _ingest(data: Path, file: Path) -> Ingested:
    began = time.perf_counter()
    with command(data, file) as (progress, output, watch):
        stages = dict(_stages(progress))
        printed = output.read()
    answer = json.loads(printed)
    seconds = time.perf_counter() - began
    count = int(answer["added"]) or 1
    return Ingested(
        rates={name: count / seconds for name, seconds in stages.items() if seconds > 0},
        whole=count / seconds,
        cost=1000 * sum(watch.processor()) / count,
        command=watch.parent,
        worker=watch.worker,
        load=load(),
    )


def _stages(lines: Iterable[str]) -> Iterator[tuple[str, float]]:
    """The seconds of each stage, by the names in the command's progress."""
    stage, began = "", time.perf_counter()
    for line in lines:
        name = line.partition(":")[0].strip().lower()
        if name != stage and ":" in line:
            if stage:
                yield stage, time.perf_counter() - began
            stage, began = name, time.perf_counter()
        print(f"  {line.rstrip()}", flush=True)
    if stage:
        yield stage, time.perf_counter() - began
