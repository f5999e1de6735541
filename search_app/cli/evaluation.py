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
from search_app.cli.main import data_option, print_json, settings_of
from search_app.events.judging import gained
from search_app.service import SearchService
from search_app.settings import Settings

_DEPTH = 100


class BadSetError(FehrestError):
    """A file of documents or queries cannot be used."""

    status = 400
    code = "bad-set"


@click.command()
@click.option(
    "--docs", type=click.Path(path_type=Path), help="JSON lines: id, title, text. Without it, your own index."
)
@click.option(
    "--queries", required=True, type=click.Path(path_type=Path), help="JSON lines: id, query, relevant."
)
@click.option("--lang", type=click.Choice([*LANGUAGES]), help="Language of the documents.")
@click.option("--run-file", type=click.Path(path_type=Path), help="Write a TREC run to this file.")
@data_option
@click.pass_context
def evaluate(
    context: click.Context,
    /,
    docs: Path | None,
    queries: Path,
    lang: str | None,
    run_file: Path | None,
    **given: object,
) -> None:
    """Index DOCS in a temporary folder, run QUERIES, and print nDCG@10, MRR@10 and recall@100 as JSON.

    A hit needs only one word of a query, so that there are a hundred hits to judge. Without DOCS the queries
    are run on your own index, with its rules and synonyms; fehrest queries judgements makes them of clicks.
    """
    settings = settings_of(context, **given)
    judgements = {str(row["id"]): row for row in _rows(queries, "id", "query", "relevant")}
    if docs is None:
        run = _own_run(settings, judgements)
    elif lang is None:
        raise click.UsageError("--docs needs --lang")
    else:
        run = _run_of(settings.engine, docs, lang, judgements)
    measures = measure(run, {id_: frozenset(map(str, row["relevant"])) for id_, row in judgements.items()})
    if run_file:
        _write_run(run_file, run)
    print_json(measures_json(measures) | _gain(run, judgements))


def _own_run(settings: Settings, judgements: dict[str, dict[str, Any]]) -> Run:
    """The hits in the index of the data folder."""
    service = SearchService(settings)
    asked = {id_: SearchRequest(str(row["query"]), size=_DEPTH, facets=()) for id_, row in judgements.items()}
    return {
        id_: [(hit.document.id, hit.score or 0.0) for hit in service.search(request).hits]
        for id_, request in asked.items()
    }


def _gain(run: Run, judgements: dict[str, dict[str, Any]]) -> dict[str, float]:
    """nDCG with the gains of judgements that have some."""
    found = [
        gained([one for one, _ in run.get(id_, ())], {str(k): float(v) for k, v in row["gains"].items()})
        for id_, row in judgements.items()
        if isinstance(row.get("gains"), dict)
    ]
    return {"gain_ndcg@10": round(sum(found) / len(found), 4)} if found else {}


def _run_of(engine: str, docs: Path, lang: str, judgements: dict[str, dict[str, Any]]) -> Run:
    """The hits in a temporary index of a file of documents."""
    with tempfile.TemporaryDirectory(prefix="fehrest-") as folder:
        store = open_store(engine, Path(folder))
        index = store.create()
        index.add(index_document(_document(row, lang), UTC) for row in _rows(docs, "id"))
        index.commit(1)
        run = {id_: ask(index, str(row["query"])) for id_, row in judgements.items()}
        index.close()
    return run


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
