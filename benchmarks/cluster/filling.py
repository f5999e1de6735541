"""How fast is each system filled, and what does it cost? With prepared documents, then as a complete
rebuild.
"""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from benchmarks.cluster.bare import BareIndex
from benchmarks.cluster.measuring import Spent, Stopwatch, load
from engines.opensearch.engine import OpenSearchEngine
from engines.port.engine import IndexStore
from engines.port.model import Document, IndexedDocument
from indexer.archive import Archive
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from tests.cluster.node import Node

_WARM = 20_000


def measure(name: str, work: Callable[[], object], articles: int, node: Node | None = None) -> Spent:
    """Run ``work`` and print what it took."""
    with Stopwatch(node.pid if node else None) as watch:
        work()
        spent = watch.spent()
    print(f"  {name:42}{spent.told(articles)}   ({load()})", flush=True)
    return spent


def bare(node: Node, documents: list[Document], *, tuned: bool) -> BareIndex:
    """OpenSearch's own bulk, on a node that has already done so before."""
    BareIndex(node.url, "warm").add(documents[:_WARM])
    node.ask("/warm", method="DELETE")
    index = BareIndex(node.url, tuned=tuned)
    measure("OpenSearch alone", lambda: index.add(documents), len(documents), node)
    index.settle()
    return index


def warm(store: IndexStore, documents: list[IndexedDocument]) -> None:
    """Let a node compile its hot code."""
    engine = store.create()
    engine.add(documents[:_WARM])
    engine.commit(1)
    engine.close()
    store.discard(engine)


def alone(name: str, store: IndexStore, documents: list[IndexedDocument], node: Node | None = None) -> None:
    """Write prepared documents to an index that is deleted afterwards."""
    engine = store.create()

    def fill() -> None:
        engine.add(documents)
        engine.commit(1)

    try:
        measure(f"{name}, prepared documents", fill, len(documents), node)
        if node and isinstance(engine, OpenSearchEngine):
            print(f"  before merging, it has {index_size(node, engine.index) / 1e6:.0f} MB", flush=True)
    finally:
        engine.close()
        store.discard(engine)


def rebuilt(name: str, archive: Archive, store: IndexStore, node: Node | None = None) -> None:
    """Rebuild from an archive: read, analyse in processes, send, merge, check and swap in."""

    def rebuild() -> None:
        rebuild_index(archive, store, timezone=UTC, progress=SilentProgress())

    measure(f"{name}, a rebuild", rebuild, archive.count(), node)


def index_size(node: Node, alias: str = "fehrest") -> int:
    """Size in bytes of the index behind an alias."""
    return int(node.ask(f"/{alias}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"])


def folder_size(folder: Path) -> int:
    """Size in bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
