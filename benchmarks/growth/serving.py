"""Measures a service on the data folder of one size."""

import http.client
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from benchmarks.cluster.measuring import load
from benchmarks.growth.results import Memory, Size, read_ingested
from benchmarks.memory import memory, processes
from benchmarks.search.serving import PATHS, Address, one_client, service
from benchmarks.speed import make_queries, read
from indexer.archive import Archive

_PATHS = {"JSON": PATHS["JSON"]}


def measure(data: Path, questions: int, rounds: int) -> Size:
    """Ask a service the same questions as at every other size."""
    asked = make_queries(read(4_000))[:questions]
    with Archive(data / "archive.sqlite3") as archive:
        articles = archive.count()
    with service(data, 1) as (address, pid):
        hits = sum(_hits(address, text) for text in asked[:20]) / 20
        started = _memory(pid)
        [answered] = one_client(address, pid, asked, rounds, paths=_PATHS).values()
        loaded = _memory(pid)
    return Size(
        articles=articles,
        ingested=read_ingested(data),
        stored=_stored(data),
        started=started,
        loaded=loaded,
        times=answered.times,
        processor=1000 * answered.processor / len(answered.times),
        hits=hits,
        load=load(),
    )


def _hits(address: Address, text: str) -> int:
    connection = http.client.HTTPConnection(*address, timeout=120)
    connection.request("GET", PATHS["JSON"] + quote(text))
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return int(answer["total"])


def _memory(pid: int) -> Memory:
    found = [memory(each) for each in processes(pid)]
    return Memory(*(sum(one[kind] for one in found) for kind in ("anonymous", "private", "proportional")))


def _stored(data: Path) -> dict[str, float]:
    """Megabytes on disk. Of several generations of an index only the current one counts."""
    current = (data / "tantivy" / "current").read_text("utf-8").split()[0]
    parts: dict[str, Sequence[Path]] = {
        "archive": [data / "archive.sqlite3"],
        "index": list((data / "tantivy" / current).iterdir()),
        "dictionaries": list((data / "dictionaries").iterdir()),
    }
    return {name: sum(path.stat().st_size for path in paths) / 1e6 for name, paths in parts.items()}
