import json

import pytest
from cli_support import fehrest, one_line_error, rows

STORIES = [
    {"id": "gazette", "title": "The gazette of the quay", "body": "Rowers print a gazette."},
    {"id": "newspaper", "title": "A newspaper for rowers", "body": "It is a thick newspaper."},
    {"id": "quay", "title": "The quay", "body": "The quay is wide."},
]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(json.dumps(story | {"language": "en"}) for story in STORIES))
    folder = tmp_path / "data"
    assert fehrest("--data", folder, "ingest", path).exit_code == 0
    return folder


@pytest.fixture
def queries(tmp_path):
    path = tmp_path / "queries.txt"
    path.write_text("\ufeffquay\n\nrowers\nquay\nnothing of it\n", "utf-8")
    return path


def generations(data):
    return sorted(path.name for path in (data / "tantivy").iterdir() if path.is_dir())


def current(data):
    return (data / "tantivy" / "current").read_text()


def test_a_preview_shows_what_changes_and_swaps_nothing(data, queries):
    before = generations(data), current(data)
    result = fehrest("--data", data, "reindex", "--preview", queries)
    assert result.exit_code == 0, result.output
    assert "0 of 3 queries change" in result.stdout
    assert "discarded" in result.stdout
    assert (generations(data), current(data)) == before


def test_a_preview_names_articles_that_are_gained_lost_and_moved(data, queries):
    update = {
        "id": "quay",
        "title": "The bench",
        "body": "The bench is wide. Rowers sit there.",
        "language": "en",
    }
    (data / "more.jsonl").write_text(json.dumps(update))
    old = current(data).split()[0]
    fehrest("--data", data, "--engine", "whoosh", "ingest", data / "more.jsonl")
    found = {
        row["query"]: row for row in rows(fehrest("--data", data, "reindex", "--preview", queries, "--json"))
    }
    assert current(data).split()[0] == old
    assert [found["quay"][key] for key in ("total_before", "total_after")] == [2, 1]
    assert [place["id"] for place in found["quay"]["lost"]] == ["quay"]
    assert [place["id"] for place in found["rowers"]["gained"]] == ["quay"]
    assert found["rowers"]["gained"][0]["title"] == "The bench"
    text = fehrest("--data", data, "reindex", "--preview", queries).stdout
    assert "quay: 2 -> 1 articles" in text
    assert "The quay" in text
    assert "2 of 3 queries change" in text


def test_a_preview_swaps_where_asked_to(data, queries):
    before = current(data).split()[0]
    result = fehrest("--data", data, "reindex", "--preview", queries, "--swap")
    assert "swapped in" in result.stdout
    assert current(data).split()[0] != before
    assert fehrest("--data", data, "search", "quay", "--json").exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [["--swap"], ["--json"], ["--preview", "q.txt", "--changes"], ["--preview", "q.txt", "--rollback"]],
)
def test_options_of_a_preview_alone_are_a_wrong_call(data, arguments):
    assert fehrest("--data", data, "reindex", *arguments).exit_code == 2


def test_queries_that_cannot_be_read_are_an_error(data, tmp_path):
    assert "cannot be read" in one_line_error(
        fehrest("--data", data, "reindex", "--preview", tmp_path / "none")
    )
    (tmp_path / "empty.txt").write_text("\n\n")
    assert "no queries" in one_line_error(
        fehrest("--data", data, "reindex", "--preview", tmp_path / "empty.txt")
    )


def test_a_preview_needs_an_index_to_compare_with(tmp_path, queries):
    assert "no index" in one_line_error(fehrest("--data", tmp_path / "x", "reindex", "--preview", queries))


def test_synonyms_move_queries(data, tmp_path):
    (tmp_path / "queries.txt").write_text("gazette\nquay")
    result = fehrest("--data", data, "synonyms", "check", "--queries", tmp_path / "queries.txt")
    assert result.exit_code == 0
    assert "no errors" in result.stdout
    assert "gazette: 1 -> 2 articles" in result.stdout
    assert "1 of 2 queries change" in result.stdout


def test_without_queries_the_words_of_the_files_are_asked(data, tmp_path):
    (tmp_path / "en.txt").write_text("gazette => quay\nrower, oarsman")
    found = fehrest("--data", data, "synonyms", "check", "--json", FEHREST_SYNONYMS=tmp_path)
    moved = {row["query"]: (row["total_before"], row["total_after"]) for row in rows(found)}
    assert moved["gazette"] == (1, 2)
    assert moved["oarsman"] == (0, 2)
    assert moved["rower"] == (2, 2)


def test_search_uses_the_folder_of_the_settings(data, tmp_path):
    (tmp_path / "en.txt").write_text("dock, quay")
    assert "0 articles" in fehrest("--data", data, "search", "dock").stdout
    assert "2 articles" in fehrest("--data", data, "search", "dock", FEHREST_SYNONYMS=tmp_path).stdout


def test_faults_are_printed_with_their_lines_and_exit_code_1(data, tmp_path):
    (tmp_path / "en.txt").write_text("quay, wharf\n\nalone\nquay, pier")
    result = fehrest("--data", data, "synonyms", "check", FEHREST_SYNONYMS=tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'en.txt'}:3: 'alone' has no synonyms" in result.stderr
    assert f"{tmp_path / 'en.txt'}:4: 'quay' has a group" in result.stderr
    found = rows(fehrest("--data", data, "synonyms", "check", "--json", FEHREST_SYNONYMS=tmp_path))
    assert [row["origin"].rpartition(":")[2] for row in found] == ["3", "4"]
    assert "en.txt:3" in one_line_error(fehrest("--data", data, "search", "quay", FEHREST_SYNONYMS=tmp_path))


def test_without_an_index_only_the_syntax_is_checked(tmp_path):
    result = fehrest("--data", tmp_path, "synonyms", "check")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
