"""Fehrest on each of its engines, and OpenSearch alone.

An answer of Fehrest is a call of its searcher with all facets and the timeline, without caches: languages are
folded, inflected forms meet, stories are counted once. So it finds more than the others do.
"""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from benchmarks.cluster.bare import BareIndex
from benchmarks.cluster.contestants import cluster_store, node
from benchmarks.cluster.filling import index_size
from benchmarks.search.peers import Peer, folder_size
from engines.port.engine import IndexStore
from engines.port.model import Document
from engines.registry import open_store
from indexer.archive import Archive
from indexer.indexing import rebuild_index
from indexer.progress import SilentProgress
from search.model import SearchRequest
from search.searcher import Searcher


class Fehrest(Peer):
    """A store of Fehrest. Filling is a whole rebuild: it reads its archive, analyses, indexes, swaps."""

    def __init__(self, engine: str, store: IndexStore, archive: Archive) -> None:
        self.name, self._store, self._archive = f"Fehrest on {engine}", store, archive
        self._searcher: Searcher | None = None

    def fill(self, documents: Sequence[Document]) -> None:  # noqa: ARG002
        rebuild_index(self._archive, self._store, timezone=UTC, progress=SilentProgress())

    def settle(self) -> None:
        self._searcher = Searcher(self._store.open())

    def ask(self, text: str) -> int:
        assert self._searcher is not None
        return self._searcher.search(SearchRequest(text)).total

    def size(self) -> int:
        raise NotImplementedError


class FehrestInFolder(Fehrest):
    """On tantivy or whoosh."""

    def __init__(self, engine: str, folder: Path, archive: Archive) -> None:
        super().__init__(engine, open_store(engine, folder), archive)
        self._folder = folder / engine

    def size(self) -> int:
        return folder_size(self._folder)


class FehrestOnOpenSearch(Fehrest):
    """On a node that it starts."""

    def __init__(self, folder: Path, series: str, archive: Archive) -> None:
        self._node = node(folder, series, "ours").__enter__()
        super().__init__("OpenSearch", cluster_store(self._node.url), archive)
        self.node = self._node.pid

    def size(self) -> int:
        return index_size(self._node)

    def close(self) -> None:
        self._node.__exit__(None, None, None)


class OpenSearchAlone(Peer):
    """On a node that it starts, with its own analyzers, highlighter and aggregations."""

    name = "OpenSearch alone"

    def __init__(self, folder: Path, series: str) -> None:
        self._node = node(folder, series, "alone").__enter__()
        self.node = self._node.pid
        self._index = BareIndex(self._node.url)

    def fill(self, documents: Sequence[Document]) -> None:
        self._index.add(list(documents))

    def ask(self, text: str) -> int:
        return self._index.hits(text)

    def size(self) -> int:
        return self._index.size()

    def close(self) -> None:
        self._node.__exit__(None, None, None)
