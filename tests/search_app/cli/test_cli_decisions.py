"""An editor's decisions about withheld updates and replaced revisions."""

import json

import pytest
from cli_support import fehrest, one, one_line_error, rows

OLD = "The water mill below the weir turns again, and the miller grinds barley for three villages."
NEW = "Forty children flew paper kites from the harbour wall while grandparents judged colours and tails."


def lines(path, title, body, day):
    row = {"id": "7", "title": title, "body": body, "date": day, "language": "en"}
    path.write_text(json.dumps(row | {"url": f"https://valley.example/{title}/"}))
    return path


@pytest.fixture
def data(tmp_path):
    """An archive with one article and one withheld update."""
    assert (
        fehrest(
            "--data", tmp_path, "ingest", lines(tmp_path / "a.jsonl", "mill", OLD, "2020-01-01")
        ).exit_code
        == 0
    )
    done = fehrest(
        "--data", tmp_path, "ingest", "--json", lines(tmp_path / "b.jsonl", "kites", NEW, "2024-05-06")
    )
    assert (done.exit_code, one(done)["withheld"], one(done)["updated"]) == (3, 1, 0)
    return tmp_path


def found(data, word):
    return one(fehrest("--data", data, "search", "--json", word))["total"]


def key(data):
    return one(fehrest("--data", data, "pending", "--json"))["key"]


def test_what_waits_is_listed(data):
    row = one(fehrest("--data", data, "pending", "list", "--json"))
    assert (row["id"], row["article"]["title"], row["current"]["title"]) == ("7", "kites", "mill")
    printed = fehrest("--data", data, "pending").stdout
    assert all(part in printed for part in (row["key"], "kites", "another story"))
    assert (found(data, "miller"), found(data, "harbour")) == (1, 0)


def test_accepting_brings_the_index_along_and_history_brings_it_back(data):
    assert one(fehrest("--data", data, "pending", "accept", key(data), "--json"))["id"] == "7"
    assert (found(data, "miller"), found(data, "harbour")) == (0, 1)
    current, before = rows(fehrest("--data", data, "history", "7", "--json"))
    assert (current["article"]["title"], before["article"]["title"], before["reason"]) == (
        "kites",
        "mill",
        "updated",
    )
    assert "mill" in fehrest("--data", data, "history", "7").stdout
    restored = one(fehrest("--data", data, "history", "7", "--restore", before["revision"], "--json"))
    assert restored["article"]["title"] == "mill"
    assert (found(data, "miller"), found(data, "harbour")) == (1, 0)


def test_accepting_as_new_keeps_both(data):
    assert fehrest("--data", data, "pending", "accept", "--new", "--all").exit_code == 0
    assert (found(data, "miller"), found(data, "harbour")) == (1, 1)
    assert fehrest("--data", data, "ingest", data / "b.jsonl").exit_code == 0


def test_rejecting_ends_it(data):
    assert fehrest("--data", data, "pending", "reject", key(data)).exit_code == 0
    assert fehrest("--data", data, "pending").stdout == ""
    assert fehrest("--data", data, "ingest", data / "b.jsonl").exit_code == 0
    assert (found(data, "miller"), found(data, "harbour")) == (1, 0)


def test_wrong_calls_say_what_to_do(data):
    assert "fehrest pending" in one_line_error(fehrest("--data", data, "pending", "accept", "00000000"))
    assert fehrest("--data", data, "pending", "accept").exit_code == 2
    assert "fehrest history 7" in one_line_error(fehrest("--data", data, "history", "7", "--restore", "99"))
    assert "no article 8" in one_line_error(fehrest("--data", data, "history", "8"))


def test_the_history_ends_with_the_setting(data):
    fehrest("--data", data, "pending", "accept", "--all")
    assert len(rows(fehrest("--data", data, "history", "7", "--json"))) == 2
    fehrest("--data", data, "ingest", data / "b.jsonl", FEHREST_HISTORY=0)
    assert len(rows(fehrest("--data", data, "history", "7", "--json"))) == 1
