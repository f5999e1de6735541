"""Compares quality and speed of extraction with trafilatura, on public pages with full-text gold.

Run ``python -m benchmarks.extraction [folder]``. The folder (default ``../shared/data/extraction``) contains
``<set>.tar.zst`` with ``gold.json`` and ``html/``. The measure is that of the article extraction benchmark:
shingles of four tokens, precision and recall of each page averaged over pages, and the F1 of both.

The systems take turns over the whole set, and the best time of each page counts, so that neither pays for the
other's start or for the load of the machine. trafilatura is asked for the text only.
"""

import argparse
import io
import json
import re
import statistics
import sys
import tarfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from indexer.article import Article, RawDocument
from indexer.extraction import ExtractionError, extract

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "extraction"
SETS = ("scrapinghub", "naeb-a")
_TOKEN = re.compile(r"\w+")
_SHINGLE = 4

Gold = dict[str, dict[str, Any]]
Score = tuple[float, float]
System = Callable[["Page"], Article | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a set with its gold."""

    key: str
    content: bytes
    gold: dict[str, Any]

    @property
    def wordpress(self) -> bool:
        return bool(self.gold.get("wordpress"))

    @property
    def raw(self) -> RawDocument:
        return RawDocument(self.content, self.key, self.gold.get("url"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a system extracted from a set: scores and CPU seconds by page."""

    scores: dict[str, Score]
    seconds: dict[str, float]
    articles: dict[str, Article]

    def f1(self, keys: list[str]) -> tuple[float, float, float]:
        precision = statistics.mean(self.scores[key][0] for key in keys)
        recall = statistics.mean(self.scores[key][1] for key in keys)
        total = precision + recall
        return (2 * precision * recall / total if total else 0.0), precision, recall

    def speed(self, keys: list[str]) -> float:
        return len(keys) / sum(self.seconds[key] for key in keys)


def load(path: Path) -> list[Page]:
    """The pages in a ``.tar.zst`` archive, read into memory."""
    files = {
        name.split("/", 1)[1]: data for name, data in _members(path) if "/html/" in name or "gold" in name
    }
    gold: Gold = json.loads(files["gold.json"])
    return [Page(key, files[entry["file"]], entry) for key, entry in gold.items()]


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    import zstandard

    with (
        path.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as stream,
        tarfile.open(fileobj=io.BufferedReader(stream), mode="r|") as archive,
    ):
        for member in archive:
            handle = archive.extractfile(member) if member.isfile() else None
            if handle:
                yield member.name.removeprefix("./"), handle.read()


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four tokens occurs in ``text``. A shorter text is one run."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    starts = range(max(1, len(tokens) - _SHINGLE + 1))
    return Counter(tuple(tokens[start : start + _SHINGLE]) for start in starts)


def score(gold: str, found: str) -> Score:
    """Precision and recall of the shingles of ``found``."""
    expected, actual = shingles(gold), shingles(found)
    common = sum((expected & actual).values())
    precision = common / sum(actual.values()) if actual else float(not expected)
    recall = common / sum(expected.values()) if expected else float(not actual)
    return precision, recall


def ours(captions: bool) -> System:
    def read(page: Page) -> Article | None:
        try:
            articles = extract(page.raw, captions=captions).articles
        except ExtractionError:
            return None
        return articles[0] if articles else None

    return read


def theirs(page: Page) -> Article | None:
    text = trafilatura.extract(page.content, include_comments=False)
    return Article(title="", body=text) if text else None


def run(pages: list[Page], system: System) -> Outcome:
    """The result of a system on each page, read once."""
    outcome = Outcome({}, {}, {})
    for page in pages:
        start = time.process_time()
        article = system(page)
        outcome.seconds[page.key] = time.process_time() - start
        outcome.scores[page.key] = score(page.gold["articleBody"], article.body if article else "")
        if article:
            outcome.articles[page.key] = article
    return outcome


def take_turns(pages: list[Page], systems: dict[str, System], rounds: int) -> dict[str, Outcome]:
    """The result of each system on each page, with its best time in ``rounds`` turns over the whole set."""
    outcomes = {name: run(pages, system) for name, system in systems.items()}
    for _ in range(rounds - 1):
        for name, system in systems.items():
            best = outcomes[name].seconds
            for key, seconds in run(pages, system).seconds.items():
                best[key] = min(best[key], seconds)
    return outcomes


def fields(pages: list[Page], outcome: Outcome) -> dict[str, tuple[int, int]]:
    """How many titles, dates and author lists equal the gold, and how many the gold has."""
    counts: dict[str, list[bool]] = {"title": [], "date": [], "authors": []}
    for page in pages:
        article = outcome.articles.get(page.key)
        gold = page.gold
        if gold.get("title"):
            counts["title"].append(article is not None and plain(article.title) == plain(gold["title"]))
        if gold.get("date") and gold["date"] != "NaT":
            found = article.date.date().isoformat() if article and article.date else None
            counts["date"].append(found == gold["date"])
        if gold.get("authors"):
            names = {plain(name) for name in re.split(r"[,;]", gold["authors"])}
            counts["authors"].append({plain(name) for name in article.authors} == names if article else False)
    return {name: (sum(hits), len(hits)) for name, hits in counts.items() if hits}


def plain(text: str) -> str:
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def report(name: str, pages: list[Page], captions: bool, rounds: int) -> None:
    groups = {"all": [p.key for p in pages], "WordPress": [p.key for p in pages if p.wordpress]}
    outcomes = take_turns(pages, {"fehrest": ours(captions), "trafilatura": theirs}, rounds)
    for group, keys in groups.items():
        for system, outcome in outcomes.items():
            f1, precision, recall = outcome.f1(keys)
            print(
                f"{name:12} {group:10} {len(keys):4} pages  {system:12} F1 {f1:.4f}  "
                f"precision {precision:.4f}  recall {recall:.4f}  {outcome.speed(keys):7.1f} pages/s of CPU"
            )
        faster = outcomes["fehrest"].speed(keys) / outcomes["trafilatura"].speed(keys)
        print(f"{name:12} {group:10} {faster:.1f} times the pages/s of trafilatura")
    for field, (hits, total) in fields(pages, outcomes["fehrest"]).items():
        print(f"{name:12} {field:10} {hits} of {total} as in the gold ({hits / total:.3f})")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument(
        "--captions", action="store_true", help="keep captions, which the gold does not contain"
    )
    parser.add_argument("--rounds", type=int, default=3, help="turns per system; the best times count")
    options = parser.parse_args(arguments)
    found = [
        options.folder / f"{name}.tar.zst" for name in SETS if (options.folder / f"{name}.tar.zst").is_file()
    ]
    if not found:
        print(f"No sets in {options.folder}: name the folder that contains them.", file=sys.stderr)
        return 1
    for path in found:
        report(path.name.split(".")[0], load(path), options.captions, max(1, options.rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
