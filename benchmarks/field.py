"""Small inputs that failed in real use: which cases pass, by kind.

``python -m benchmarks.field [KIND…]`` reads ``../shared/data/field/ingestion/cases.jsonl``, runs each case in
a separate archive, and prints the cases that fail.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from analyzers import FehrestError
from engines.registry import open_store
from indexer.archive import Archive
from indexer.extraction_pool import ExtractionPool
from indexer.indexing import rebuild_index
from indexer.ingest import ingest
from indexer.progress import SilentProgress
from indexer.sources import Failure, Skipped, open_source
from search.model import SearchRequest
from search.searcher import Searcher

DATA = Path(__file__).parents[2] / "shared" / "data" / "field" / "ingestion"
_QUOTES = str.maketrans("‘’‛′`´“”„«»", "''''''\"\"\"\"\"")

Article = dict[str, Any]


def cases(*kinds: str) -> Iterator[dict[str, Any]]:
    """The cases of some kinds, or all."""
    for line in (DATA / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        if not kinds or case["kind"] in kinds:
            yield case


def problems(case: dict[str, Any]) -> list[str]:
    """The failures of a case; [] if it passes."""
    files = [DATA / name for name in case["files"]]
    expect = case["expect"]
    with tempfile.TemporaryDirectory() as folder:
        try:
            if case["command"] == "extract":
                found = _extracted(files)
            else:
                steps = [[file] for file in files] if case.get("one_by_one") else [files]
                found = _ingested(steps, Path(folder))
        except FehrestError as error:
            found = []
            if expect.get("count", 1) != 0:
                return [f"error: {error.message}"]
        wrong = [] if _fits_count(expect, found) else [f"{len(found)} articles, not {expect['count']}"]
        wrong += [w for s in expect.get("search", ()) for w in _search(s, Path(folder))]
    left = list(found)
    for wanted in expect.get("articles", ()):
        wrong += _match(wanted, left)
    return wrong


def _fits_count(expect: dict[str, Any], found: list[Article]) -> bool:
    count = expect.get("count")
    return count is None or len(found) in (count if isinstance(count, list) else [count])


def _extracted(files: list[Path]) -> list[Article]:
    records = (record for file in files for record in open_source(file, timezone=UTC).records())
    with ExtractionPool(UTC, workers=1) as pool:
        found = [extracted for _, extracted in pool(records)]
    articles = (a for u in found if not isinstance(u, Failure | Skipped) for a in u)
    return [_row(article, article.file) for article in articles]


def _row(article: Any, file: str) -> Article:
    return {
        "title": article.title,
        "body": article.body,
        "language": article.language,
        "url": article.url or "",
        "authors": list(article.authors),
        "tags": list(article.tags),
        "categories": [list(path) for path in article.categories],
        "date": article.date.isoformat() if article.date else None,
        "file": file,
    }


def _ingested(steps: list[list[Path]], folder: Path) -> list[Article]:
    with Archive(folder / "archive.sqlite3") as archive:
        for files in steps:
            ingest(files, archive, timezone=UTC, progress=SilentProgress())
        rebuild_index(archive, open_store("tantivy", folder), timezone=UTC, progress=SilentProgress())
        return [_row(found.article, "") for found in archive.changes() if found.article]


def _search(wanted: dict[str, Any], folder: Path) -> Iterator[str]:
    engine = open_store("tantivy", folder).open()
    try:
        result = Searcher(engine).search(SearchRequest(wanted["query"], collapse=False))
    finally:
        engine.close()
    total = 0 if result.partial else result.total
    if total != wanted["total"]:
        yield f"{wanted['query']} finds {total}, not {wanted['total']}"


def _plain(value: object) -> str:
    return " ".join(str(value).translate(_QUOTES).split())


def _match(wanted: dict[str, Any], left: list[Article]) -> list[str]:
    """What the most similar article lacks. That article is removed from ``left``."""
    pool = [a for a in left if _meant(wanted, a)]
    if not pool:
        return [f"no article with {wanted.get('find') or wanted.get('file') or 'anything'}"]
    best = min(pool, key=lambda article: len(_wrong(wanted, article)))
    left.remove(best)
    return _wrong(wanted, best)


def _meant(wanted: dict[str, Any], article: Article) -> bool:
    text = _plain(" ".join((article["title"], article["body"], article["url"])))
    return _plain(wanted.get("find", "")) in text and wanted.get("file", "") in article["file"]


def _wrong(wanted: dict[str, Any], article: Article) -> list[str]:
    return [message for key, value in wanted.items() for message in _check(key, value, article)]


def _check(key: str, value: Any, article: Article) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    match key:
        case "title" | "language" | "url":
            good = _plain(article[key]) == _plain(value)
        case "authors" | "tags":
            good = [_plain(v).casefold() for v in article[key]] == [_plain(v).casefold() for v in values]
        case "categories":
            good = article[key] == value
        case "date":
            good = any(
                article["date"] is None if v is None else (article["date"] or "").startswith(v)
                for v in values
            )
        case "title_has" | "body_contains":
            good = all(_plain(v) in _plain(article[key.split("_")[0]]) for v in values)
        case "title_lacks" | "body_lacks":
            good = not any(_plain(v) in _plain(article[key.split("_")[0]]) for v in values)
        case "authors_lack":
            good = not any(v in article["authors"] for v in values)
        case "lines":
            lines = "\n".join(map(_plain, article["body"].splitlines()))
            good = "\n".join(map(_plain, values)) in re.sub(r"\n+", "\n", lines)
        case _:
            good = True
    if not good:
        shown = article.get(key.split("_")[0], article["body"])
        yield f"{key}: wanted {str(value)[:150]!r}, found {str(shown)[:150]!r}"


def main() -> None:
    """Run the cases and print the failures."""
    good, total = Counter[str](), Counter[str]()
    for case in cases(*sys.argv[1:]):
        wrong = problems(case)
        total[case["kind"]] += 1
        good[case["kind"]] += not wrong
        for message in wrong:
            print(f"  {case['case']}: {message}")
    for kind in total:
        print(f"{kind:20} {good[kind]:3} of {total[kind]}")
    print(f"{'all':20} {good.total():3} of {total.total()}")


if __name__ == "__main__":
    main()
