"""Do all engines find the same?  python -m benchmarks.agreement [ARTICLES] [QUERIES]

Indexes real articles of ../shared/data/articles on tantivy and on an OpenSearch node that it starts, with one
shard and with three, runs the same queries on both (words, phrases, OR, minus, patterns, typos, fields) and
prints how many totals, facet counts and bars of the timeline are equal, and how many queries have the same
first ten hits. Hits whose scores on tantivy differ by less than a thousandth may come in either order.
"""

import os
import sys
import tempfile
from datetime import UTC
from functools import partial
from pathlib import Path

from engines.port.engine import SearchEngine
from engines.port.model import IndexedDocument, Interval
from engines.registry import open_store
from indexer.chunk_pool import ChunkPool
from indexer.indexing import analyse_chunk
from search.model import SearchRequest
from search.searcher import Searcher
from tests.cluster.node import Node
from tests.contract.likeness import alike, figures
from tests.real_data import articles, queries

FIRST = 10


def main(count: int = 20_000, asked: int = 300) -> None:
    documents = articles(count)
    texts = list(queries(documents, asked))
    with tempfile.TemporaryDirectory() as name, Node(Path(name) / "node", options=()) as node:
        os.environ |= {"FEHREST_OPENSEARCH_URL": node.url, "FEHREST_OPENSEARCH_REPLICAS": "0"}
        with ChunkPool(partial(analyse_chunk, timezone=UTC), "indexer.indexing") as analyse:
            chunks = list(analyse(iter(documents)))
        plain = filled("tantivy", Path(name), chunks)
        print(f"{len(documents)} articles, {len(texts)} queries")
        for shards in (1, 3):
            os.environ["FEHREST_OPENSEARCH_SHARDS"] = str(shards)
            compare(plain, filled("opensearch", Path(name), chunks), texts, shards)
        plain.close()


def filled(name: str, data: Path, chunks: list[list[IndexedDocument]]) -> SearchEngine:
    engine = open_store(name, data).create()
    for chunk in chunks:
        engine.add(chunk)
    engine.commit(1)
    return engine


def compare(plain: SearchEngine, cluster: SearchEngine, texts: list[str], shards: int) -> None:
    counted = same_hits = same_order = 0
    others: list[str] = []
    for text in texts:
        request = SearchRequest(text, timeline=Interval.MONTH, facet_size=1_000, size=FIRST)
        one, two = Searcher(plain).search(request), Searcher(cluster).search(request)
        counted += figures(one) == figures(two)
        ids = [[hit.document.id for hit in result.hits] for result in (one, two)]
        same_order += ids[0] == ids[1]
        if alike(plain, request, one, two):
            same_hits += 1
        else:
            others.append(text)
    cluster.close()
    print(
        f"{shards} shards: totals, facets and bars equal in {counted}; first {FIRST} hits the same in "
        f"{same_hits}, {same_order} of them in the same order"
    )
    for text in others[:10]:
        print(f"  other hits: {text}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
