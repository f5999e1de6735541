"""How fast is search, compared with its peers?

    python -m benchmarks.search [FILE] [--only NAME ...] [--articles N] [--plots FOLDER]

Reads articles from FILE (JSON lines, compressed or not; by default the real ones of ../shared/data/articles),
and indexes them with each peer: Fehrest on tantivy, whoosh and OpenSearch, and each of these three alone, and
SQLite FTS5. Then all of them are asked the same questions from titles, in turn, for complete answers. Prints
articles per second, milliseconds and processor milliseconds of an answer and its number of hits, then the
service on tantivy over HTTP: one client, and requests per second with eight. A peer that cannot run here is
named. ``--only`` chooses peers: tantivy, whoosh, fts5, opensearch, each with Fehrest on it. ``--plots`` draws
the figures as PNG and SVG, and keeps them as JSON. ``--again FILE`` draws from such a file.
"""

import argparse
import gzip
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from benchmarks.cluster import library
from benchmarks.cluster.measuring import load
from benchmarks.ingest import ARTICLES
from benchmarks.search import asking, results, serving
from benchmarks.search.bare_tantivy import BareTantivy
from benchmarks.search.fts5 import Fts5
from benchmarks.search.ours import FehrestInFolder, FehrestOnOpenSearch, OpenSearchAlone
from benchmarks.search.peers import Peer
from indexer.archive import Archive
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from indexer.stories import group_stories
from tests.cluster.finding import NoOpenSearchError


@dataclass(frozen=True, slots=True)
class Place:
    """Where peers keep their files, and what they read."""

    folder: Path
    archive: Archive
    series: str


def _tantivy(place: Place) -> Iterator[Peer]:
    yield FehrestInFolder("tantivy", place.folder, place.archive)
    yield BareTantivy(place.folder / "alone-tantivy", snippets=False)
    yield BareTantivy(place.folder / "alone-tantivy-snippets", snippets=True)


def _whoosh(place: Place) -> Iterator[Peer]:
    from benchmarks.search.plain_whoosh import PlainWhoosh

    yield FehrestInFolder("whoosh", place.folder, place.archive)
    yield PlainWhoosh(place.folder / "alone-whoosh")


def _fts5(place: Place) -> Iterator[Peer]:
    yield Fts5(place.folder / "fts5")


def _opensearch(place: Place) -> Iterator[Peer]:
    yield FehrestOnOpenSearch(place.folder, place.series, place.archive)
    yield OpenSearchAlone(place.folder, place.series)


PEERS: dict[str, Callable[[Place], Iterator[Peer]]] = {
    "tantivy": _tantivy,
    "fts5": _fts5,
    "whoosh": _whoosh,
    "opensearch": _opensearch,
}


def _peers(place: Place, names: Sequence[str]) -> list[Peer]:
    found: list[Peer] = []
    for name in names:
        try:
            found += PEERS[name](place)
        except NoOpenSearchError as missing:
            print(f"Without {name}: {missing}")
    return found


def _some(file: Path, count: int, folder: Path) -> Path:
    """A file with ``count`` articles of a file, chosen at random."""
    with (
        gzip.open(file, "rt", encoding="utf-8")
        if file.suffix == ".gz"
        else file.open(encoding="utf-8") as lines
    ):
        found = list(lines)
    random.Random(7).shuffle(found)
    some = folder / "some.jsonl"
    some.write_text("".join(found[:count]), encoding="utf-8")
    return some


def measure(options: argparse.Namespace, data: Path) -> results.Run:
    """Fill, ask, serve."""
    with Archive(data / "archive.sqlite3") as archive:
        file = _some(options.file, options.articles, data) if options.articles else options.file
        print(f"reading {file.name}", flush=True)
        ingest([file], archive, timezone=UTC, progress=SilentProgress())
        group_stories(archive, SilentProgress())
        documents = library.documents(archive)
        questions = library.titles(documents, options.questions)
        print(f"{len(documents):,} articles, {os.cpu_count()} cores, {load()}", flush=True)
        peers = _peers(Place(data, archive, options.series), options.only)
        try:
            filled = {peer.name: asking.fill(peer, documents) for peer in peers}
            results.show_filling(filled)
            count = len(documents)
            del documents
            answered = asking.ask_all(peers, questions, options.rounds)
            results.show_answers("complete answers, ms", answered)
        finally:
            for peer in peers:
                peer.close()
    served, rates = _served(data, options, questions) if "tantivy" in options.only else ({}, {})
    return results.Run(count, len(questions), load(), filled, answered, served, rates)


def _served(
    data: Path, options: argparse.Namespace, questions: list[str]
) -> tuple[dict[str, results.Answered], dict[str, float]]:
    served: dict[str, results.Answered] = {}
    rates: dict[str, float] = {}
    for kind in (serving.FRESH, serving.AGAIN):
        with serving.service(data, 1, kind) as (address, pid):
            served |= serving.one_client(address, pid, questions, options.rounds, kind)
        with serving.service(data, options.workers, kind) as (address, _):
            serving.many_clients(address, questions, 5)
            rates |= serving.many_clients(address, questions, options.seconds, kind)
    results.show_answers("over HTTP, ms", served)
    for name, rate in rates.items():
        print(f"{serving.CLIENTS} clients, {options.workers} processes, {name}: {rate:.0f} requests/s")
    print(load())
    return served, rates


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.search", description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--only", nargs="+", choices=tuple(PEERS), default=tuple(PEERS))
    parser.add_argument("--articles", type=int, help="only N, chosen at random")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--series", choices=("2", "3"), default="3")
    parser.add_argument("--plots", type=Path)
    parser.add_argument("--again", type=Path)
    options = parser.parse_args()
    if options.again:
        run = results.read(options.again)
    elif not options.file.is_file():
        sys.exit(f"{options.file} is not here; nothing was measured")
    else:
        with tempfile.TemporaryDirectory(prefix="fehrest-search-") as folder:
            run = measure(options, Path(folder))
    if options.plots:
        from benchmarks.search.plots import draw

        results.keep(run, options.plots / "search.json")
        print(*draw(run, options.plots), sep="\n")


if __name__ == "__main__":
    main()
