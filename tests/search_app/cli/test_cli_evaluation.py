import json

import pytest
from cli_support import fehrest, one, one_line_error


def lines(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n\n")
    return path


@pytest.fixture
def docs(tmp_path):
    return lines(
        tmp_path / "docs.jsonl",
        {"id": "a", "title": "The old bridge", "text": "Masons mend the bridge."},
        {"id": "b", "title": "A library", "text": "Books and readers."},
        {"id": 3, "title": None, "text": "The plum harvest was good."},
    )


@pytest.fixture
def queries(tmp_path):
    return lines(
        tmp_path / "queries.jsonl",
        {"id": "q1", "query": "bridges masons", "relevant": ["a"]},
        {"id": "q2", "query": "harvest", "relevant": [3]},
        {"id": "q3", "query": "library", "relevant": ["a"]},
    )


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_tiny_set(docs, queries, tmp_path, engine):
    run = tmp_path / "run.txt"
    found = one(
        fehrest("evaluate", "--docs", docs, "--queries", queries, "--lang", "en", "--run-file", run,
                "--engine", engine)
    )  # fmt: skip
    assert found["queries"] == 3
    assert found["ndcg@10"] == found["mrr@10"] == found["recall@100"] == pytest.approx(2 / 3, abs=1e-4)
    fields = [line.split() for line in run.read_text().splitlines()]
    assert [(f[0], f[1], f[2], f[3], f[5]) for f in fields] == [
        ("q1", "Q0", "a", "1", "fehrest"),
        ("q2", "Q0", "3", "1", "fehrest"),
        ("q3", "Q0", "b", "1", "fehrest"),
    ]
    assert all(float(f[4]) > 0 for f in fields)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("not json", "queries.jsonl:1 is no JSON"),
        ("[]", "not an object with id, query, relevant"),
        ({"id": "q", "relevant": []}, "not an object with id, query, relevant"),
        ({"id": "q", "query": "x"}, "not an object with id, query, relevant"),
        ({"id": "q", "query": "x", "relevant": "a"}, "not a list of ids"),
    ],
)
def test_queries_that_cannot_be_used(docs, tmp_path, row, message):
    queries = lines(tmp_path / "queries.jsonl", row)
    result = fehrest("evaluate", "--docs", docs, "--queries", queries, "--lang", "en")
    assert message in one_line_error(result)


def test_documents_that_cannot_be_used(queries, tmp_path):
    def error(docs):
        return one_line_error(fehrest("evaluate", "--docs", docs, "--queries", queries, "--lang", "en"))

    assert "cannot be read" in error(tmp_path / "nowhere.jsonl")
    assert "not an object with id" in error(lines(tmp_path / "docs.jsonl", {"title": "x"}))
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "\xe9"}\n')
    assert "not in UTF-8" in error(tmp_path / "latin.jsonl")


def test_a_run_that_cannot_be_written(docs, queries, tmp_path):
    result = fehrest(
        "evaluate",
        "--docs",
        docs,
        "--queries",
        queries,
        "--lang",
        "en",
        "--run-file",
        tmp_path / "no" / "run",
    )
    assert "cannot be written" in one_line_error(result)
