"""What one-word names find in real articles: ``python -m benchmarks.names``.

An article has a name if a listed form of it is one of its words, in Latin script with a capital. Precision is
the share of the found articles that have the name, precision of the 50 newest the same of these, recall the
share of the articles with the name that are found; means over names. Articles of all languages of the script
are searched. Matching is that of the engines: the terms of articles against the terms of the planned query.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from analyzers import LANGUAGES, LANGUAGES_OF_SCRIPT
from analyzers.fold import fold_word
from analyzers.names import names_of
from benchmarks.names.gold import forms, half, names
from engines.port.terms import Best, Bool, Lookup, TermNode, leaves
from search.alternatives import alternatives_node, token_graph
from search.documents import analyze
from search.ranking import DEFAULT_WEIGHTS

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "articles" / "articles-20k.jsonl.gz"
NEWEST = 50
LEAST_ARTICLES = 3


@dataclass(frozen=True)
class Article:
    """``number`` says how new an article is within the data set: a later one is newer."""

    number: int
    language: str
    text: str


@dataclass(frozen=True)
class Measured:
    """Means over names, from 0 to 1."""

    names: int
    precision: float
    newest: float
    recall: float


def read(languages: Sequence[str], every: int) -> Iterator[Article]:
    """Every n-th article of some languages, the oldest first where dates are known."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        rows = [row for line in file if (row := json.loads(line))["lang"] in languages]
    rows.sort(key=lambda row: (row.get("date") or "", row["id"]))
    for number, row in enumerate(rows):
        if number % every == 0:
            yield Article(number, row["lang"], f"{row['title']}\n{row['body']}")


def measure(
    language: str, names: Sequence[str], every: int = 1
) -> tuple[Measured, list[tuple[str, float, float]]]:
    """The measures of names, and of each name its precision and recall. Rare names are left out."""
    plans = {name: _plan(name) for name in names}
    wanted = {
        leaf.term
        for nodes in plans.values()
        for node in nodes
        for leaf in leaves(node)
        if isinstance(leaf, Lookup)
    }
    languages = LANGUAGES_OF_SCRIPT[LANGUAGES[language].script]
    by_form = {code: _by_form(names, language, code) for code in languages}
    found: defaultdict[str, set[int]] = defaultdict(set)
    right: defaultdict[str, set[int]] = defaultdict(set)
    for article in read(languages, every):
        for token, terms in analyze(article.text, article.language):
            for term in wanted.intersection(terms.terms):
                found[term].add(article.number)
            if LANGUAGES[language].script != "latin" or token.text[:1].isupper():
                for name in by_form[article.language].get(token.exact, ()):
                    right[name].add(article.number)
    rows = [
        (name, set.intersection(*(_matching(node, found) for node in plans[name])), right[name])
        for name in names
        if len(right[name]) >= LEAST_ARTICLES
    ]
    each = [(name, _share(got & there, got), _share(got & there, there)) for name, got, there in rows]
    newest = [
        _share(set(sorted(got)[-NEWEST:]) & there, set(sorted(got)[-NEWEST:])) for _, got, there in rows
    ]
    return Measured(
        len(rows), fmean(p for _, p, _ in each), fmean(newest), fmean(r for _, _, r in each)
    ), each


def _plan(name: str) -> list[TermNode]:
    graph = token_graph(name)
    return [alternatives_node(part, "text", DEFAULT_WEIGHTS, exact=False) for part in graph]


def _by_form(names: Sequence[str], language: str, code: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for form in forms(name, language, code):
            found[form].append(name)
    return found


def _matching(node: TermNode, found: dict[str, set[int]]) -> set[int]:
    if isinstance(node, Lookup):
        return found.get(node.term, set())
    if isinstance(node, Best):
        return set().union(*(_matching(child, found) for child in node.nodes))
    if isinstance(node, Bool) and node.must:
        return set.intersection(*(_matching(child, found) for child in node.must))
    return (
        set().union(*(_matching(child, found) for child in node.should)) if isinstance(node, Bool) else set()
    )


def _share(part: set[int], whole: set[int]) -> float:
    return len(part) / len(whole) if whole else 0.0


def unlisted(language: str) -> list[str]:
    """The names of both halves that the analyzer has in no list."""
    known = names_of(language)
    return [name for name in names(language) if fold_word(name) not in known]


def _sets(language: str, only_unlisted: bool) -> list[tuple[str, list[str]]]:
    if only_unlisted:
        return [("unlisted", unlisted(language))]
    return [("development", half(language, 0)), ("test", half(language, 1))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=list(LANGUAGES), action="append", help="only these languages")
    parser.add_argument("--every", type=int, default=1, help="measure on every n-th article")
    parser.add_argument(
        "--worst", type=int, default=0, help="print so many of the worst names of the first half"
    )
    parser.add_argument("--unlisted", action="store_true", help="only names that are in no list")
    options = parser.parse_args()
    for language in options.language or LANGUAGES:
        for title, chosen in _sets(language, options.unlisted):
            measured, each = measure(language, chosen, options.every)
            print(
                f"{language} {title:<12} {measured.names:4} names  precision {measured.precision:.3f}"
                f"  of the {NEWEST} newest {measured.newest:.3f}  recall {measured.recall:.3f}",
                flush=True,
            )
            for name, precision, recall in sorted(each, key=lambda row: row[1])[
                : options.worst * (title != "test")
            ]:
                print(f"    {name}  precision {precision:.2f}  recall {recall:.2f}")


if __name__ == "__main__":
    main()
