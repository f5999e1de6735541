"""``fehrest evaluate``: measures the ranking on a set of documents, queries and judgements."""

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from analyzers import LANGUAGES, FehrestError
from engines.port.engine import SearchEngine
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.evaluation import Measures, Run, measure, run_lines
from search.model import Match, SearchRequest
from search.searcher import Searcher
from search_app.cli.main import ENGINE_HELP, print_json, settings_of

_DEPTH = 100


class BadSetError(FehrestError):
    """A file of documents or queries cannot be used."""

    status = 400
    code = "bad-set"


@click.command()
@click.option("--docs", required=True, type=click.Path(path_type=Path), help="JSON lines: id, title, text.")
@click.option(
    "--queries", required=True, type=click.Path(path_type=Path), help="JSON lines: id, query, relevant."
)
@click.option("--lang", required=True, type=click.Choice([*LANGUAGES]), help="Language of the documents.")
@click.option("--run-file", type=click.Path(path_type=Path), help="Write a TREC run to this file.")
@click.option("--engine", help=ENGINE_HELP)
@click.pass_context
def evaluate(
    context: click.Context, /, docs: Path, queries: Path, lang: str, run_file: Path | None, engine: str | None
) -> None:
    """Index DOCS in a temporary folder, run QUERIES, and print nDCG@10, MRR@10 and recall@100 as JSON.

    A hit needs only one word of a query, so that there are a hundred hits to judge.
    """
    name = settings_of(context, engine=engine).engine
    with tempfile.TemporaryDirectory(prefix="fehrest-") as folder:
        store = open_store(name, Path(folder))
        index = store.create()
        index.add(index_document(_document(row, lang), UTC) for row in _rows(docs, "id"))
        index.commit(1)
        judgements = {str(row["id"]): row for row in _rows(queries, "id", "query", "relevant")}
        run = {id_: ask(index, str(row["query"])) for id_, row in judgements.items()}
        index.close()
    measures = measure(run, {id_: frozenset(map(str, row["relevant"])) for id_, row in judgements.items()})
    if run_file:
        _write_run(run_file, run)
    print_json(measures_json(measures))


def measures_json(measures: Measures) -> dict[str, Any]:
    """The measures as JSON, under the names used in papers."""
    return {
        "queries": measures.queries,
        "ndcg@10": round(measures.ndcg_10, 4),
        "mrr@10": round(measures.mrr_10, 4),
        "recall@100": round(measures.recall_100, 4),
        "ndcg@10_interval": round(measures.interval, 4),
    }


def ask(engine: SearchEngine, text: str) -> list[tuple[str, float]]:
    """Ids and scores of the first hundred hits."""
    return Searcher(engine).rank(SearchRequest(text, size=_DEPTH, match=Match.ANY))


def _document(row: dict[str, Any], language: str) -> Document:
    return Document(
        id=str(row["id"]),
        title=str(row.get("title") or ""),
        body=str(row.get("text") or ""),
        language=language,
    )


def _write_run(path: Path, run: Run) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in run_lines(run)), "utf-8", "replace")
    except OSError as error:
        raise BadSetError(f"The run {path} cannot be written: {error.strerror}") from error


def _rows(path: Path, *names: str) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _row(path, number, line, names)
    except OSError as error:
        raise BadSetError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadSetError(f"{path} is not in UTF-8") from error


def _row(path: Path, number: int, line: str, names: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadSetError(f"{path}:{number} is no JSON: {error}") from error
    if not isinstance(row, dict) or not all(name in row for name in names):
        raise BadSetError(f"{path}:{number} is not an object with {', '.join(names)}")
    if not isinstance(row.get("relevant", []), list):
        raise BadSetError(f"{path}:{number}: 'relevant' is not a list of ids")
    return row
