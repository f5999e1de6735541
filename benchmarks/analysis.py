"""Compares the language analysis with other stemmers: ``python -m benchmarks.analysis``.

Recall is the share of same-lemma pairs of forms that share a stem, averaged over lemmas with at least two
forms. Precision is the share of pairs with a common stem that really share a lemma. Also measures tokens per
second on articles, and the load time and memory of a new process with compiled lexicons. Data is read from a
folder next to the checkout; missing data is named.
"""

import argparse
import gzip
import importlib
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from analyzers import LANGUAGES, get_analyzer
from analyzers.fold import fold_word

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
GOLD = {
    "en": "ud-en-lemmas.jsonl",
    "fa": "ud-fa-lemmas.jsonl",
    "ar": "ud-ar-surface-lemmas.jsonl",
    "sq": "ud-sq-lemmas.jsonl",
}
Stems = Callable[[str], Iterable[str]]
Group = dict[str, Any]


def conflation(groups: list[Group], stems: Stems) -> tuple[float, float]:
    """Recall and precision, in percent, of a function that maps a form to its stems."""
    forms = {form for group in groups for form in group["forms"]}
    found = {form: frozenset(stems(form)) for form in forms}
    lemmas: defaultdict[str, set[str]] = defaultdict(set)
    shares: list[float] = []
    for group in groups:
        for form in group["forms"]:
            lemmas[form].add(group["lemma"].lower())
        pairs = list(combinations(sorted(set(group["forms"])), 2))
        if pairs:
            shares.append(sum(bool(found[one] & found[other]) for one, other in pairs) / len(pairs))
    merged = merged_pairs(found)
    right = sum(bool(lemmas[one] & lemmas[other]) for one, other in merged)
    return 100 * sum(shares) / max(1, len(shares)), 100 * right / max(1, len(merged))


def merged_pairs(found: dict[str, frozenset[str]]) -> set[tuple[str, str]]:
    """All pairs of different forms that share a stem."""
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(found):
        for stem in found[form]:
            by_stem[stem].append(form)
    return {pair for forms in by_stem.values() for pair in combinations(forms, 2)}


def read_groups(language: str) -> list[Group] | None:
    """The gold groups of a language; None if the data is missing."""
    path = DATA / "analysis" / GOLD[language]
    if not path.is_file():
        return None
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ours(language: str) -> Stems:
    """The stems of the first position of a form, as an engine indexes them. A compound counts as a whole."""
    analyzer = get_analyzer(language)

    def stems(form: str) -> Iterable[str]:
        tokens = analyzer.analyze(form)
        return tokens[0].stems if len(tokens) == 1 else analyzer.stems(fold_word(form))

    return stems


def peers(language: str) -> dict[str, Callable[[], Stems]]:
    """Other stemmers of a language, by name. Each is imported only when it is measured."""
    found: dict[str, Callable[[], Stems]] = {"fold only": lambda: lambda form: [fold_word(form)]}
    algorithm = {"en": "english", "fa": "persian", "ar": "arabic"}.get(language)
    if algorithm:
        found["PyStemmer"] = lambda: _pystemmer(algorithm)
    found["simplemma"] = lambda: _simplemma(language)
    if language == "fa":
        found["hazm Stemmer"] = lambda: _hazm("Stemmer", "stem")
        found["hazm Lemmatizer"] = lambda: _hazm("Lemmatizer", "lemmatize")
    return found


def _pystemmer(algorithm: str) -> Stems:
    stem = importlib.import_module("Stemmer").Stemmer(algorithm).stemWord
    return lambda form: [fold_word(stem(form.lower()))]


def _simplemma(language: str) -> Stems:
    lemmatize = importlib.import_module("simplemma").lemmatize
    return lambda form: [fold_word(lemmatize(form, lang=language))]


def _hazm(name: str, method: str) -> Stems:
    stem = getattr(getattr(importlib.import_module("hazm"), name)(), method)
    return lambda form: [fold_word(stem(form))]


def print_conflation(language: str) -> None:
    groups = read_groups(language)
    if groups is None:
        print(f"{language}: gold data {GOLD[language]} is missing, nothing measured")
        return
    print(f"{language}: {GOLD[language]}, {len(groups)} lemmas")
    _print_row("Fehrest", conflation(groups, ours(language)))
    for name, load in peers(language).items():
        try:
            stems = load()
        except (ImportError, KeyError, LookupError) as problem:
            print(f"  {name:<18} missing: {problem}")
            continue
        _print_row(name, conflation(groups, stems))


def _print_row(name: str, measure: tuple[float, float]) -> None:
    print(f"  {name:<18} recall {measure[0]:5.1f}   precision {measure[1]:5.1f}")


@cache
def articles() -> dict[str, list[str]]:
    """Titles and bodies by language; empty if the data is missing."""
    path = DATA / "articles" / "articles-20k.jsonl.gz"
    texts: dict[str, list[str]] = {}
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                texts.setdefault(record["lang"], []).append(f"{record['title']}\n{record['body']}")
    return texts


def print_speed(language: str, limit: int) -> None:
    texts = articles().get(language, [])[:limit]
    if not texts:
        print(f"{language}: articles are missing, speed not measured")
        return
    analyze = get_analyzer(language).analyze
    began = time.process_time()
    count = sum(len(analyze(text)) for text in texts)
    seconds = time.process_time() - began
    print(f"{language}: {len(texts)} articles, {count} tokens, {count / seconds:,.0f} tokens/s from cold")


FRESH = """
import time
began = time.perf_counter()
import analyzers
imported = time.perf_counter()
for code in analyzers.LANGUAGES:
    analyzers.get_analyzer(code)
loaded = time.perf_counter()
import resource
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"import {imported - began:.3f} s, all analyzers {loaded - imported:.3f} s, peak RSS {peak} MB")
"""


def print_load() -> None:
    """Load twice in new processes: the first one may still have to compile."""
    for name in ("first process", "warm cache"):
        done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
        print(f"{name}: {done.stdout.strip()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=list(LANGUAGES), action="append", help="only these languages")
    parser.add_argument("--articles", type=int, default=3000, help="articles per language for the speed")
    options = parser.parse_args()
    print_load()
    for language in options.language or LANGUAGES:
        print_conflation(language)
        print_speed(language, options.articles)


if __name__ == "__main__":
    main()
