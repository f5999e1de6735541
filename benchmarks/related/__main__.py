"""How good are related articles?  python -m benchmarks.related [SET…] [--large]

For each set nDCG@5 and that of TF-IDF cosine, latent semantic indexing and BM25 "more like this", in one run,
with the 95 % interval of the difference to each (paired bootstrap), and the processor time of a request.
``--large`` measures the 19,000 articles of ../shared/data instead: time, drafts of 1,500 words, and how often
articles without any relative get one. Needs scikit-learn.
"""

import math
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path

import numpy as np

from benchmarks.related.large import measure_large
from benchmarks.related.peers import peers
from benchmarks.related.sets import DATA, SETS, Judged, read
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.rarity import Rarity
from search.related import related

_RESAMPLES = 2_000
_MOST = 800


def build(documents: Iterable[Document], folder: Path) -> SearchEngine:
    engine = open_store("tantivy", folder).create()
    engine.add(index_document(document, UTC) for document in documents)
    engine.commit(1)
    return engine


def ndcg(found: Sequence[int], wanted: set[int], size: int = 5) -> float:
    gain = sum(1 / math.log2(rank + 2) for rank, one in enumerate(found[:size]) if one in wanted)
    return gain / sum(1 / math.log2(rank + 2) for rank in range(min(size, len(wanted))))


def own(judged: Judged, sources: list[int]) -> tuple[list[float], float]:
    """nDCG@5 of each source, and milliseconds of processor time per request."""
    places = {document.id: place for place, document in enumerate(judged.documents)}
    with tempfile.TemporaryDirectory() as folder:
        engine = build(judged.documents, Path(folder))
        rarity = Rarity(engine)
        scores, began = [], time.process_time()
        for source in sources:
            hits = related(engine, judged.documents[source], 5, rarity=rarity)
            scores.append(ndcg([places[hit.document.id] for hit in hits], judged.related[source]))
        taken = (time.process_time() - began) / len(sources) * 1000
        engine.close()
    return scores, taken


def interval(gains: list[float]) -> tuple[float, float]:
    """The 95 % interval of a mean difference."""
    values, chosen = np.array(gains), np.random.default_rng(0)
    means = values[chosen.integers(0, len(values), (_RESAMPLES, len(values)))].mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def measure(name: str) -> None:
    judged = read(name)
    sources = sorted(judged.related)
    if len(sources) > _MOST:
        sources = random.Random(3).sample(sources, _MOST)
    scores, taken = own(judged, sources)
    print(f"{name:16}{len(judged.documents):7}{np.mean(scores):9.3f}{taken:8.1f}", end="")
    for likeness in peers(judged.documents).values():
        np.fill_diagonal(likeness, -1)
        other = [
            ndcg(np.argsort(-likeness[one], kind="stable")[:5].tolist(), judged.related[one])
            for one in sources
        ]
        low, high = interval([mine - its for mine, its in zip(scores, other, strict=True)])
        print(f"{np.mean(other):9.3f} [{low:+.3f} {high:+.3f}]", end="", flush=True)
    print()


def main() -> None:
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here; nothing was measured")
    if "--large" in sys.argv:
        measure_large(build)
        return
    print(f"{'set':16}{'docs':>7}{'nDCG@5':>9}{'ms':>8}", end="")
    print("".join(f"{peer:>9} {'difference':15}" for peer in ("TF-IDF", "LSI", "BM25 MLT")))
    for name in [one for one in sys.argv[1:] if not one.startswith("-")] or SETS:
        measure(name)


if __name__ == "__main__":
    main()
