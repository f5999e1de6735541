"""How does an index on a cluster grow, and how much of it does a service keep in memory?

First different articles: a quarter, a half and all of them. Then the same articles again and again with other
ids and as other stories. Copies add no words and no titles, so what grows with those is only printed before.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks.cluster import library
from benchmarks.cluster.contestants import cluster_store, node
from benchmarks.cluster.measuring import Stopwatch, load, memory, percentiles
from engines.opensearch.client import Client
from engines.opensearch.engine import OpenSearchEngine
from engines.opensearch.merging import merge
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import SearchEngine
from engines.port.model import IndexedDocument
from engines.port.payload import pack, unpack
from indexer.archive import Archive
from search.dictionaries.reading import read_dictionaries
from search.model import SearchRequest
from search.searcher import Searcher
from tests.cluster.node import Node

SHARDS = (1, 2, 3)
_STORIES = 10_000_000
"""More than the numbers of stories, so that those of two copies differ."""
_DEEP = 500
"""The number of a deep page."""


@dataclass(frozen=True, slots=True)
class Step:
    """Documents that are added. ``whole`` if they bring new words and titles."""

    name: str
    documents: Callable[[], Iterable[IndexedDocument]]
    count: int
    whole: bool = False


def run(options: argparse.Namespace, folder: Path) -> None:
    """Print the tables."""
    with Archive(folder / "archive.sqlite3") as archive:
        library.fill(archive, options.articles)
        documents = library.documents(archive)
    questions = library.titles(documents, options.questions)
    prepared = library.prepared(documents)
    print(f"{len(documents):,} articles, {load()}", flush=True)
    print(
        f"{'shards':7}{'articles':>9}{'articles/s':>11}{'cpu ms':>8}{'MB':>7}{'bytes each':>11}"
        f"{'merge s':>9}{'p50':>8}{'p95':>8}{'p99':>8}{'deep ms':>9}{'node MB':>9}"
    )
    for shards in SHARDS:
        with node(folder, options.series, f"shards-{shards}") as one:
            _grow(one, shards, list(_steps(prepared, options.copies)), questions)


def _steps(prepared: list[IndexedDocument], copies: int) -> Iterator[Step]:
    quarter, half = len(prepared) // 4, len(prepared) // 2
    for start, end in ((0, quarter), (quarter, half), (half, len(prepared))):
        some = prepared[start:end]
        yield Step("articles", lambda some=some: some, len(some), whole=True)  # type: ignore[misc]
    middle = max(1, copies // 2)
    for first, last in ((1, middle), (middle, copies)):
        numbers = range(first, last)
        if numbers:
            yield Step("copies", lambda n=numbers: _copies(prepared, n), len(numbers) * len(prepared))  # type: ignore[misc]


def _copies(prepared: list[IndexedDocument], numbers: Iterable[int]) -> Iterator[IndexedDocument]:
    return (_copy(document, number) for number in numbers for document in prepared)


def _copy(document: IndexedDocument, number: int) -> IndexedDocument:
    id_ = f"{document.id}-{number}"
    story = None if document.story is None else document.story + number * _STORIES
    stored = replace(unpack(document.payload).document, id=id_, story=story)
    vector = document.payload[len(pack(unpack(document.payload).document, b"")) :]
    return replace(document, id=id_, story=story, payload=pack(stored, vector))


def _grow(one: Node, shards: int, steps: list[Step], questions: list[str]) -> None:
    settings = ClusterSettings(url=one.url, index="growth", shards=shards, replicas=0, timeout=60.0)
    engine = cluster_store(one.url, "growth", shards).create()
    assert isinstance(engine, OpenSearchEngine)
    client, count = Client(settings), 0
    for step in steps:
        with Stopwatch(one.pid) as watch:
            engine.add(step.documents())
            engine.commit(1)
            spent = watch.spent()
        began = time.perf_counter()
        merge(client, engine.index, shards)
        merged = time.perf_counter() - began
        count += step.count
        times = _asked(engine, questions)
        stats = one.ask(f"/{engine.index}/_stats/store")
        size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
        print(
            f"{shards:<7}{count:9,}{step.count / spent.clock:11.0f}"
            f"{1000 * (spent.own + spent.node) / step.count:8.2f}"
            f"{size / 1e6:7.0f}{size / count:11.0f}{merged:9.1f}"
            + "".join(f"{value:8.2f}" for value in percentiles(times))
            + f"{_deep(engine):9.0f}{memory(one.pid):9.0f}   {load()}",
            flush=True,
        )
        if step.whole and shards == SHARDS[0]:
            print(f"       {_kept(one.url, engine.index)}", flush=True)
    engine.close()


def _asked(engine: SearchEngine, questions: list[str]) -> list[float]:
    searcher = Searcher(engine)
    times: list[float] = []
    for _ in range(2):
        times.clear()
        for text in questions:
            began = time.perf_counter()
            searcher.search(SearchRequest(text))
            times.append(1000 * (time.perf_counter() - began))
    return times


def _deep(engine: SearchEngine) -> float:
    """Milliseconds of a deep page of all articles."""
    request = SearchRequest("", page=_DEEP, size=20)
    began = time.perf_counter()
    Searcher(engine).search(request)
    return 1000 * (time.perf_counter() - began)


def _kept(url: str, index: str) -> str:
    """What a service keeps in memory of an index, measured in a separate process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_make, url, index).result()


def _make(url: str, index: str) -> str:
    store = cluster_store(url, "growth")
    engine = store._open(index)
    before, began = _own_memory(), time.perf_counter()
    kept = read_dictionaries(engine)
    took, size = time.perf_counter() - began, _own_memory() - before
    entries = f"{len(kept.terms):,} words and {len(kept.suggester):,} suggestions"
    return f"a service keeps {entries}: {size:.0f} MB, {took:.1f} s"


def _own_memory() -> float:
    import gc
    import os

    gc.collect()
    return memory(os.getpid())
