"""The compared systems, each with a function that returns a complete answer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engines.opensearch.generations import ClusterStore
from engines.opensearch.settings import ClusterSettings
from engines.port.engine import IndexStore
from engines.registry import open_store
from search.model import SearchRequest
from search.searcher import Searcher
from tests.cluster.node import Node

HEAP = ("1g", "2g")


@dataclass(frozen=True, slots=True)
class Contestant:
    """``ask`` builds a complete answer on ``node`` and returns the number of hits."""

    name: str
    ask: Callable[[str], int]
    node: int | None = None


def node(folder: Path, series: str, name: str) -> Node:
    """A node that has not been started yet."""
    return Node(folder / name, series, name=name, cluster=f"bench-{name}", heap=HEAP, options=())


def cluster_store(url: str, index: str = "fehrest", shards: int = 1) -> ClusterStore:
    """Fehrest's indices on a node, without replicas."""
    return ClusterStore(ClusterSettings(url=url, index=index, shards=shards, replicas=0, timeout=60.0))


def tantivy_store(folder: Path) -> IndexStore:
    return open_store("tantivy", folder)


def fehrest(name: str, store: IndexStore, node: int | None = None, *, collapse: bool = True) -> Contestant:
    """The searcher that a service uses, on a store's current index."""
    searcher = Searcher(store.open())

    def ask(text: str) -> int:
        return searcher.search(SearchRequest(text, collapse=collapse)).total

    return Contestant(name, ask, node)
