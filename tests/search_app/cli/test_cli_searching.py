import json
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from cli_support import BRIDGE_PAGE, clean_environment, fehrest, one, one_line_error

BRIDGE = "The old bridge gets its stones back"


def search(data, *arguments):
    return one(fehrest("--data", data, "search", "--json", *arguments))


def titles(answer):
    return [hit["title"] for hit in answer["hits"]]


def test_the_keys_of_an_answer(sample_data):
    answer = search(sample_data, "old", "bridge")
    assert {"total", "hits", "facets", "page", "pages", "partial"} <= answer.keys()
    hit = answer["hits"][0]
    assert {"id", "title", "url", "language", "date", "score", "snippets"} <= hit.keys()
    assert (hit["title"], hit["language"]) == (BRIDGE, "en")
    assert hit["score"] > 0
    assert all(
        list(bucket)[:2] == ["value", "count"] for found in answer["facets"].values() for bucket in found
    )
    assert answer["facets"]["language"][0]["count"] >= 1
    snippet = hit["snippets"][0]
    assert {snippet["text"][start:end].lower() for start, end in snippet["marks"]} <= {"old", "bridge"}
    assert snippet["marks"]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--size", "0"), 0),
        (("--size", "2"), 2),
        (("--language", "fa", "--size", "100"), None),
        (("--category", "Culture > Heritage", "--size", "100"), None),
        (("--from", "2016", "--to", "2016-12", "--size", "100"), None),
        (("--year", "2016", "--year", "2017", "--size", "100"), None),
    ],
)
def test_what_is_asked_for_is_given(sample_data, arguments, count):
    answer = search(sample_data, *arguments)
    assert len(answer["hits"]) == (answer["total"] if count is None else count)
    assert answer["total"] > 0
    options = dict(zip(arguments[::2], arguments[1::2], strict=True))
    for hit in answer["hits"]:
        assert hit["language"] == options.get("--language", hit["language"])
        if "--category" in options:
            assert any(path[:2] == ["Culture", "Heritage"] for path in hit["categories"])
        if "--from" in options or "--year" in options:
            assert hit["date"][:4] in ("2016", "2017")


def test_pages_follow_each_other(sample_data):
    every = titles(search(sample_data, "--sort", "newest", "--size", "6"))
    pages = [titles(search(sample_data, "--sort", "newest", "--size", "2", "--page", n)) for n in (1, 2, 3)]
    assert [title for page in pages for title in page] == every
    assert search(sample_data, "--language", "en", "--size", "2", "--page", "2")["page"] == 2


def test_sorts_and_ways_to_match(sample_data):
    dates = [hit["date"] for hit in search(sample_data, "--sort", "oldest", "--size", "100")["hits"]]
    dated = [date for date in dates if date]
    assert dates == sorted(dated) + [None] * (len(dates) - len(dated))
    assert search(sample_data, "bridges")["total"] >= 1
    assert search(sample_data, "bridges", "--exact")["total"] <= search(sample_data, "bridges")["total"]
    assert search(sample_data, "bridge", "zeppelin", "--any")["partial"] is False
    assert search(sample_data, "bridge", "zeppelin")["partial"] is True


def test_a_query_may_begin_with_a_minus(sample_data):
    every = search(sample_data)["articles"]
    assert 0 < one(fehrest("--data", sample_data, "search", "--json", "--", "-bridge"))["articles"] < every


def test_translations_are_one_hit_unless_asked_otherwise(sample_data):
    collapsed, each = (search(sample_data, "--size", "50", how) for how in ("--collapse", "--no-collapse"))
    assert collapsed["total"] < each["total"] == each["articles"] == collapsed["articles"]
    assert any(other["kind"] == "translation" for hit in collapsed["hits"] for other in hit["others"])
    for earlier, answer in (("--fold", collapsed), ("--no-fold", each)):
        assert search(sample_data, "--size", "50", earlier)["total"] == answer["total"]


def test_for_people(sample_data):
    result = fehrest("--data", sample_data, "search", "old", "bridge")
    assert result.exit_code == 0
    assert BRIDGE in result.stdout
    assert "articles, page 1 of" in result.stdout
    assert "language: en (" in result.stdout
    partial = fehrest("--data", sample_data, "search", "bridge zeppelin").stdout
    assert "These have 1 of 2" in partial


def test_days_are_in_the_sites_zone(sample_data):
    moment = datetime.fromisoformat(search(sample_data, "old", "bridge")["hits"][0]["date"])
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):  # 25 hours apart
        day = moment.astimezone(ZoneInfo(zone)).date()
        shown = fehrest("--data", sample_data, "search", "old", "bridge", FEHREST_TIMEZONE=zone).stdout
        assert f"  {day} · " in shown


@pytest.mark.parametrize(
    "arguments", [("--from", "soon"), ("--size", "101"), ("--page", "0"), ("--sort", "best"), ("--nope",)]
)
def test_options_that_make_no_sense(sample_data, arguments):
    result = fehrest("--data", sample_data, "search", "bridge", *arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_there_is_no_index(tmp_path):
    for command in (["search", "bridge"], ["status"], ["related", "x"]):
        assert "fehrest" in one_line_error(fehrest("--data", tmp_path, *command))


def test_related_by_id(sample_data):
    hit = search(sample_data, "valley derby")["hits"][0]
    answer = one(fehrest("--data", sample_data, "related", hit["id"], "--json", "--size", "3"))
    assert answer["id"] == hit["id"]
    assert 0 < len(answer["hits"]) <= 3
    assert hit["id"] not in [other["id"] for other in answer["hits"]]
    assert all(other["shared"] and other["title"] for other in answer["hits"])


def test_related_by_a_saved_page_is_the_same_and_not_the_page_itself(sample_data):
    id_ = search(sample_data, "old bridge")["hits"][0]["id"]
    by_id = one(fehrest("--data", sample_data, "related", id_, "--json"))
    by_file = one(fehrest("--data", sample_data, "related", BRIDGE_PAGE, "--json"))
    assert by_file["id"] == id_
    assert [hit["id"] for hit in by_file["hits"]] == [hit["id"] for hit in by_id["hits"]]


def test_related_by_a_draft(sample_data, tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text("Masons at the old bridge\n\nThe arch of the stone bridge is mended with lime.\n")
    result = fehrest("--data", sample_data, "related", draft)
    assert result.stdout.splitlines()[0] == BRIDGE
    assert "shares: " in result.stdout


@pytest.mark.parametrize("content", ["", " \n\n "])
def test_related_by_an_empty_draft(sample_data, tmp_path, content):
    draft = tmp_path / "draft.txt"
    draft.write_text(content)
    assert "empty" in one_line_error(fehrest("--data", sample_data, "related", draft))


def test_related_by_what_is_nothing(sample_data, tmp_path):
    message = one_line_error(fehrest("--data", sample_data, "related", "no-such-article"))
    assert "neither an article id nor a file" in message
    page = tmp_path / "page.html"
    page.write_text("<html><body></body></html>")
    assert "page.html" in one_line_error(fehrest("--data", sample_data, "related", page))


def test_status(sample_data):
    status = one(fehrest("--data", sample_data, "status", "--json"))
    assert status["documents"] == status["archived"] == sum(status["languages"].values())
    assert (status["engine"], status["up_to_date"], status["current_analysis"]) == ("tantivy", True, True)
    assert status["revision"] == status["archive_revision"] > 0
    text = fehrest("--data", sample_data, "status").stdout
    assert f"documents: {status['documents']}" in text
    assert "up to date: True" in text


def test_a_reader_that_has_seen_enough_is_no_error(sample_data):
    code = "from search_app.cli import main; main()"
    command = [sys.executable, "-c", code, "--data", sample_data, "search", "--size", "100"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(), text=True
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(120) in (0, 1)
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()


def test_json_is_one_line_in_its_own_letters(sample_data):
    result = fehrest("--data", sample_data, "search", "کتابخانه", "--json")
    assert len(result.stdout.splitlines()) == 1
    assert "کتابخانه" in result.stdout
    json.loads(result.stdout)
