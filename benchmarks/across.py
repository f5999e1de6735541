"""How well does a search find articles in other languages?  python -m benchmarks.across DATA [--sets]

DATA is a data folder with the articles of ../shared/data/articles. Prints:

- for each direction, how often a headline finds its own article's translation among the first ten hits in
  that language (any of its words, by words alone);
- how many of 400 sampled pairs of words are right (judged by hand, ``across_judged.tsv``);
- the processor time of a search with and without translations;
- with --sets, nDCG@10 within one language with the switch off and on.
"""

import argparse
import gzip
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.ranking import DATA, build, rows
from engines.port.engine import SearchEngine
from engines.registry import open_store
from search.evaluation import measure
from search.model import Match, SearchRequest
from search.searcher import Searcher
from search.translations import Translations, shipped_rows

ARTICLES = DATA.parent / "articles" / "articles-20k.jsonl.gz"
JUDGED = Path(__file__).with_name("across_judged.tsv")
SETS = ("xquad.en", "xquad.ar", "pquad-val.fa", "albnews-headline-a.sq")
WORDS = ("earthquake", "library bridge", "bank", "زلزله", "انتخابات", "مدينة", "futboll", "kryeministri")


def parallel() -> Iterator[dict[str, tuple[str, str]]]:
    """Id and headline of each language of articles that are translations of one another."""
    groups: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["source"] == "NTREX-128":
                key = row["id"].split("-", 2)[2]
                groups[key][row["lang"]] = (row["id"], row["title"])
    yield from (group for group in groups.values() if len(group) > 1)


def directions(searcher: Searcher) -> None:
    asked: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for group in parallel():
        for source, (_, headline) in group.items():
            for target, (wanted, _) in group.items():
                if source != target:
                    request = SearchRequest(
                        headline,
                        filters=(("language", (target,)),),
                        match=Match.ANY,
                        across=True,
                        collapse=False,
                        facets=(),
                        timeline=None,
                    )
                    hits = searcher.search(request).hits
                    asked[source, target].append(wanted in {hit.document.id for hit in hits})
    for (source, target), found in sorted(asked.items()):
        print(f"{source} -> {target}: {sum(found)} of {len(found)} ({sum(found) / len(found):.2f})")


def judged() -> None:
    """How many of the judged pairs are right."""
    lines = [line.split("\t") for line in JUDGED.read_text("utf-8").splitlines() if line[:1] != "#"]
    right = sum(line[-1] == "1" for line in lines)
    print(f"{right} of {len(lines)} judged pairs are right ({right / len(lines):.3f})")


def times(searcher: Searcher) -> None:
    for across in (False, True):
        taken = []
        for _ in range(6):
            for words in WORDS:
                began = time.process_time()
                searcher.search(SearchRequest(words, across=across))
                taken.append((time.process_time() - began) * 1000)
        label = "with" if across else "without"
        print(f"{label} translations: {median(taken[len(WORDS) :]):.1f} ms of processor time at the median")


def within(name: str, translations: Translations) -> None:
    queries = list(rows(DATA / f"{name}.queries.jsonl"))[:200]
    relevant = {str(row["id"]): frozenset(map(str, row["relevant"])) for row in queries}
    with tempfile.TemporaryDirectory() as folder:
        engine: SearchEngine = build(name, Path(folder))
        searcher = Searcher(engine, translations=translations)
        figures = []
        for across in (False, True):
            request = SearchRequest(size=10, match=Match.ANY, across=across)
            run = {str(row["id"]): searcher.rank(replace(request, text=row["query"])) for row in queries}
            figures.append(measure(run, relevant).ndcg_10)
        engine.close()
    print(f"{name}: nDCG@10 {figures[0]:.4f} off, {figures[1]:.4f} on")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", action="store_true")
    given = parser.parse_args()
    translations = Translations(shipped_rows())
    engine = open_store("tantivy", given.data).open()
    searcher = Searcher(engine, translations=translations)
    directions(searcher)
    judged()
    times(searcher)
    engine.close()
    for name in SETS if given.sets else ():
        within(name, translations)


if __name__ == "__main__":
    main()
