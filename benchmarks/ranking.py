"""How good is the ranking, and what does each part contribute?

    python -m benchmarks.ranking [--all] [--default] [SET…]

Every set of ../shared/data/retrieval: nDCG@10 with its 95 % interval under the default weights, compared with
the best built-in analyzer of OpenSearch 3.8 on the same documents (one field of title and body, BM25;
measured once, see the design notes), then the same with one weight changed at a time, unless --default is
given. Sets of more than 1,500 queries are sampled, always in the same way, unless --all is given.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.evaluation import Measures, measure
from search.model import Match, SearchRequest
from search.ranking import DEFAULT_WEIGHTS, Weights
from search.searcher import Searcher

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "retrieval"
SETS = {
    "albnews-headline-a.sq": 0.754,
    "bbc-headline.en": 0.830,
    "cranfield.en": 0.384,
    "isna-headline.fa": 0.870,
    "medline.en": 0.690,
    "pquad-val.fa": 0.962,
    "xquad.ar": 0.938,
    "xquad.en": 0.969,
}
SAMPLE = 1_500

ABLATION: dict[str, Weights] = {
    "default": DEFAULT_WEIGHTS,
    "no exact form": replace(DEFAULT_WEIGHTS, exact=1e-6),
    "exact = stem": replace(DEFAULT_WEIGHTS, exact=1.0),
    "no title boost": replace(DEFAULT_WEIGHTS, title=0.0),
    "title boost 1.5": replace(DEFAULT_WEIGHTS, title=1.5),
    "function words full": replace(DEFAULT_WEIGHTS, function_word=1.0),
    "function words 0.4": replace(DEFAULT_WEIGHTS, function_word=0.4),
    "function words 0.1": replace(DEFAULT_WEIGHTS, function_word=0.1),
    "no roots": replace(DEFAULT_WEIGHTS, root=0.0),
    "roots 0.4": replace(DEFAULT_WEIGHTS, root=0.4),
    "no bigrams": replace(DEFAULT_WEIGHTS, bigram=0.0),
    "bigrams 0.4": replace(DEFAULT_WEIGHTS, bigram=0.4),
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


def build(name: str, folder: Path) -> SearchEngine:
    language = name.rsplit(".", 1)[1]
    engine = open_store("tantivy", folder).create()
    engine.add(
        index_document(Document(str(row["id"]), row.get("title") or "", row["text"], language), UTC)
        for row in rows(DATA / f"{name}.docs.jsonl")
    )
    engine.commit(1)
    return engine


def judge(engine: SearchEngine, queries: list[dict[str, Any]], weights: Weights) -> Measures:
    searcher = Searcher(engine, weights)
    run = {
        str(row["id"]): searcher.rank(SearchRequest(row["query"], size=100, match=Match.ANY))
        for row in queries
    }
    return measure(run, {str(row["id"]): frozenset(map(str, row["relevant"])) for row in queries})


def main() -> None:
    wanted = [name for name in sys.argv[1:] if not name.startswith("-")] or list(SETS)
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here; nothing was measured")
    print(f"{'set':24}{'configuration':22}{'nDCG@10':>9}{'±':>7}{'MRR@10':>9}{'R@100':>8}{'OpenSearch':>12}")
    for name in wanted:
        queries = list(rows(DATA / f"{name}.queries.jsonl"))
        if "--all" not in sys.argv and len(queries) > SAMPLE:
            queries = random.Random(3).sample(queries, SAMPLE)
        with tempfile.TemporaryDirectory() as folder:
            engine = build(name, Path(folder))
            for label, weights in [*ABLATION.items()][: 1 if "--default" in sys.argv else None]:
                m = judge(engine, queries, weights)
                peer = f"{SETS[name]:.3f}" if label == "default" else ""
                print(
                    f"{name:24}{label:22}{m.ndcg_10:9.4f}{m.interval:7.3f}{m.mrr_10:9.4f}{m.recall_100:8.4f}{peer:>12}",
                    flush=True,
                )
            engine.close()


if __name__ == "__main__":
    main()
