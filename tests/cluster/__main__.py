"""``make cluster``: OpenSearch in the foreground, for trials, until Ctrl-C."""

import argparse
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from tests.cluster.asking import is_free
from tests.cluster.cluster import Cluster
from tests.cluster.finding import VERSIONS, NoOpenSearchError, need_jdk
from tests.cluster.node import NodeFailedError

TRY = """
OpenSearch {number} listens on {urls}
Its data and logs are in {folder}. To search it, type in another terminal:

    FEHREST_ENGINE=opensearch FEHREST_OPENSEARCH_URL={urls} .venv/bin/fehrest reindex
    FEHREST_ENGINE=opensearch FEHREST_OPENSEARCH_URL={urls} .venv/bin/fehrest serve

Ctrl-C stops it."""


def main() -> None:
    """Start, print the commands, wait for a signal and stop. Exits with 1 and a reason if it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    parser.add_argument("--port", type=int, default=9200, help="of the first node; the others follow it")
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build/cluster"))
    given = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        run(given.folder, given.port, given.nodes)
    except KeyboardInterrupt:
        sys.exit("Stopped before it was up")
    except (NoOpenSearchError, NodeFailedError, TimeoutError) as failure:
        sys.exit(str(failure))


def run(folder: Path, port: int, nodes: int) -> None:
    """The newest OpenSearch that runs here. Its data is kept for each version and number of nodes."""
    series = newest()
    own = folder.resolve() / f"opensearch-{series}-nodes-{nodes}"
    print(f"Starting OpenSearch {VERSIONS[series].number}", flush=True)
    heap = ("1g", "1g")
    with Cluster(
        own, nodes, series, name="fehrest", ports=ports(port, nodes), heap=heap, options=()
    ) as cluster:
        urls = ",".join(cluster.urls)
        print(TRY.format(number=VERSIONS[series].number, urls=urls, folder=own), flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
        print("Stopping", flush=True)


def newest() -> str:
    """Raises NoOpenSearchError if none runs."""
    *newer, oldest = VERSIONS
    for series in newer:
        try:
            need_jdk(VERSIONS[series])
        except NoOpenSearchError:
            continue
        return series
    need_jdk(VERSIONS[oldest])
    return oldest


def ports(first: int, nodes: int) -> list[tuple[int, int]]:
    """HTTP from the first port on, and transport a hundred ports higher."""
    pairs = [(first + number, first + 100 + number) for number in range(nodes)]
    if taken := [port for pair in pairs for port in pair if not is_free(port)]:
        sys.exit(
            f"Something listens on port {taken[0]} already: choose another by make cluster PORT={first + 10}"
        )
    return pairs


if __name__ == "__main__":
    main()
