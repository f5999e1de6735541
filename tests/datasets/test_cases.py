"""What readers type, as cases: every query in ``<language>/cases.json`` on every engine.

A case lists the articles in ``documents.json`` that its query finds, in any order or, with ``"order": true``,
in this one. ``"partial": true`` is for a query with words that no article contains together.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analyzers import LANGUAGES
from engines.port.model import Document
from engines.registry import open_store
from search.documents import index_document
from search.model import SearchRequest
from search.searcher import Searcher
from tests.every_engine import EVERY_ENGINE, ready

FOLDER = Path(__file__).parent
AT_LEAST = 40
"""Minimum number of cases per language."""


def read(language: str, name: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / language / name).read_text("utf-8"))


WRITTEN = [language for language in LANGUAGES if (FOLDER / language / "cases.json").is_file()]
CASES = [(language, case) for language in WRITTEN for case in read(language, "cases.json")]


def document(row: dict[str, Any], language: str) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        language=row.get("language", language),
        authors=tuple(row.get("authors", ())),
        categories=tuple(tuple(path) for path in row.get("categories", ())),
        tags=tuple(row.get("tags", ())),
        source=row.get("source"),
        date=datetime.fromisoformat(row["date"]) if "date" in row else None,
    )


@pytest.fixture(scope="module")
def searchers(request, tmp_path_factory):
    """The searcher of an engine and a language; its index is created once."""
    made = {}
    engines = []

    def searcher(name: str, language: str) -> Searcher:
        if (name, language) not in made:
            engine = open_store(ready(request, name), tmp_path_factory.mktemp(f"{name}-{language}")).create()
            engine.add(
                index_document(document(row, language), UTC) for row in read(language, "documents.json")
            )
            engine.commit(1)
            engines.append(engine)
            made[name, language] = Searcher(engine)
        return made[name, language]

    yield searcher
    for engine in engines:
        engine.close()


@pytest.mark.parametrize("name", EVERY_ENGINE)
@pytest.mark.parametrize(
    ("language", "case"), CASES, ids=[f"{language}-{case['comment']}" for language, case in CASES]
)
def test_case(searchers, name: str, language: str, case: dict[str, Any]) -> None:
    result = searchers(name, language).search(SearchRequest(case["query"], size=100))
    found = [hit.document.id for hit in result.hits]
    told = f"{case['comment']}: {case['query']!r} should find {case['expected']}, and found {found}"
    if case.get("order"):
        assert found == case["expected"], told
    else:
        assert sorted(found) == sorted(case["expected"]), told
    assert result.partial is case.get("partial", False), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_data_set_is_complete(language: str) -> None:
    assert language in WRITTEN, f"Write {language}/documents.json and {language}/cases.json beside this file"
    cases = read(language, "cases.json")
    ids = [row["id"] for row in read(language, "documents.json")]
    assert len(cases) >= AT_LEAST
    assert len(set(ids)) == len(ids)
    for case in cases:
        assert {"comment", "kind", "query", "expected"} <= case.keys() <= {
            "comment", "kind", "query", "expected", "order", "partial",
        }, case  # fmt: skip
        assert set(case["expected"]) <= set(ids), case
    assert len({(case["query"], case["comment"]) for case in cases}) == len(cases)
