"""Does an index stay small under many small commits?  python -m benchmarks.commits [COMMITS] [ARTICLES]

Begins with an index of ARTICLES (default 2,000) of ../shared/data/articles, and then commits one more article
at a time, COMMITS times (default 1,000), in four ways: ``process`` by one engine that stays open, ``ingest``
by the command with a file of one article, ``sync`` by the command with one file that grows, ``push`` by the
thread of a service that indexes what was pushed. The first 50 runs of a command are processes of their own,
the others run in this process, because a start takes a second. For each way it prints the size of the folder,
the number of segments (the largest after any commit, and at the end), and the median time of a search in
milliseconds of processor time, compared with an index that was built at once of the same articles, and the
processor time of a commit. The limits are 2 times the folder, 12 segments and 1.3 times the median; the exit
code is 1 if one is exceeded. ``--only NAME`` measures one way.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from click.testing import CliRunner

from benchmarks.speed import make_queries, read
from engines.port.engine import IndexStore
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from search_app.cli import main as fehrest
from search_app.cli.publishing import ArchivePublisher
from search_app.push.port import Incoming
from search_app.service import SearchService
from search_app.settings import Settings

MOST_BYTES, MOST_SEGMENTS, MOST_TIME = 2.0, 12, 1.3
_RUNS = 3
_REAL_PROCESSES = 50
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Bytes and segments are the largest after any commit, and those at the end."""

    most_bytes: int
    bytes: int
    most_segments: int
    segments: int
    median: float
    commit: float


def document(line: str, number: int) -> Document:
    fields = json.loads(line)
    return Document(f"a{number}", fields["title"], fields["body"], fields.get("lang") or "und")


def record(line: str, number: int) -> str:
    fields = json.loads(line)
    kept = {"id": f"a{number}", "title": fields["title"], "body": fields["body"]}
    return json.dumps(kept | {"language": fields.get("lang") or "und"}) + "\n"


def run(*arguments: object, apart: bool = False) -> None:
    """Run a command in this process, or ``apart`` in one of its own."""
    if apart:
        subprocess.run(
            [sys.executable, "-m", "search_app", *map(str, arguments)], check=True, capture_output=True
        )
        return
    done = CliRunner().invoke(fehrest, [*map(str, arguments)])
    if done.exit_code:
        raise RuntimeError(done.output)


def build(data: Path, lines: list[str]) -> None:
    """An index that is built at once."""
    store = open_store("tantivy", data)
    engine = store.create()
    engine.add(index_document(document(line, number), UTC) for number, line in enumerate(lines))
    engine.commit(1)
    store.publish(engine)
    engine.close()


def by_process(data: Path, lines: list[str], begin: int) -> Iterator[None]:
    """Commits by one engine."""
    build(data, lines[:begin])
    yield
    engine = open_store("tantivy", data).open()
    for number, line in enumerate(lines[begin:], begin):
        engine.add([index_document(document(line, number), UTC)])
        engine.commit(number)
        yield
    engine.close()


def by_ingest(data: Path, lines: list[str], begin: int, real: int = _REAL_PROCESSES) -> Iterator[None]:
    """Commits by ``fehrest ingest``, the first ``real`` of them as processes of their own."""
    file = data / "articles.jsonl"
    file.write_text("".join(record(line, number) for number, line in enumerate(lines[:begin])), "utf-8")
    run("--data", data, "ingest", file)
    yield
    for number, line in enumerate(lines[begin:], begin):
        file.write_text(record(line, number), "utf-8")
        run("--data", data, "ingest", file, apart=number < begin + real)
        yield


def by_sync(data: Path, lines: list[str], begin: int, real: int = _REAL_PROCESSES) -> Iterator[None]:
    """Commits by ``fehrest sync``, the first ``real`` of them as processes of their own."""
    file = data / "articles.jsonl"
    records = [record(line, number) for number, line in enumerate(lines)]
    for number in range(begin, len(lines) + 1):
        file.write_text("".join(records[:number]), "utf-8")
        run("--data", data, "sync", file, apart=number < begin + real)
        yield


def by_push(data: Path, lines: list[str], begin: int) -> Iterator[None]:
    """Commits by a service that articles are pushed to."""
    file = data / "articles.jsonl"
    file.write_text("".join(record(line, number) for number, line in enumerate(lines[:begin])), "utf-8")
    run("--data", data, "ingest", file)
    yield
    settings = Settings(data=data)
    with ArchivePublisher(settings, SearchService(settings)) as publisher:
        for number, line in enumerate(lines[begin:], begin):
            done = publisher.publish([Incoming(f"a{number}", json.loads(record(line, number)))])
            if not publisher.wait(done.revision, _PATIENCE):
                raise RuntimeError(publisher.trouble())
            yield


def median(store: IndexStore, queries: list[str]) -> float:
    """The median of a search in milliseconds of processor time."""
    engine = store.open()
    searcher = Searcher(engine)
    times = []
    for query in queries:
        taken = []
        for _ in range(_RUNS):
            began = time.process_time()
            searcher.search(SearchRequest(query))
            taken.append(time.process_time() - began)
        times.append(min(taken) * 1000)
    engine.close()
    return statistics.median(times)


def measure(way: Callable[[Path, list[str], int], Iterator[None]], lines: list[str], begin: int) -> Figures:
    """The figures of an index that grew by commits."""
    queries = make_queries(lines)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        store, sizes = open_store("tantivy", data), []
        began = time.process_time()
        for number, _ in enumerate(way(data, lines, begin)):
            size = store.size()
            assert size is not None
            sizes.append(size)
            began = time.process_time() if number == 0 else began
        took = (time.process_time() - began) * 1000 / max(1, len(sizes) - 1)
        size = store.size()
        assert size is not None
        return Figures(
            max(one.bytes for one in sizes),
            size.bytes,
            max(one.segments for one in sizes),
            size.segments,
            median(store, queries),
            took,
        )


def fresh(lines: list[str]) -> Figures:
    """The figures of an index that is built at once."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), lines)
        store = open_store("tantivy", Path(folder))
        size = store.size()
        assert size is not None
        time_ = median(store, make_queries(lines))
        return Figures(size.bytes, size.bytes, size.segments, size.segments, time_, 0.0)


WAYS = {"process": by_process, "ingest": by_ingest, "sync": by_sync, "push": by_push}


def main() -> None:
    """Run it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("commits", nargs="?", type=int, default=1000)
    arguments.add_argument("articles", nargs="?", type=int, default=2000)
    arguments.add_argument("--only", choices=WAYS)
    given = arguments.parse_args()
    lines = read(given.commits + given.articles)
    base, exceeded = fresh(lines), False
    print(f"{given.articles} articles and {given.commits} commits; built at once: {_line(base, base)}")
    for name, way in WAYS.items():
        if given.only not in (None, name):
            continue
        found = measure(way, lines, given.articles)
        print(f"{name:8} {_line(found, base)}; {found.commit:.0f} ms a commit", flush=True)
        exceeded |= found.most_bytes > MOST_BYTES * base.bytes or found.most_segments > MOST_SEGMENTS
        exceeded |= found.median > MOST_TIME * base.median
    sys.exit(1 if exceeded else 0)


def _line(found: Figures, base: Figures) -> str:
    return (
        f"{found.bytes / 1e6:.1f} MB, at most {found.most_bytes / base.bytes:.2f} x; "
        f"{found.segments} segments, at most {found.most_segments}; "
        f"p50 {found.median:.2f} ms, {found.median / base.median:.2f} x"
    )


if __name__ == "__main__":
    main()
