import pytest
from cli_support import fehrest, one, one_line_error, rows

TEXT = "The ferry that crosses the bay has a new bell, cast in the old foundry by the harbour. " * 8
OTHER = "At noon the ferry rings it, and the herons on the far bank have learned to fly up at the sound. " * 8


@pytest.fixture
def data(tmp_path):
    source = tmp_path / "articles.jsonl"
    source.write_text(
        "".join(
            f'{{"id": "{name}", "title": "A bell for the ferry", "body": "{body}", "language": "en"}}\n'
            for name, body in (("first", TEXT), ("second", TEXT), ("third", OTHER))
        )
    )
    assert fehrest("--data", tmp_path, "ingest", source).exit_code == 0
    return tmp_path


def total(data):
    return one(fehrest("--data", data, "search", "--json", "ferry"))["total"]


def ids(data):
    found = rows(fehrest("--data", data, "stories", "--json"))
    return [[member["id"] for member in story["members"]] for story in found]


def test_stories_are_listed_and_counted(data):
    assert (ids(data), total(data)) == ([["first", "second"]], 2)
    assert "second  A bell for the ferry" in fehrest("--data", data, "stories").stdout
    status = one(fehrest("--data", data, "status", "--json"))
    assert (status["stories"], status["archived"], status["up_to_date"]) == (2, 3, True)


def test_an_editor_parts_joins_and_forgets(data):
    assert "2 articles" in fehrest("--data", data, "stories", "--part", "first", "second").stdout
    assert (ids(data), total(data)) == ([], 3)
    assert fehrest("--data", data, "stories", "--join", "first", "third").exit_code == 0
    assert (ids(data), total(data)) == ([["first", "third"]], 2)
    fehrest("--data", data, "stories", "--forget", "first", "third")
    fehrest("--data", data, "stories", "--forget", "second", "first")
    assert (ids(data), total(data)) == ([["first", "second"]], 2)


def test_wrong_calls(data, tmp_path):
    assert "no article" in one_line_error(fehrest("--data", data, "stories", "--join", "first", "nobody"))
    assert fehrest("--data", data, "stories", "--json", "--join", "first", "second").exit_code == 2
    assert "fehrest ingest" in one_line_error(fehrest("--data", tmp_path / "none", "stories"))
