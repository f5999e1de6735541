"""How fast is each filled, and what does it cost? Prepared documents alone, then as a rebuild does it."""

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
    """Do it, and tell what it took."""
    with Stopwatch(node.pid if node else None) as watch:
        work()
        spent = watch.spent()
    print(f"  {name:42}{spent.told(articles)}   ({load()})", flush=True)
    return spent


def bare(node: Node, documents: list[Document], *, tuned: bool) -> BareIndex:
    """OpenSearch's own bulk, of a node that has done so before."""
    BareIndex(node.url, "warm").add(documents[:_WARM])
    node.ask("/warm", method="DELETE")
    index = BareIndex(node.url, tuned=tuned)
    measure("OpenSearch alone", lambda: index.add(documents), len(documents), node)
    index.settle()
    return index


def warm(store: IndexStore, documents: list[IndexedDocument]) -> None:
    """Let a node compile what it runs most."""
    engine = store.create()
    engine.add(documents[:_WARM])
    engine.commit(1)
    engine.close()
    store.discard(engine)


def alone(name: str, store: IndexStore, documents: list[IndexedDocument], node: Node | None = None) -> None:
    """Prepared documents into an index that is dropped again."""
    engine = store.create()

    def fill() -> None:
        engine.add(documents)
        engine.commit(1)

    try:
        measure(f"{name}, prepared documents", fill, len(documents), node)
        if node and isinstance(engine, OpenSearchEngine):
            print(f"  not merged, it has {index_size(node, engine.index) / 1e6:.0f} MB", flush=True)
    finally:
        engine.close()
        store.discard(engine)


def rebuilt(name: str, archive: Archive, store: IndexStore, node: Node | None = None) -> None:
    """All of an archive: read, analysed in processes, sent, merged, checked and swapped in."""

    def rebuild() -> None:
        rebuild_index(archive, store, timezone=UTC, progress=SilentProgress())

    measure(f"{name}, a rebuild", rebuild, archive.count(), node)


def index_size(node: Node, alias: str = "fehrest") -> int:
    """Bytes of the index behind an alias."""
    return int(node.ask(f"/{alias}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"])


def folder_size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
