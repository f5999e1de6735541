import json

import pytest
from cli_support import BRIDGE_PAGE, PAGES, SAMPLE, fehrest, one, one_line_error, rows

KEYS = [
    "title", "body", "language", "languages", "authors", "category", "categories", "tags", "date", "modified",
    "source", "url", "image", "captions", "kind", "file",
]  # fmt: skip


@pytest.fixture
def stories(tmp_path):
    rows = [
        {"id": f"s{n}", "title": f"Harvest story {n}", "body": "The plum harvest was good this year."}
        for n in range(3)
    ]
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    return path


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data" / "deep"


def test_extract_prints_an_article_a_line():
    result = fehrest("extract", BRIDGE_PAGE)
    article = one(result)
    assert result.exit_code == 0
    assert list(article) == KEYS
    assert article["title"] == "The old bridge gets its stones back"
    assert article["language"] == "en"
    assert article["authors"] == ["Edwin Marsh", "Clara Penhale"]
    assert article["category"] == "Bridges"
    assert article["categories"][0][-1] == "Bridges"
    assert article["date"].startswith("2016-05-20T")
    assert article["url"].endswith("/the-old-bridge-gets-its-stones-back/")
    assert article["file"] == str(BRIDGE_PAGE)
    assert "masons" in article["body"]


def test_extract_takes_an_export_and_several_files():
    result = fehrest("extract", SAMPLE / "export.xml", BRIDGE_PAGE)
    found = rows(result)
    assert (result.exit_code, len(found)) == (0, 19)
    assert all(list(article) == KEYS for article in found)
    assert {article["language"] for article in found} == {"en", "fa", "ar", "sq"}


CAPTIONED = """<!doctype html>
<html lang="en"><head><title>The weir</title></head>
<body><article class="post"><h1 class="entry-title">The weir</h1><div class="entry-content">
<p>The weir above the mill was built anew in the spring, and the herons came back to it before the last stone
was laid.</p>
<figure class="wp-block-image"><img src="weir.jpg" alt="">
<figcaption>Herons on the upper step</figcaption></figure>
<p>Forty people worked on it for three weeks, and the mill ground its first flour on the day after they
left.</p></div></article></body></html>"""


def test_captions_of_pages_are_kept_where_the_setting_says_so(tmp_path):
    (tmp_path / "weir.html").write_text(CAPTIONED)
    for setting, kept in (("0", False), ("1", True)):
        article = one(fehrest("extract", tmp_path / "weir.html", FEHREST_CAPTIONS=setting))
        assert ("Herons on the upper step" in article["body"]) is kept
        fehrest("--data", tmp_path / setting, "ingest", tmp_path / "weir.html", FEHREST_CAPTIONS=setting)
        [hit] = one(fehrest("--data", tmp_path / setting, "search", "--json", "upper step"))["hits"]
        assert hit["captions"] == ["Herons on the upper step"]
        assert [one.get("caption", False) for one in hit["snippets"]] == [not kept]


def test_extract_names_both_languages_of_a_bilingual_article(tmp_path):
    english = "The library opens its new reading room on Monday, and all readers of the town are invited. "
    albanian = "Biblioteka hap sallën e re të leximit të hënën dhe fton të gjithë lexuesit e qytetit. "
    path = tmp_path / "both.jsonl"
    path.write_text(json.dumps({"title": "Library", "body": f"{english * 5}\n\n{albanian * 3}"}))
    article = one(fehrest("extract", path))
    assert (article["language"], article["languages"]) == ("en", ["en", "sq"])
    assert one(fehrest("extract", BRIDGE_PAGE))["languages"] == ["en"]


def test_extract_writes_letters_and_not_escapes():
    assert "کتابخانه" in fehrest("extract", PAGES / "fa" / "ketabkhane-ye-tazeh-ye-tirvan.html").stdout


def test_extract_names_what_is_no_article(tmp_path):
    path = tmp_path / "empty.html"
    path.write_text("")
    result = fehrest("extract", path, BRIDGE_PAGE)
    assert result.exit_code in (0, 3)
    assert "empty.html: " in result.stderr
    assert one(result)["title"]


def test_extract_tells_of_failures(tmp_path):
    path = tmp_path / "broken.jsonl"
    path.write_text('{"title": "A harvest", "body": "Plums."}\nnot json\n')
    result = fehrest("extract", path)
    assert (result.exit_code, one(result)["title"]) == (3, "A harvest")
    assert "broken.jsonl:2: " in result.stderr


def test_ingest_twice(data, stories):
    first = one(fehrest("--data", data, "ingest", stories, "--json"))
    assert (first["found"], first["added"], first["unchanged"]) == (3, 3, 0)
    assert (first["index"]["indexed"], first["index"]["rebuilt"]) == (3, "there was no index")
    second = one(fehrest("--data", data, "ingest", stories, "--json"))
    assert (second["found"], second["added"], second["unchanged"]) == (3, 0, 3)
    assert (second["index"]["indexed"], second["index"]["rebuilt"]) == (0, None)


def test_ingest_makes_the_dictionaries_that_a_killed_one_did_not(data, stories):
    assert fehrest("--data", data, "ingest", stories).exit_code == 0
    [file] = (data / "dictionaries").glob("*.dict")
    file.unlink()
    assert fehrest("--data", data, "ingest", stories).exit_code == 0
    assert file.exists()


def test_ingest_says_what_it_did(data, stories):
    result = fehrest("ingest", "--data", data, stories)
    assert result.exit_code == 0
    assert "3 articles in" in result.stdout
    assert "3 added, 0 updated, 0 unchanged, 0 failed" in result.stdout
    assert "Index rebuilt (there was no index): 3 articles" in result.stdout


def test_ingest_goes_on_past_bad_records(data, stories, tmp_path):
    stories.write_text(stories.read_text() + "not json\n" * 12)
    report = tmp_path / "report.jsonl"
    result = fehrest("--data", data, "ingest", stories, "--report", report)
    assert result.exit_code == 3
    assert "3 added, 0 updated, 0 unchanged, 12 failed" in result.stdout
    assert f"failed: {stories}:4: " in result.stderr
    assert "and 2 more; list them with --report FILE" in result.stderr
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["change"] for line in lines].count("failed") == 12
    assert [line["change"] for line in lines].count("added") == 3
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 3


def test_ingest_of_what_is_not_there_writes_nothing(data, tmp_path):
    message = one_line_error(fehrest("--data", data, "ingest", tmp_path / "nowhere"))
    assert "nowhere" in message
    assert one_line_error(fehrest("--data", data, "search", "plum"))


def test_ingest_into_a_file(tmp_path, stories):
    data = tmp_path / "file"
    data.write_text("")
    assert str(data) in one_line_error(fehrest("--data", data, "ingest", stories))


def test_a_report_that_cannot_be_written(data, stories, tmp_path):
    result = fehrest("--data", data, "ingest", stories, "--report", tmp_path / "no" / "report")
    assert "report" in one_line_error(result)


def test_reindex_rebuilds_and_goes_back(data, stories):
    fehrest("--data", data, "ingest", stories)
    assert "Index rebuilt (asked for): 3 articles" in fehrest("--data", data, "reindex").stdout
    assert "Index updated: 0 articles" in fehrest("--data", data, "reindex", "--changes").stdout
    assert "earlier generation" in fehrest("--data", data, "reindex", "--rollback").stdout
    assert one(fehrest("--data", data, "search", "plum", "--json"))["total"] == 3


def test_reindex_without_an_archive_makes_none(data):
    assert "fehrest ingest" in one_line_error(fehrest("--data", data, "reindex"))
    assert not data.exists()


def test_rollback_without_an_earlier_generation(data, stories):
    fehrest("--data", data, "ingest", stories)
    assert "no earlier generation" in one_line_error(fehrest("--data", data, "reindex", "--rollback"))


def test_reindex_makes_an_index_for_another_engine(data, stories):
    fehrest("--data", data, "ingest", stories)
    assert "rebuilt" in fehrest("reindex", "--data", data, "--engine", "whoosh").stdout
    assert one(fehrest("--data", data, "--engine", "whoosh", "search", "plum", "--json"))["total"] == 3
    assert (data / "whoosh").is_dir()


def test_settings_come_from_the_environment_and_the_command_line_first(data, stories, tmp_path):
    fehrest("ingest", stories, FEHREST_DATA=data, FEHREST_ENGINE="whoosh")
    assert (data / "whoosh").is_dir()
    assert not (data / "tantivy").exists()
    found = fehrest("search", "plum", "--json", FEHREST_DATA=data, FEHREST_ENGINE="whoosh")
    assert one(found)["total"] == 3
    status = fehrest("status", "--json", "--data", data, FEHREST_DATA=tmp_path, FEHREST_ENGINE="whoosh")
    assert one(status)["engine"] == "whoosh"


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"FEHREST_ENGINE": "sphinx"}, "tantivy, whoosh"),
        ({"FEHREST_PORT": "many"}, "whole number"),
        ({"FEHREST_PORT": "99999"}, "0 to 65535"),
        ({"FEHREST_PAGE_SIZE": "0"}, "1 to 100"),
        ({"FEHREST_THREADS": "0"}, "1 to 64"),
        ({"FEHREST_TIMEZONE": "Nowhere/Town"}, "Europe/Tirane"),
        ({"FEHREST_TIMEZONE": "Europe"}, "Europe/Tirane"),
        ({"FEHREST_TIMEZONE": "../x"}, "Europe/Tirane"),
    ],
)
def test_settings_that_make_no_sense(data, environment, message):
    assert message in one_line_error(fehrest("--data", data, "status", **environment))


def test_the_time_zone_of_the_site_is_that_of_dates_without_one(tmp_path):
    path = tmp_path / "one.jsonl"
    path.write_text('{"title": "A harvest", "body": "Plums.", "date": "2021-05-09T10:00:00"}')
    found = one(fehrest("extract", path, FEHREST_TIMEZONE="Asia/Tehran"))
    assert found["date"] == "2021-05-09T10:00:00+04:30"
