import json

import pytest
from cli_support import fehrest, one, one_line_error, rows


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "stories.jsonl"
    lines = [
        {"id": f"s{n}", "title": f"Story {n}", "body": f"The plum harvest number {n}."} for n in range(20)
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def test_a_file_is_remembered_and_read_again_where_it_changed(data, export):
    assert one(fehrest("--data", data, "sync", export, "--json"))["sources"][0]["added"] == 20
    again = one(fehrest("--data", data, "sync", "--json"))
    assert (again["sources"][0]["added"], again["sources"][0]["unchanged"]) == (0, 0)
    lines = export.read_text().splitlines()
    export.write_text("\n".join(lines[1:]) + "\n")
    shorter = one(fehrest("--data", data, "sync", "--json"))
    assert (shorter["sources"][0]["deleted"], shorter["index"]["deleted"]) == (1, 1)
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 19


def test_half_an_export_deletes_nothing(data, export, tmp_path):
    fehrest("--data", data, "sync", export)
    lines = export.read_text().splitlines()
    export.write_text("\n".join(lines[:18]) + '\n{"id": "s18", "ti')
    report = tmp_path / "report.jsonl"
    result = fehrest("--data", data, "sync", "--report", report)
    assert result.exit_code == 3
    assert "0 deleted, 1 failed" in result.stdout
    assert [json.loads(line)["change"] for line in report.read_text().splitlines()] == ["failed"]
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 20


def test_an_export_that_shrank_too_much(data, export):
    fehrest("--data", data, "sync", export)
    export.write_text(export.read_text().splitlines()[0] + "\n")
    result = fehrest("--data", data, "sync")
    assert result.exit_code == 3
    assert "19 articles seem to be gone" in result.stderr
    assert "--allow-deletions" in result.stderr
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 20
    assert "19 deleted" in fehrest("--data", data, "sync", "--full", "--allow-deletions").stdout


def test_a_list_of_sources(data, export, tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(f'sources = ["{export}"]\n')
    assert "20 added" in fehrest("--data", data, "sync", "--sources", file).stdout
    [place] = rows(fehrest("--data", data, "sync", "--list", "--json"))
    assert (place["address"], place["kind"]) == (str(export), "file")
    assert "Forgotten" in fehrest("--data", data, "sync", "--forget", export).stdout
    assert "not a known source" in one_line_error(fehrest("--data", data, "sync", "--forget", export))
    assert "no source is known" in one_line_error(fehrest("--data", data, "sync")).lower()
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 20


@pytest.mark.parametrize("text", ["sources = 3", "no toml", "", 'sources = [""]'])
def test_a_list_that_is_none(data, tmp_path, text):
    file = tmp_path / "sources.toml"
    file.write_text(text)
    assert str(file) in one_line_error(fehrest("--data", data, "sync", "--sources", file))


def test_an_address_that_cannot_be_read_is_named_and_the_others_go_on(data, export):
    result = fehrest("--data", data, "sync", "http://127.0.0.1:9/", export)
    assert result.exit_code == 3
    assert "127.0.0.1:9" in result.stderr
    assert "FEHREST_PRIVATE_ADDRESSES" in result.stderr
    assert "20 added" in result.stdout
    assert [place["kind"] for place in rows(fehrest("--data", data, "sync", "--list", "--json"))] == ["file"]


@pytest.mark.parametrize(
    "setting",
    [
        {"FEHREST_CRAWL_DELAY": "soon"},
        {"FEHREST_CRAWL_DELAY": "-1"},
        {"FEHREST_PRIVATE_ADDRESSES": "perhaps"},
    ],
)
def test_settings_that_make_no_sense(data, setting):
    assert next(iter(setting)) in one_line_error(fehrest("--data", data, "sync", **setting))
