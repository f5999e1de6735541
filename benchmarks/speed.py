"""How fast are indexing and search?  python -m benchmarks.speed [ENGINE] [ARTICLES]

Ingests the real articles of ../shared/data/articles into a temporary archive and index with the command line,
then runs 200 queries of one to three words from titles, with all facets, the timeline and ten snippets.
Prints articles per second, sizes, memory, and the median and 95th percentile of each stage in milliseconds:
parsing and planning, the engine, snippets, the whole call of the service, JSON, and the complete answer over
HTTP on a persistent connection.
"""

import gzip
import http.client
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Sequence
from pathlib import Path

from engines.port.encoding import encode_json
from engines.port.engine import EngineHit
from engines.port.terms import TermNode
from search.expansion import Expansion
from search.model import SearchRequest, SearchResult
from search.planning import plan
from search.query import parse
from search.ranking import DEFAULT_WEIGHTS
from search.snippets import Marker, snippets
from search.term_dictionary import TermDictionary
from search_app.presenters import search_json
from search_app.service import SearchService
from search_app.settings import Settings

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"
QUERIES = 200


def read(count: int | None) -> list[str]:
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as file:
        lines = list(file)
    if count is not None:
        random.Random(7).shuffle(lines)
    return lines[:count]


def make_queries(lines: list[str]) -> list[str]:
    choose = random.Random(5)
    titles = [
        words
        for line in choose.sample(lines, min(len(lines), 4_000))
        if (words := json.loads(line)["title"].split())
    ]
    return [
        " ".join(choose.sample(words, min(len(words), choose.randint(1, 3)))) for words in titles[:QUERIES]
    ]


def timed[**P](work: Callable[P, object], *values: P.args, **named: P.kwargs) -> float:
    began = time.perf_counter()
    work(*values, **named)
    return (time.perf_counter() - began) * 1000


def show(stage: str, times: list[float]) -> None:
    times = sorted(times)
    print(f"{stage:34}{statistics.median(times):9.2f}{times[int(0.95 * len(times))]:9.2f}{times[-1]:9.2f}")


def ingest(data: Path, engine: str, lines: list[str]) -> None:
    source = data / "articles.jsonl"
    source.write_text("".join(lines), "utf-8")
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "search_app",
        "--data",
        str(data),
        "--engine",
        engine,
        "ingest",
        str(source),
        "--json",
    ]
    done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    took = time.perf_counter() - began
    source.unlink()
    size = sum(file.stat().st_size for file in (data / engine).rglob("*") if file.is_file())
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{engine}: {done['added']} articles in {took:.1f} s = {done['added'] / took:.0f}/s all in all;")
    print(
        f"  indexing alone {done['index']['indexed'] / done['index']['seconds']:.0f}/s, "
        f"{done['index']['seconds']:.1f} s"
    )
    print(f"  index {size / 1e6:.0f} MB, archive {(data / 'archive.sqlite3').stat().st_size / 1e6:.0f} MB")
    print(f"  peak memory of the largest process {memory / 1024:.0f} MB")


def stages(service: SearchService, queries: list[str]) -> None:
    plans, engines, marks, whole, rendering = [], [], [], [], []
    searcher = service._generations.current().searcher
    for text in queries:
        request = SearchRequest(text)
        plans.append(timed(_planned, text))
        node = _planned(text)
        engines.append(timed(searcher._run, request, node))
        marks.append(timed(_marked, node, searcher._run(request, node).hits))
        whole.append(timed(service.search, request))
        rendering.append(timed(_rendered, service.search(request)))
    for stage, times in {
        "parse and plan": plans,
        "engine: hits, six facets, timeline": engines,
        "snippets of ten hits": marks,
        "service call, whole": whole,
        "JSON": rendering,
    }.items():
        show(stage, times)


def _planned(text: str) -> TermNode:
    return plan(parse(text), DEFAULT_WEIGHTS, Expansion(lambda: TermDictionary(()))).node()


def _marked(node: TermNode, hits: Sequence[EngineHit]) -> None:
    marker = Marker.of(node)
    for hit in hits:
        snippets(hit.stored, marker)


def _rendered(result: SearchResult) -> bytes:
    return encode_json(search_json(result))


def over_http(data: Path, engine: str, queries: list[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "search_app",
        "--data",
        str(data),
        "--engine",
        engine,
        "serve",
        "--port",
        "0",
        "--workers",
        "1",
    ]
    environment = {**os.environ, "FEHREST_ANSWERS": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            address = urllib.parse.urlsplit(server.stdout.readline().split()[-1])  # type: ignore[union-attr]
            connection = http.client.HTTPConnection(str(address.hostname), address.port)
            wait_until_settled(connection, queries)
            for path in ("/api/v1/search", "/"):
                times = [
                    timed(_get, connection, f"{path}?{urllib.parse.urlencode({'q': text})}")
                    for text in queries
                ]
                show(f"HTTP {path}", times)
            status = Path(f"/proc/{server.pid}/status")
            if status.exists():
                line = next(row for row in status.read_text().splitlines() if row.startswith("VmRSS"))
                print(f"  memory of the serving process {int(line.split()[1]) / 1024:.0f} MB")
        finally:
            server.terminate()


def wait_until_settled(connection: http.client.HTTPConnection, queries: list[str]) -> None:
    for _ in range(60):
        if b'"kind"' in _get(connection, f"/api/v1/suggest?{urllib.parse.urlencode({'q': queries[0][:3]})}"):
            break
        time.sleep(0.5)
    time.sleep(5)
    for text in queries[:50]:
        _get(connection, f"/api/v1/search?{urllib.parse.urlencode({'q': text})}")


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}")
    return response.read()


def main() -> None:
    if not ARTICLES.exists():
        sys.exit(f"{ARTICLES} is not here; nothing was measured")
    engine = sys.argv[1] if len(sys.argv) > 1 else "tantivy"
    lines = read(int(sys.argv[2]) if len(sys.argv) > 2 else None)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        ingest(data, engine, lines)
        queries = make_queries(lines)
        service = SearchService(Settings(data=data, engine=engine, answers=0))
        service.warm()
        # The dictionaries are measured by benchmarks.typing_help, not here.
        service.dictionaries()
        for text in queries[:50]:
            service.search(SearchRequest(text))
        print(f"{f'{len(queries)} queries, ms':34}{'median':>9}{'p95':>9}{'max':>9}")
        stages(service, queries)
        over_http(data, engine, queries)


if __name__ == "__main__":
    main()
