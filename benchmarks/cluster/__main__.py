"""Compares complete answers and indexing of Fehrest on OpenSearch, OpenSearch alone and Fehrest on tantivy.

    python -m benchmarks.cluster [--articles N] [--questions N] [--rounds N] [--tuned] [--series 2]
    python -m benchmarks.cluster growth [--articles N] [--copies N] ...

Starts its own nodes, two with 1 to 2 GB of heap, each with a folder that is removed at the end. If something
they need is missing, it is named. Reads the real articles of ../shared/data. The first form prints articles
per second and their processor time, sizes and memory, then milliseconds of complete answers (ten hits with
their snippets, all facets, the timeline), which every system gives to each question in turn. ``--merged``
merges the index of OpenSearch alone into one segment, which it does not do by itself. ``growth`` prints how
one, two and three shards of one node grow with several copies of the articles under other ids, and how the
vocabulary grows.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.cluster import answers, filling, growth, library
from benchmarks.cluster.contestants import Contestant, cluster_store, fehrest, node, tantivy_store
from benchmarks.cluster.measuring import load, memory
from indexer.archive import Archive
from tests.cluster.finding import NoOpenSearchError
from tests.real_data import DATA


def compare(options: argparse.Namespace, folder: Path) -> None:
    """Compare the three systems."""
    with Archive(folder / "archive.sqlite3") as archive:
        library.fill(archive, options.articles)
        documents = library.documents(archive)
        questions = library.titles(documents, options.questions)
        print(f"{len(documents):,} articles, {os.cpu_count()} cores, {load()}", flush=True)
        ours = node(folder, options.series, "ours")
        alone = node(folder, options.series, "alone")
        with ours, alone:
            bare = filling.bare(alone, documents, tuned=options.tuned)
            prepared = library.prepared(documents)
            clustered, embedded = cluster_store(ours.url), tantivy_store(folder)
            filling.warm(clustered, prepared)
            filling.alone("Fehrest on OpenSearch", clustered, prepared, ours)
            filling.alone("Fehrest on tantivy", embedded, prepared)
            del prepared
            filling.rebuilt("Fehrest on OpenSearch", archive, clustered, ours)
            filling.rebuilt("Fehrest on tantivy", archive, embedded)
            print(
                f"  on disk, MB: OpenSearch alone {bare.size() / 1e6:.0f}, Fehrest on OpenSearch "
                f"{filling.index_size(ours) / 1e6:.0f}, on tantivy "
                f"{filling.folder_size(folder / 'tantivy') / 1e6:.0f}",
                flush=True,
            )
            contestants = [
                Contestant("OpenSearch alone", bare.hits, alone.pid),
                fehrest("Fehrest on OpenSearch", clustered, ours.pid),
                fehrest("Fehrest on OpenSearch, not collapsed", clustered, ours.pid, collapse=False),
                fehrest("Fehrest on tantivy", embedded),
            ]
            answers.show(answers.ask_all(contestants, questions, options.rounds), "OpenSearch alone")
            print(f"  memory, MB: node alone {memory(alone.pid):.0f}, node of Fehrest {memory(ours.pid):.0f}")


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.cluster", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=("compare", "growth"), default="compare")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument("--series", choices=("2", "3"), default="3")
    options = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"{DATA} is not here; nothing was measured")
    work = {"compare": compare, "growth": growth.run}[options.what]
    try:
        with tempfile.TemporaryDirectory(prefix="fehrest-cluster-") as folder:
            work(options, Path(folder))
    except NoOpenSearchError as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
